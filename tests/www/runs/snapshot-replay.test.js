import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSnapshotReplay} from '../../../www/runs/snapshot-replay.js';

/** @param {number} step @returns {import('../../../www/protocol/messages.js').SnapshotEvent} */
const snapshot = (step) => ({
    type: 'snapshot', run: 1, step, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2,
});

/** @param {{mostItems: number, mostBytes: number}} [limits] */
function setUp(limits) {
    /** @type {number[]} */
    const shown = [];
    /** @type {(number | null)[]} */
    const turns = [];
    const replay = createSnapshotReplay({show: ({step}) => shown.push(step), onTurn: (step) => turns.push(step), limits});
    return {replay, shown, turns};
}

test('without a replay the newest is shown', () => {
    const {replay, shown, turns} = setUp();
    for (const step of [0, 10, 20]) replay.snapshot(snapshot(step));
    assert.deepEqual([shown, turns], [[0, 10, 20], []]);
});

test('what comes during a replay waits, and is shown after it', () => {
    const {replay, shown, turns} = setUp();
    for (const step of [0, 10, 20]) replay.snapshot(snapshot(step));
    replay.seek(9);
    replay.snapshot(snapshot(30));
    assert.deepEqual(shown, [0, 10, 20, 10]);
    assert.deepEqual(replay.state().steps, [0, 10, 20, 30]);
    replay.showNewest();
    assert.deepEqual([shown.at(-1), turns], [30, [10, null]]);
});

test('to seek the newest ends the replay', () => {
    const {replay, turns} = setUp();
    for (const step of [0, 10]) replay.snapshot(snapshot(step));
    replay.seek(0);
    replay.seek(Infinity);
    assert.deepEqual([turns, replay.isReplaying()], [[0, null], false]);
});

test('a new run ends the replay, and has no earlier steps yet', () => {
    const {replay, shown} = setUp();
    for (const step of [0, 10]) replay.snapshot(snapshot(step));
    replay.seek(0);
    const before = shown.length;
    replay.begin();
    assert.deepEqual([replay.isReplaying(), replay.state().steps, shown.length], [false, [], before]);
});

test('a run that goes back to before the replayed step takes the views along', () => {
    const {replay, shown} = setUp();
    for (const step of [0, 10, 20, 30]) replay.snapshot(snapshot(step));
    replay.seek(20);
    replay.snapshot(snapshot(10));
    assert.deepEqual([replay.isReplaying(), shown.at(-1), replay.state().steps], [false, 10, [0, 10]]);
});

test('the replayed snapshot stays, even where it has been dropped meanwhile', () => {
    const {replay, shown} = setUp({mostItems: 4, mostBytes: 1e6});
    for (const step of [0, 10, 20]) replay.snapshot(snapshot(step));
    replay.seek(10);
    for (let step = 30; step < 200; step += 10) replay.snapshot(snapshot(step));
    assert.ok(!replay.state().steps.includes(10));
    assert.deepEqual([shown.at(-1), replay.state().shown], [10, 10]);
});

test('the model gets no queries during a replay, which shows axes of its own codes', async () => {
    const {replay} = setUp();
    const sent = /** @type {any[]} */ ([]);
    const query = replay.guarded(async (content) => {
        sent.push(content);
        return /** @type {any} */ ({pictures: new Uint8Array(1)});
    });
    for (const step of [0, 10]) replay.snapshot(snapshot(step));
    const content = /** @type {const} */ ({kind: 'decode', codes: new Float32Array(2)});
    assert.ok(await query(content));
    replay.seek(0);
    assert.equal(await query(content), null);
    assert.ok(await query({kind: 'axes', codes: new Float32Array(3), latent: 3, most: 2, previous: new Float32Array()}));
    replay.showNewest();
    assert.ok(await query(content));
    assert.deepEqual(sent.map(({kind}) => kind), ['decode', 'axes', 'decode']);
});

test('listeners are called on snapshots, on turns and on changes of state', () => {
    const {replay} = setUp();
    let heard = 0;
    replay.subscribe(() => heard++);
    replay.snapshot(snapshot(0));
    replay.snapshot(snapshot(10));
    replay.seek(0);
    replay.status('running');
    replay.status(undefined);
    assert.ok(heard >= 4);
    assert.equal(replay.state().trains, true);
});
