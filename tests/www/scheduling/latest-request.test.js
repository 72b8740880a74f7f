import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {BRISK, CALM, createLatestRequest, restAfter, setTraining} from '../../../www/scheduling/latest-request.js';

beforeEach(() => setTraining(true));

/** Requests that the test answers, and a clock that it sets. @param {import('../../../www/scheduling/latest-request.js').Pace | null} [pace] */
function stage(pace = null) {
    const clock = {time: 0};
    /** @type {{content: number, answer: (value: string) => void, fail: (error: Error) => void}[]} */
    const sent = [];
    /** @type {[string, number][]} */
    const answered = [];
    /** @type {{act: () => void, ms: number}[]} */
    const timers = [];
    const newest = createLatestRequest((/** @type {number} */ content) => new Promise((answer, fail) => {
        sent.push({content, answer, fail});
    }), (/** @type {string} */ answer, content) => answered.push([answer, content]), pace, {
        now: () => clock.time, later: (act, ms) => timers.push({act, ms}),
    });
    /** The newest request has its answer after so long. @param {number} ms @param {string} value */
    async function finish(ms, value = '') {
        clock.time += ms;
        sent[sent.length - 1].answer(value);
        await settle();
    }
    const contents = () => sent.map(({content}) => content);
    return {clock, sent, answered, timers, newest, finish, contents};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('one request is sent at a time, and of those that come meanwhile only the newest', async () => {
    const {answered, newest, finish, contents} = stage();
    for (const content of [1, 2, 3]) newest.send(content);
    assert.deepEqual(contents(), [1]);
    await finish(100, 'one');
    assert.deepEqual(contents(), [1, 3], 'without a pace there is no rest');
    assert.deepEqual(answered, [['one', 1]]);
    await finish(100, 'three');
    assert.deepEqual(contents(), [1, 3], 'nothing was sent for since');
});

test('a request that fails holds up none after it', async () => {
    const {sent, answered, newest, finish} = stage();
    newest.send(1);
    newest.send(2);
    sent[0].fail(new Error('gone'));
    await settle();
    await finish(0, 'two');
    assert.deepEqual(answered, [['two', 2]]);
});

test('what is forgotten is not sent, and an answer that comes later is dropped', async () => {
    const {answered, newest, finish, contents} = stage();
    newest.send(1);
    newest.send(2);
    newest.forget();
    await finish(0, 'one');
    assert.deepEqual(contents(), [1]);
    assert.deepEqual(answered, []);
    newest.send(3);
    await finish(0, 'three');
    assert.deepEqual(answered, [['three', 3]]);
});

test('paced requests take a tenth of the time, slow answers a little more, with a minimum pause', () => {
    assert.equal(restAfter(100), 900);
    assert.equal(restAfter(200), 1500, 'a slow answer is not waited for ever so long');
    assert.ok(restAfter(2000) > 10_000);
    assert.equal(restAfter(1), BRISK.leastRest);
    assert.equal(restAfter(1, CALM), CALM.leastRest);
});

test('while the model trains the newest of what is paced is sent after a rest', async () => {
    const {clock, timers, newest, finish, contents} = stage(BRISK);
    newest.send(1);
    newest.send(2);
    await finish(50);
    newest.send(3);
    assert.deepEqual(contents(), [1]);
    assert.deepEqual(timers.map(({ms}) => ms), [450], 'one timer is enough');
    clock.time += 450;
    timers[0].act();
    assert.deepEqual(contents(), [1, 3]);
});

test('where the model does not train there is no rest, and one that has begun ends', async () => {
    const {clock, timers, newest, finish, contents} = stage(CALM);
    newest.send(1);
    newest.send(2);
    await finish(100);
    assert.deepEqual(contents(), [1]);
    setTraining(false);
    assert.deepEqual(contents(), [1, 2]);
    newest.send(3);
    await finish(100);
    assert.deepEqual(contents(), [1, 2, 3]);
    setTraining(true);
    await finish(100);
    newest.send(4);
    clock.time += 10;
    timers[0].act();
    assert.deepEqual(contents(), [1, 2, 3], 'the rest that was ended says nothing of the next');
});

test('after what was forgotten there is no rest', async () => {
    const {newest, finish, contents} = stage(CALM);
    newest.send(1);
    newest.forget();
    newest.send(2);
    await finish(100);
    assert.deepEqual(contents(), [1, 2]);
    await finish(100);
    newest.forget();
    newest.send(3);
    assert.deepEqual(contents(), [1, 2, 3]);
});

test('a request over which the worker was lost is sent once more, unless a newer one waits', async () => {
    const {sent, answered, newest, finish, contents} = stage();
    const lost = /** @type {any} */ ({code: 'lost'});
    newest.send(1);
    sent[0].fail(lost);
    await settle();
    assert.deepEqual(contents(), [1, 1]);
    sent[1].fail(lost);
    await settle();
    assert.deepEqual(contents(), [1, 1], 'it may be why the worker was lost');
    newest.send(2);
    newest.send(3);
    sent[2].fail(lost);
    await settle();
    await finish(10, 'three');
    assert.deepEqual(contents(), [1, 1, 2, 3]);
    assert.deepEqual(answered, [['three', 3]]);
});
