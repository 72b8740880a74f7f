import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {BRISK, CALM, createNewest, restAfter, setTraining} from '../../../www/scheduling/latest-request.js';

beforeEach(() => setTraining(true));

/** Questions that are answered when one says so, and a clock that is set by hand. @param {import('../../../www/scheduling/latest-request.js').Pace | null} [pace] */
function stage(pace = null) {
    const clock = {time: 0};
    /** @type {{question: number, answer: (value: string) => void, fail: (error: Error) => void}[]} */
    const asked = [];
    /** @type {[string, number][]} */
    const answered = [];
    /** @type {{act: () => void, ms: number}[]} */
    const timers = [];
    const newest = createNewest((/** @type {number} */ question) => new Promise((answer, fail) => {
        asked.push({question, answer, fail});
    }), (/** @type {string} */ answer, question) => answered.push([answer, question]), pace, {
        now: () => clock.time, later: (act, ms) => timers.push({act, ms}),
    });
    /** The newest question has its answer after so long. @param {number} ms @param {string} value */
    async function finish(ms, value = '') {
        clock.time += ms;
        asked[asked.length - 1].answer(value);
        await settle();
    }
    const questions = () => asked.map(({question}) => question);
    return {clock, asked, answered, timers, newest, finish, questions};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('one question is asked at a time, and of those that come meanwhile only the newest', async () => {
    const {answered, newest, finish, questions} = stage();
    for (const question of [1, 2, 3]) newest.ask(question);
    assert.deepEqual(questions(), [1]);
    await finish(100, 'one');
    assert.deepEqual(questions(), [1, 3], 'without a pace there is no rest');
    assert.deepEqual(answered, [['one', 1]]);
    await finish(100, 'three');
    assert.deepEqual(questions(), [1, 3], 'nothing was asked for since');
});

test('a question that fails holds up none after it', async () => {
    const {asked, answered, newest, finish} = stage();
    newest.ask(1);
    newest.ask(2);
    asked[0].fail(new Error('gone'));
    await settle();
    await finish(0, 'two');
    assert.deepEqual(answered, [['two', 2]]);
});

test('what is forgotten is not asked, and an answer that comes later is dropped', async () => {
    const {answered, newest, finish, questions} = stage();
    newest.ask(1);
    newest.ask(2);
    newest.forget();
    await finish(0, 'one');
    assert.deepEqual(questions(), [1]);
    assert.deepEqual(answered, []);
    newest.ask(3);
    await finish(0, 'three');
    assert.deepEqual(answered, [['three', 3]]);
});

test('what is paced takes a tenth of the time, a slow answer a little more, and rests for a moment at least', () => {
    assert.equal(restAfter(100), 900);
    assert.equal(restAfter(200), 1500, 'a slow answer is not waited for ever so long');
    assert.ok(restAfter(2000) > 10_000);
    assert.equal(restAfter(1), BRISK.leastRest);
    assert.equal(restAfter(1, CALM), CALM.leastRest);
});

test('while the model trains the newest of what is paced is asked after a rest', async () => {
    const {clock, timers, newest, finish, questions} = stage(BRISK);
    newest.ask(1);
    newest.ask(2);
    await finish(50);
    newest.ask(3);
    assert.deepEqual(questions(), [1]);
    assert.deepEqual(timers.map(({ms}) => ms), [450], 'one timer is enough');
    clock.time += 450;
    timers[0].act();
    assert.deepEqual(questions(), [1, 3]);
});

test('where the model does not train there is no rest, and one that has begun ends', async () => {
    const {clock, timers, newest, finish, questions} = stage(CALM);
    newest.ask(1);
    newest.ask(2);
    await finish(100);
    assert.deepEqual(questions(), [1]);
    setTraining(false);
    assert.deepEqual(questions(), [1, 2]);
    newest.ask(3);
    await finish(100);
    assert.deepEqual(questions(), [1, 2, 3]);
    setTraining(true);
    await finish(100);
    newest.ask(4);
    clock.time += 10;
    timers[0].act();
    assert.deepEqual(questions(), [1, 2, 3], 'the rest that was ended says nothing of the next');
});

test('after what was forgotten there is no rest', async () => {
    const {newest, finish, questions} = stage(CALM);
    newest.ask(1);
    newest.forget();
    newest.ask(2);
    await finish(100);
    assert.deepEqual(questions(), [1, 2]);
    await finish(100);
    newest.forget();
    newest.ask(3);
    assert.deepEqual(questions(), [1, 2, 3]);
});
