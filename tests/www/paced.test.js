import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPaced, paceOf} from '../../www/paced.js';

/** A clock and an answerer that do as they are told. */
function stage() {
    let time = 0;
    /** @type {{question: number, resolve: (answer: string) => void, reject: (error: Error) => void}[]} */
    const asked = [];
    /** @type {{act: () => void, ms: number}[]} */
    const timers = [];
    /** @type {string[]} */
    const answers = [];
    const paced = createPaced({
        ask: (/** @type {number} */ question) => new Promise((resolve, reject) => asked.push({question, resolve, reject})),
        onAnswer: (/** @type {string} */ answer) => answers.push(answer),
        now: () => time,
        later: (act, ms) => timers.push({act, ms}),
    });
    return {paced, asked, answers, timers, pass: (/** @type {number} */ ms) => { time += ms; }, settle: () => new Promise((resolve) => setImmediate(resolve))};
}

test('they take no more than a tenth of the time', () => {
    assert.equal(paceOf(100), 900);
    assert.equal(paceOf(200), 1500, 'a slow answer is not waited for ever so long');
    assert.ok(paceOf(2000) > 10_000);
    assert.ok(paceOf(1) >= 100);
});

test('while one is asked the newest waits, and is asked after a rest', async () => {
    const {paced, asked, answers, timers, pass, settle} = stage();
    for (const question of [1, 2, 3]) paced.want(question);
    assert.deepEqual(asked.map(({question}) => question), [1]);
    pass(50);
    asked[0].resolve('one');
    await settle();
    assert.deepEqual(answers, ['one']);
    assert.equal(asked.length, 1);
    assert.equal(timers[0].ms, 450);
    pass(450);
    timers[0].act();
    assert.deepEqual(asked.map(({question}) => question), [1, 3]);
});

test('one that fails is passed over', async () => {
    const {paced, asked, answers, timers, pass, settle} = stage();
    paced.want(1);
    asked[0].reject(new Error('gone'));
    await settle();
    assert.deepEqual(answers, []);
    pass(1000);
    paced.want(2);
    assert.equal(asked.length, 2);
    assert.equal(timers.length, 0);
});

test('an answer to what was forgotten is dropped, and there is no rest after it', async () => {
    const {paced, asked, answers, settle} = stage();
    paced.want(1);
    paced.forget();
    asked[0].resolve('old');
    await settle();
    assert.deepEqual(answers, []);
});
