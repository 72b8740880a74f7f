import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCheckpointWriter} from '../../../www/runs/checkpoint-writer.js';
import {bodyOf} from '../support/checkpoints.js';

/** A writer over a store that takes `store.ms`, and fails as one likes. */
function setUp() {
    let time = 0;
    const store = {ms: 0, puts: /** @type {any[]} */ ([]), answer: async () => true, shrunk: 0, canShrink: 1};
    const troubles = /** @type {string[]} */ ([]);
    const writer = createCheckpointWriter({
        now: () => time, onTrouble: (trouble) => troubles.push(trouble),
        store: {
            async put(checkpoints) {
                store.puts.push(checkpoints.map(({kind, history}) => `${history.id} ${kind} ${history.step}`).join(', '));
                time += store.ms;
                return store.answer();
            },
            putAtOnce(/** @type {any} */ {history}) {
                store.puts.push(`${history.id} at once ${history.step}`);
            },
            async shrink() {
                store.shrunk += 1;
                return store.canShrink;
            },
        },
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    return {
        store, troubles, writer, settled,
        /** @param {number} at ms @param {string} run @param {number} step @param {{state?: string, isBest?: boolean}} [more] */
        async taken(at, run, step, {state = 'running', isBest = false} = {}) {
            time = at;
            writer.taken(bodyOf(run, step, {state}), isBest);
            await settled();
        },
    };
}

/** @param {string} name */
const failing = (name) => async () => {
    throw Object.assign(new Error('no'), {name});
};

test('a run that trains is written at once, then every 20 s', async () => {
    const {store, taken} = setUp();
    await taken(0, 'r', 0);
    assert.deepEqual(store.puts, [], 'nothing has been trained yet');
    await taken(1000, 'r', 1);
    await taken(11_000, 'r', 2);
    await taken(20_999, 'r', 3);
    await taken(21_000, 'r', 4);
    assert.deepEqual(store.puts, ['r newest 1', 'r newest 4']);
});

test('writing takes at most a fiftieth of the time', async () => {
    const {store, taken} = setUp();
    store.ms = 2000;
    await taken(0, 'r', 1);
    await taken(99_999, 'r', 2);
    assert.equal(store.puts.length, 1);
    await taken(100_000, 'r', 3);
    assert.equal(store.puts.length, 2);
});

test('a pause, the end, and another run do not wait', async () => {
    const {store, taken} = setUp();
    await taken(0, 'r', 1);
    await taken(10, 'r', 2, {state: 'paused'});
    await taken(20, 's', 1);
    await taken(30, 's', 2);
    assert.deepEqual(store.puts, ['r newest 1', 'r newest 2', 's newest 1']);
});

test('the best is written with the next one', async () => {
    const {store, taken} = setUp();
    await taken(0, 'r', 1);
    await taken(10_000, 'r', 2, {isBest: true});
    await taken(19_999, 'r', 3);
    await taken(20_000, 'r', 4);
    assert.deepEqual(store.puts[1], 'r newest 4, r best 2');
});

test('what is in memory is written when the page goes, once', async () => {
    const {store, writer, taken, settled} = setUp();
    await taken(0, 'r', 1);
    await taken(10, 'r', 2);
    writer.flush();
    writer.flush();
    await settled();
    assert.deepEqual(store.puts, ['r newest 1', 'r newest 2']);
});

test('a page that goes writes what is in memory without waiting, of a run that is its own', async () => {
    const {store, writer, taken} = setUp();
    writer.leave();
    await taken(0, 'r', 1);
    writer.leave();
    await taken(10, 'r', 2);
    writer.leave();
    writer.leave();
    assert.deepEqual(store.puts, ['r newest 1', 'r at once 2']);
});

test('one is written at a time, and a pause meanwhile is not forgotten', async () => {
    const {store, taken, settled} = setUp();
    /** @type {(isOurs: boolean) => void} */
    let answer = () => {};
    store.answer = () => new Promise((resolve) => (answer = resolve));
    await taken(0, 'r', 1);
    await taken(10, 'r', 2, {state: 'paused'});
    await taken(20, 'r', 3, {state: 'paused'});
    assert.equal(store.puts.length, 1);
    answer(true);
    await settled();
    assert.deepEqual(store.puts, ['r newest 1', 'r newest 3']);
});

test('a full storage gives up older checkpoints first, and is reported once', async () => {
    const {store, troubles, taken} = setUp();
    store.answer = failing('QuotaExceededError');
    await taken(0, 'r', 1);
    assert.deepEqual([store.shrunk, store.puts.length, troubles], [1, 2, ['full']]);
    store.canShrink = 0;
    await taken(40_000, 'r', 2);
    assert.deepEqual([store.puts.length, troubles], [3, ['full']], 'it is tried again, and said no more');
    store.answer = async () => true;
    await taken(80_000, 'r', 3);
    assert.equal(store.puts.length, 4);
});

test('a forbidden storage is reported once and asked no more; a lost one is opened again', async () => {
    const {store, troubles, taken} = setUp();
    let failures = 1;
    store.answer = async () => {
        if (failures-- > 0) throw Object.assign(new Error('closed'), {name: 'InvalidStateError'});
        return true;
    };
    await taken(0, 'r', 1);
    assert.deepEqual([store.puts.length, troubles], [2, []]);
    store.answer = failing('SecurityError');
    await taken(40_000, 'r', 2);
    await taken(80_000, 'r', 3);
    assert.deepEqual([store.puts.length, troubles], [4, ['forbidden']]);
});

test('a run that another tab has, or that is to be forgotten, is not written', async () => {
    const {store, writer, troubles, taken} = setUp();
    store.answer = async () => false;
    await taken(0, 'r', 1);
    assert.deepEqual(troubles, ['elsewhere']);
    writer.mute('r');
    await taken(40_000, 'r', 2);
    assert.equal(store.puts.length, 1);
});
