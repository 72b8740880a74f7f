import assert from 'node:assert/strict';
import {test} from 'node:test';
import {spreadLabels, valueAt} from '../../../www/loss/run-overlay.js';
import {createSlots, letterOf} from '../../../www/tools/compare/slots.js';
import {duration} from '../../../www/ui/format.js';

test('letters that would cover each other move apart, and none leaves the chart', () => {
    assert.deepEqual(spreadLabels([10, 50, 90], 12, 100), [10, 50, 90]);
    assert.deepEqual(spreadLabels([50, 50, 51], 12, 100), [50, 62, 74]);
    assert.deepEqual(spreadLabels([98, 100, 20], 12, 100), [88, 100, 20]);
    assert.deepEqual(spreadLabels([], 12, 100), []);
});

test('the value at a step is that there, or else the last before it', () => {
    const steps = [0, 10, 20, 30];
    assert.equal(valueAt(steps, [1, undefined, 3, null], 25), 3);
    assert.equal(valueAt(steps, [1, undefined, 3, null], 10), 1);
    assert.equal(valueAt(steps, [undefined, 2, 3, 4], 5), null);
});

test('a run keeps its position while others come and go', () => {
    const slots = createSlots(3);
    for (const id of ['a', 'b', 'c', 'd']) slots.take(id);
    assert.deepEqual(['a', 'b', 'c', 'd'].map(slots.of), [0, 1, 2, -1]);
    assert.equal(slots.isFull(), true);
    slots.free('b');
    slots.take('d');
    slots.take('d');
    assert.deepEqual(['a', 'c', 'd'].map(slots.of), [0, 2, 1]);
    slots.keepOnly(['c']);
    assert.deepEqual(['a', 'c', 'd'].map(slots.of), [-1, 2, -1]);
    assert.equal(letterOf(slots.of('c')), 'C');
});

test('durations are in seconds, minutes or hours', () => {
    assert.deepEqual([0, 42.4, 59.6, 185, 3599.7, 7260].map(duration), ['0 s', '42 s', '1:00 min', '3:05 min', '1:00 h', '2:01 h']);
});
