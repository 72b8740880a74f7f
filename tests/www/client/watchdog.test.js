import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createWatchdog} from '../../../www/client/watchdog.js';

/** A watchdog of a worker that has been opened. */
function setUp() {
    const counts = {pings: 0, silent: /** @type {number[]} */ ([])};
    const watchdog = createWatchdog({ping: () => void (counts.pings += 1), onSilent: (seconds) => void counts.silent.push(seconds)});
    const tick = (/** @type {number} */ times) => Array.from({length: times}, () => watchdog.tick());
    return {watchdog, counts, tick};
}

/** @param {number} turn @param {boolean} busy */
const pong = (turn, busy) => /** @type {const} */ ({type: 'pong', turn, busy});

test('a worker that loads may be silent for two minutes, and progress of loading is a sign of life', () => {
    const {watchdog, counts, tick} = setUp();
    tick(119);
    watchdog.heard({type: 'loading', received: 1, total: 2});
    tick(119);
    assert.deepEqual(counts.silent, []);
    tick(1);
    assert.deepEqual(counts.silent, [120]);
});

test('a worker that is silent for longer than its task may take is reported, once', () => {
    const {watchdog, counts, tick} = setUp();
    watchdog.heard({type: 'busy', seconds: 30});
    tick(29);
    assert.deepEqual(counts.silent, []);
    tick(40);
    assert.deepEqual(counts.silent, [30]);
});

test('a long task announces its time, and the usual one holds again after it', () => {
    const {watchdog, counts, tick} = setUp();
    watchdog.heard({type: 'busy', seconds: 90});
    tick(89);
    watchdog.heard({type: 'busy', seconds: 30});
    tick(29);
    assert.deepEqual(counts.silent, []);
    tick(1);
    assert.deepEqual(counts.silent, [30]);
});

test('a silent worker is asked for a sign of life, and an idle one that answers lives on', () => {
    const {watchdog, counts, tick} = setUp();
    watchdog.heard({type: 'busy', seconds: 30});
    for (let i = 0; i < 50; i++) {
        tick(3);
        assert.equal(counts.pings, i + 1);
        watchdog.heard(pong(7, false));
    }
    assert.deepEqual(counts.silent, []);
});

test('a worker that answers while its task never ends is reported', () => {
    const {watchdog, counts, tick} = setUp();
    watchdog.heard({type: 'busy', seconds: 30});
    for (let i = 0; i < 11; i++) {
        tick(3);
        watchdog.heard(pong(7, true));
    }
    assert.deepEqual(counts.silent, [30]);
});

test('a busy worker whose tasks change lives on', () => {
    const {watchdog, counts, tick} = setUp();
    watchdog.heard({type: 'busy', seconds: 30});
    for (let turn = 0; turn < 50; turn++) {
        tick(3);
        watchdog.heard(pong(turn, true));
    }
    assert.deepEqual(counts.silent, []);
});

test('a worker that owes an answer is looked at each second, and one that trains is not', () => {
    let looks = 0;
    const watchdog = createWatchdog({ping: () => {}, onSilent: () => {}, onOverdue: () => void (looks += 1)});
    watchdog.heard({type: 'busy', seconds: 30});
    for (let i = 0; i < 20; i++) {
        watchdog.tick();
        watchdog.tick();
        watchdog.heard(pong(i, false));
    }
    assert.equal(looks, 0);
    for (let i = 0; i < 5; i++) watchdog.tick();
    assert.equal(looks, 3);
});
