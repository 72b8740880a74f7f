import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createReplaying} from '../../../www/runs/snapshot-replay.js';

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
    const replaying = createReplaying({show: ({step}) => shown.push(step), onTurn: (step) => turns.push(step), limits});
    return {replaying, shown, turns};
}

test('while nobody looks back the newest is shown', () => {
    const {replaying, shown, turns} = setUp();
    for (const step of [0, 10, 20]) replaying.snapshot(snapshot(step));
    assert.deepEqual([shown, turns], [[0, 10, 20], []]);
});

test('what comes while somebody looks back waits, and is there on the way back to now', () => {
    const {replaying, shown, turns} = setUp();
    for (const step of [0, 10, 20]) replaying.snapshot(snapshot(step));
    replaying.seek(9);
    replaying.snapshot(snapshot(30));
    assert.deepEqual(shown, [0, 10, 20, 10]);
    assert.deepEqual(replaying.told().steps, [0, 10, 20, 30]);
    replaying.now();
    assert.deepEqual([shown.at(-1), turns], [30, [10, null]]);
});

test('to seek the newest is to go back to now', () => {
    const {replaying, turns} = setUp();
    for (const step of [0, 10]) replaying.snapshot(snapshot(step));
    replaying.seek(0);
    replaying.seek(Infinity);
    assert.deepEqual([turns, replaying.isPast()], [[0, null], false]);
});

test('a new run ends the looking back, and has no past yet', () => {
    const {replaying, shown} = setUp();
    for (const step of [0, 10]) replaying.snapshot(snapshot(step));
    replaying.seek(0);
    const before = shown.length;
    replaying.begin();
    assert.deepEqual([replaying.isPast(), replaying.told().steps, shown.length], [false, [], before]);
});

test('a run that goes back to before what is looked at takes the views along', () => {
    const {replaying, shown} = setUp();
    for (const step of [0, 10, 20, 30]) replaying.snapshot(snapshot(step));
    replaying.seek(20);
    replaying.snapshot(snapshot(10));
    assert.deepEqual([replaying.isPast(), shown.at(-1), replaying.told().steps], [false, 10, [0, 10]]);
});

test('what is looked at stays, even where it has been let go meanwhile', () => {
    const {replaying, shown} = setUp({mostItems: 4, mostBytes: 1e6});
    for (const step of [0, 10, 20]) replaying.snapshot(snapshot(step));
    replaying.seek(10);
    for (let step = 30; step < 200; step += 10) replaying.snapshot(snapshot(step));
    assert.ok(!replaying.told().steps.includes(10));
    assert.deepEqual([shown.at(-1), replaying.told().shown], [10, 10]);
});

test('the model is not asked about what it was', async () => {
    const {replaying} = setUp();
    const asked = /** @type {any[]} */ ([]);
    const ask = replaying.only(async (question) => {
        asked.push(question);
        return /** @type {any} */ ({pictures: new Uint8Array(1)});
    });
    for (const step of [0, 10]) replaying.snapshot(snapshot(step));
    const question = /** @type {const} */ ({kind: 'decode', codes: new Float32Array(2)});
    assert.ok(await ask(question));
    replaying.seek(0);
    assert.equal(await ask(question), null);
    replaying.now();
    assert.ok(await ask(question));
    assert.equal(asked.length, 2);
});

test('who listens hears of snapshots, of turns, and of whether training goes on', () => {
    const {replaying} = setUp();
    let heard = 0;
    replaying.subscribe(() => heard++);
    replaying.snapshot(snapshot(0));
    replaying.snapshot(snapshot(10));
    replaying.seek(0);
    replaying.status('running');
    replaying.status(undefined);
    assert.ok(heard >= 4);
    assert.equal(replaying.told().trains, true);
});
