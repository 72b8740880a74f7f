import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLatest} from '../../www/latest.js';

/** Questions that are answered when one says so. */
function setUp() {
    /** @type {{question: number, answer: (value: string) => void, fail: (error: Error) => void}[]} */
    const asked = [];
    /** @type {[string, number][]} */
    const answered = [];
    const latest = createLatest((/** @type {number} */ question) => new Promise((answer, fail) => {
        asked.push({question, answer, fail});
    }), (/** @type {string} */ answer, question) => answered.push([answer, question]));
    return {asked, answered, latest};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('one question is asked at a time, and of those that come meanwhile only the newest', async () => {
    const {asked, answered, latest} = setUp();
    for (const question of [1, 2, 3]) latest.ask(question);
    assert.deepEqual(asked.map(({question}) => question), [1]);
    asked[0].answer('one');
    await settle();
    assert.deepEqual(asked.map(({question}) => question), [1, 3]);
    assert.deepEqual(answered, [['one', 1]]);
});

test('a question that fails holds up none after it', async () => {
    const {asked, answered, latest} = setUp();
    latest.ask(1);
    latest.ask(2);
    asked[0].fail(new Error('gone'));
    await settle();
    asked[1].answer('two');
    await settle();
    assert.deepEqual(answered, [['two', 2]]);
});

test('what was not asked yet can be forgotten', async () => {
    const {asked, latest} = setUp();
    latest.ask(1);
    latest.ask(2);
    latest.forget();
    asked[0].answer('one');
    await settle();
    assert.equal(asked.length, 1);
});
