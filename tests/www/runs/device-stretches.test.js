import assert from 'node:assert/strict';
import {test} from 'node:test';
import {beforeInWords, deviceAt, goingOn, stretchesInWords} from '../../../www/runs/device-stretches.js';

const [cpu, gpu] = [{name: 'CPU'}, {name: 'acme gpu'}];

test('a run that moves has a stretch on each device, and one that stays has one', () => {
    const start = goingOn([], cpu, 0);
    assert.deepEqual(goingOn(start, cpu, 90), [{from: 0, name: 'CPU'}]);
    const moved = goingOn(start, gpu, 480);
    assert.deepEqual(moved, [{from: 0, name: 'CPU'}, {from: 480, name: 'acme gpu'}]);
    assert.equal(stretchesInWords(moved), 'CPU up to step 480, then acme gpu');
    assert.equal(beforeInWords(moved), 'CPU up to step 480');
    assert.equal(beforeInWords(start), '');
});

test('a run that moves before its first step has trained on one device only', () => {
    assert.deepEqual(goingOn(goingOn([], cpu, 0), gpu, 0), [{from: 0, name: 'acme gpu'}]);
});

test('a run that goes back to a step before its move has never moved', () => {
    const back = goingOn(goingOn(goingOn([], cpu, 0), gpu, 480), cpu, 900);
    assert.equal(stretchesInWords(goingOn(back, cpu, 880)), 'CPU up to step 480, then acme gpu up to step 880, then CPU');
    assert.equal(stretchesInWords(goingOn(back, cpu, 300)), 'CPU');
});

test('a step is of the device that took it: the last before a move is of the one before', () => {
    const moved = goingOn(goingOn([], cpu, 0), gpu, 480);
    assert.deepEqual([0, 1, 480, 481].map((step) => deviceAt(moved, step)), ['CPU', 'CPU', 'CPU', 'acme gpu']);
});
