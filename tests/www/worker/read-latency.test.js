import assert from 'node:assert/strict';
import {test} from 'node:test';
import {measureLatency} from '../../../www/worker/read-latency.js';

/** @param {(now: number) => number} end of a read-back */
function latencyOf(end, now = 0) {
    return measureLatency(/** @type {any} */ ({touch: async () => {
        now = end(now);
    }}), () => now);
}

test('a clock that is just about to tick does not hide how far its ticks are apart', async () => {
    assert.equal(await latencyOf((now) => (Math.floor(now / 100) + 1) * 100, 95), 100);
});

test('one read-back that is late does not count', async () => {
    let reads = 0;
    assert.equal(await latencyOf((now) => now + (reads++ === 1 ? 400 : 2)), 2);
});
