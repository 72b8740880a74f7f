import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createChunkSizer, createSnapshotTimer, createThroughput} from '../../../www/scheduling/chunk-size.js';

/** @param {number} msPerStep @param {number} count @param {'cpu' | 'webgpu'} [device] */
function settle(msPerStep, count, device) {
    const chunks = createChunkSizer(device);
    for (let i = 0; i < count; i++) chunks.record(chunks.steps(0), chunks.steps(0) * msPerStep);
    return chunks;
}

test('chunks settle at about fifty milliseconds', () => {
    for (const msPerStep of [0.05, 1, 7, 40]) {
        const ms = settle(msPerStep, 30).steps(0) * msPerStep;
        assert.ok(ms > 25 && ms < 75, `${msPerStep} ms a step gave chunks of ${ms} ms`);
    }
});

test('on the CPU chunks are half as long, so that a pointer gets its answer soon', () => {
    for (const msPerStep of [0.05, 1, 7]) {
        const ms = settle(msPerStep, 30, 'cpu').steps(0) * msPerStep;
        assert.ok(ms > 12 && ms < 38, `${msPerStep} ms a step gave chunks of ${ms} ms`);
    }
});

test('while somebody points chunks on the CPU are short, from the first on, and long again afterwards', () => {
    for (const msPerStep of [0.05, 0.4, 2]) {
        const chunks = settle(msPerStep, 30, 'cpu');
        const idle = chunks.steps(1000);
        chunks.interact(1000);
        for (const now of [1000, 1200, 1499]) {
            const ms = chunks.steps(now) * msPerStep;
            assert.ok(ms > 4 && ms < 15, `${msPerStep} ms a step gave chunks of ${ms} ms`);
            chunks.record(chunks.steps(now), ms);
        }
        for (let i = 0; i < 3; i++) chunks.record(chunks.steps(1500), chunks.steps(1500) * msPerStep);
        assert.equal(chunks.steps(1500), idle);
    }
});

test('chunks on WebGPU stay as they are while somebody points, since each has its price', () => {
    const chunks = settle(0.4, 30);
    const idle = chunks.steps(1000);
    chunks.interact(1000);
    assert.equal(chunks.steps(1001), idle);
});

test('a chunk of ten steps or more is a multiple of ten, as steps are captured', () => {
    for (const msPerStep of [0.3, 1.3, 3.7]) assert.equal(settle(msPerStep, 30).steps(0) % 10, 0);
});

test('a very slow device takes one step at a time', () => {
    assert.equal(settle(900, 5).steps(0), 1);
});

test('one fast chunk at most doubles the next, so that a pause is never far away', () => {
    const chunks = createChunkSizer();
    chunks.record(10, 0.001);
    assert.equal(chunks.steps(0), 20);
});

test('one slow chunk shortens the next at once', () => {
    const chunks = settle(1, 30);
    chunks.record(chunks.steps(0), 1000);
    assert.ok(chunks.steps(0) <= 5);
});

test('cheap snapshots are due five times a second', () => {
    const timer = createSnapshotTimer();
    assert.equal(timer.due(0), true);
    timer.record(0, 3);
    assert.equal(timer.due(199), false);
    assert.equal(timer.due(200), true);
});

test('expensive snapshots take at most an eighth of the time', () => {
    const timer = createSnapshotTimer();
    timer.record(1000, 1300);
    assert.equal(timer.due(3399), false);
    assert.equal(timer.due(3400), true);
});

test('snapshots leave room for the queries since the last one, and then come as before', () => {
    const timer = createSnapshotTimer();
    timer.spent(20);
    timer.spent(10);
    timer.record(0, 20);
    assert.equal(timer.due(399), false);
    assert.equal(timer.due(400), true);
    timer.record(400, 420);
    assert.equal(timer.due(600), true);
});

test('however many queries come, snapshots still take a twentieth of the time', () => {
    const timer = createSnapshotTimer();
    timer.spent(5000);
    timer.record(0, 20);
    assert.equal(timer.due(399), false);
    assert.equal(timer.due(400), true);
});

test('throughput is unknown at first and then that of the last seconds', () => {
    const throughput = createThroughput();
    assert.equal(throughput.stepsPerSecond(), 0);
    let step = 0;
    for (let time = 0; time <= 5000; time += 100) throughput.record(time, step += 1);
    for (let time = 5100; time <= 9000; time += 100) throughput.record(time, step += 10);
    assert.ok(Math.abs(throughput.stepsPerSecond() - 100) < 1e-9, `got ${throughput.stepsPerSecond()}`);
});

test('throughput of a slow device spans more than the window rather than nothing', () => {
    const throughput = createThroughput();
    throughput.record(0, 0);
    throughput.record(10_000, 1);
    assert.equal(throughput.stepsPerSecond(), 0.1);
});

/**
 * A device whose read-backs come late, with one chunk after another.
 * @param {number} msPerStep @param {(work: number) => number} read ms of a chunk that takes so long by itself
 */
function settleWaiting(msPerStep, read) {
    const chunks = createChunkSizer('webgpu', 100);
    let least = Infinity;
    for (let i = 0; i < 60; i++) {
        const steps = chunks.steps(0);
        chunks.record(steps, read(steps * msPerStep));
        if (i > 30) least = Math.min(least, steps);
    }
    return least;
}

test('a wait for read-backs does not shrink chunks: they take longer than it, whether it follows the steps or ends with a clock', () => {
    const waits = {
        'each waits': (/** @type {number} */ work) => work + 100,
        'a clock': (/** @type {number} */ work) => Math.ceil((work + 1) / 100) * 100,
    };
    for (const [name, read] of Object.entries(waits)) {
        for (const msPerStep of [0.05, 0.3, 2, 20]) {
            const ms = settleWaiting(msPerStep, read) * msPerStep;
            assert.ok(ms >= 100, `${name}: ${msPerStep} ms a step gave chunks of ${ms} ms`);
        }
    }
});

test('where read-backs are slow, chunks still double at most, and are of one step where that is long', () => {
    const chunks = createChunkSizer('webgpu', 100);
    const steps = [];
    for (let i = 0; i < 6; i++) {
        steps.push(chunks.steps(0));
        chunks.record(chunks.steps(0), 101);
    }
    assert.deepEqual(steps, [1, 2, 4, 8, 10, 20]);
    assert.equal(settleWaiting(900, (work) => work + 100), 1);
});

test('one wait that is twice as long hardly changes the next chunk', () => {
    const chunks = createChunkSizer('webgpu', 100);
    for (let i = 0; i < 30; i++) chunks.record(chunks.steps(0), chunks.steps(0) + 100);
    const before = chunks.steps(0);
    chunks.record(before, before + 200);
    assert.ok(chunks.steps(0) > 0.6 * before, `${before}, then ${chunks.steps(0)}`);
});
