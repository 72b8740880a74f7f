import assert from 'node:assert/strict';
import {test} from 'node:test';
import {paceOf, indexOf, stepAfter} from '../../../../www/tools/replay/playback.js';

test('a short run is played picture by picture, a long one in leaps', () => {
    assert.equal(paceOf(50, false).stride, 1);
    assert.equal(paceOf(200, false).stride, 2);
});

test('for those who asked for less motion there are few pictures, each for a while', () => {
    const {everyMs, stride} = paceOf(200, true);
    assert.ok(everyMs >= 1000 && Math.ceil(199 / stride) <= 12);
});

test('a film goes on by its stride and ends before the newest, which is now', () => {
    const steps = [0, 10, 20, 30, 40];
    assert.deepEqual([stepAfter(steps, 0, 1), stepAfter(steps, 0, 2), stepAfter(steps, 20, 1)], [10, 20, 30]);
    assert.equal(stepAfter(steps, 30, 1), null);
    assert.equal(stepAfter(steps, 20, 2), null);
});

test('a film goes on where what was shown has been let go, and ends where there is nothing', () => {
    assert.equal(stepAfter([0, 20, 40, 60], 10, 1), 20);
    assert.equal(stepAfter([], 10, 1), null);
    assert.equal(stepAfter([0, 20], 30, 1), null);
});

test('the place of a step is that of the last one not beyond it', () => {
    assert.deepEqual([0, 5, 10, 25].map((step) => indexOf([0, 10, 20], step)), [0, 0, 1, 2]);
    assert.equal(indexOf([], 3), 0);
});
