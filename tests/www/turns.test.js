import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {createTurns, trainingIs} from '../../www/turns.js';

const settle = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => trainingIs(true));

/** Work of a clock that is set by hand. */
function setUp() {
    /** @type {{time: number, turns: number, end: (() => void) | null, timer: {call: () => void, ms: number} | null}} */
    const state = {time: 0, turns: 0, end: null, timer: null};
    const paced = createTurns(() => new Promise((resolve) => {
        state.turns += 1;
        state.end = resolve;
    }), {
        leastRestMs: 5, now: () => state.time,
        later: (call, ms) => {
            state.timer = {call, ms};
            return 1;
        },
    });
    /** The turn ends after so long. @param {number} ms */
    async function finish(ms) {
        state.time += ms;
        state.end?.();
        await settle();
    }
    return {state, paced, finish};
}

test('what is asked for during a turn is done once, after a rest of nine times its length', async () => {
    const {state, paced, finish} = setUp();
    paced.request();
    for (let i = 0; i < 3; i++) paced.request();
    assert.equal(state.turns, 1);
    await finish(100);
    assert.equal(state.turns, 1);
    assert.equal(state.timer?.ms, 900);
    paced.request();
    state.time += 900;
    state.timer?.call();
    assert.equal(state.turns, 2);
    await finish(0);
    assert.equal(state.turns, 2, 'nothing was asked for since');
});

test('a short turn is followed by the least rest, and none where there is hurry', async () => {
    const {state, paced, finish} = setUp();
    paced.request();
    await finish(0);
    paced.hurry();
    paced.request();
    assert.equal(state.turns, 2);
    paced.request();
    await finish(0);
    assert.equal(state.timer?.ms, 5);
});

test('hurry ends a rest that has begun', async () => {
    const {state, paced, finish} = setUp();
    paced.request();
    paced.request();
    await finish(100);
    const rest = state.timer;
    assert.equal(state.turns, 1);
    paced.hurry();
    assert.equal(state.turns, 2);
    await finish(1);
    paced.request();
    rest?.call();
    assert.equal(state.turns, 2, 'the rest that was ended says nothing of the next');
});

test('where the model does not train there is no rest, and one that has begun ends', async () => {
    const {state, paced, finish} = setUp();
    paced.request();
    paced.request();
    await finish(100);
    assert.equal(state.turns, 1);
    trainingIs(false);
    assert.equal(state.turns, 2);
    paced.request();
    await finish(100);
    assert.equal(state.turns, 3);
});

test('what is forgotten is not done', async () => {
    const {state, paced, finish} = setUp();
    paced.request();
    paced.request();
    paced.forget();
    await finish(1);
    state.time += 1000;
    state.timer?.call();
    assert.equal(state.turns, 1);
});

test('a turn that fails is over', async () => {
    let turns = 0;
    const paced = createTurns(async () => {
        turns += 1;
        throw new Error('gone');
    }, {leastRestMs: 0, now: () => 0});
    paced.request();
    await settle();
    paced.request();
    assert.equal(turns, 2);
});
