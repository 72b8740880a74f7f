import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPacer, createSnapshotClock, createThroughput} from '../../../www/scheduling/chunk-size.js';

/** @param {number} msPerStep @param {number} chunks @param {'cpu' | 'webgpu'} [device] */
function settle(msPerStep, chunks, device) {
    const pacer = createPacer(device);
    for (let i = 0; i < chunks; i++) pacer.record(pacer.steps(0), pacer.steps(0) * msPerStep);
    return pacer;
}

test('chunks settle at about fifty milliseconds', () => {
    for (const msPerStep of [0.05, 1, 7, 40]) {
        const ms = settle(msPerStep, 30).steps(0) * msPerStep;
        assert.ok(ms > 25 && ms < 75, `${msPerStep} ms a step gave chunks of ${ms} ms`);
    }
});

test('on the CPU chunks are half as long, so that a pointer has its picture soon', () => {
    for (const msPerStep of [0.05, 1, 7]) {
        const ms = settle(msPerStep, 30, 'cpu').steps(0) * msPerStep;
        assert.ok(ms > 12 && ms < 38, `${msPerStep} ms a step gave chunks of ${ms} ms`);
    }
});

test('while somebody points chunks on the CPU are short, from the first on, and long again afterwards', () => {
    for (const msPerStep of [0.05, 0.4, 2]) {
        const pacer = settle(msPerStep, 30, 'cpu');
        const calm = pacer.steps(1000);
        pacer.hurry(1000);
        for (const now of [1000, 1200, 1499]) {
            const ms = pacer.steps(now) * msPerStep;
            assert.ok(ms > 4 && ms < 15, `${msPerStep} ms a step gave chunks of ${ms} ms`);
            pacer.record(pacer.steps(now), ms);
        }
        for (let i = 0; i < 3; i++) pacer.record(pacer.steps(1500), pacer.steps(1500) * msPerStep);
        assert.equal(pacer.steps(1500), calm);
    }
});

test('chunks on WebGPU stay as they are while somebody points, since each has its price', () => {
    const pacer = settle(0.4, 30);
    const calm = pacer.steps(1000);
    pacer.hurry(1000);
    assert.equal(pacer.steps(1001), calm);
});

test('a chunk of ten steps or more is a multiple of ten, as steps are recorded', () => {
    for (const msPerStep of [0.3, 1.3, 3.7]) assert.equal(settle(msPerStep, 30).steps(0) % 10, 0);
});

test('a very slow device takes one step at a time', () => {
    assert.equal(settle(900, 5).steps(0), 1);
});

test('one fast chunk at most doubles the next, so that a pause is never far away', () => {
    const pacer = createPacer();
    pacer.record(10, 0.001);
    assert.equal(pacer.steps(0), 20);
});

test('one slow chunk shortens the next at once', () => {
    const pacer = settle(1, 30);
    pacer.record(pacer.steps(0), 1000);
    assert.ok(pacer.steps(0) <= 5);
});

test('cheap pictures are due five times a second', () => {
    const clock = createSnapshotClock();
    assert.equal(clock.due(0), true);
    clock.record(0, 3);
    assert.equal(clock.due(199), false);
    assert.equal(clock.due(200), true);
});

test('dear pictures take at most an eighth of the time', () => {
    const clock = createSnapshotClock();
    clock.record(1000, 1300);
    assert.equal(clock.due(3399), false);
    assert.equal(clock.due(3400), true);
});

test('pictures leave room for the questions that were asked since the last, and then come as before', () => {
    const clock = createSnapshotClock();
    clock.spent(20);
    clock.spent(10);
    clock.record(0, 20);
    assert.equal(clock.due(399), false);
    assert.equal(clock.due(400), true);
    clock.record(400, 420);
    assert.equal(clock.due(600), true);
});

test('however much is asked, pictures still take a twentieth of the time', () => {
    const clock = createSnapshotClock();
    clock.spent(5000);
    clock.record(0, 20);
    assert.equal(clock.due(399), false);
    assert.equal(clock.due(400), true);
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
