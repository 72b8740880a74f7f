import assert from 'node:assert/strict';
import {test} from 'node:test';
import {measure, windowSize} from '../../bench/measure.mjs';
import {cpuMsBelow} from '../../bench/processes.mjs';

const PLAN = {
    address: '/pkg/x.js', device: 'webgpu', model: {workload: {}, adam: {}, data: {}},
    readEvery: 10, windows: 2, windowMs: 200, memoryMs: 1e6, memorySteps: [1000, 10000],
};

/** A lab whose step takes `msPerStep` and 7 dispatches, and which makes its one pipeline at step `compilesAt`. */
function fakeLab({msPerStep = 10, compilesAt = 1, loss = (step) => 1 / step} = {}) {
    const counts = {dispatches: 0, bind_groups: 0, pipelines: 0, submits: 0, uploads: 0, readbacks: 0, gpu_bytes: 64};
    let expected = 1;
    const train = (first, steps) => {
        assert.equal(first, expected, 'every step is trained once, in order');
        expected += steps;
        counts.dispatches += 7 * steps;
        counts.pipelines += first <= compilesAt && compilesAt < first + steps ? 1 : 0;
        return {ms: msPerStep * steps};
    };
    const commands = {
        open: () => ({ms: 5}),
        create: () => ({ms: 100, backend: 'fake'}),
        issue: (first, steps) => ({ms: train(first, steps).ms / 10}),
        run(first, steps, readEvery) {
            const read = Array.from({length: Math.floor(steps / readEvery)}, (_, i) => first - 1 + (i + 1) * readEvery);
            counts.readbacks += read.length;
            return {...train(first, steps), losses: read.flatMap((step) => [step, loss(step)])};
        },
    };
    let cpu = 0;
    return {
        async command(name, ...given) {
            return {...commands[name](...given), counts: {...counts}, wasm_bytes: 1000};
        },
        cpuMs: () => (cpu += 400),
        mainMs: async () => 0,
    };
}

test('a run is timed from a created model to a loss, in windows, and counted per step', async () => {
    const result = await measure(fakeLab(), PLAN);
    assert.equal(result.first_step_ms, 110);
    assert.deepEqual(result.ms, [10, 10]);
    assert.deepEqual([result.dispatches_per_step, result.readbacks_per_step, result.cpu_ms_per_step], [7, 0.1, 10]);
    assert.deepEqual(result.issue_ms, Array(5).fill(1));
    assert.equal(result.loss_10, 0.1);
});

test('a pipeline made after the first step is reported, whenever it comes', async () => {
    assert.equal((await measure(fakeLab(), PLAN)).pipelines_after_first_step, 0);
    assert.equal((await measure(fakeLab({compilesAt: 9000}), PLAN)).pipelines_after_first_step, 1);
});

test('memory is read at 10, 1,000 and 10,000 steps', async () => {
    const {memory} = await measure(fakeLab(), PLAN);
    assert.deepEqual(memory.map(({step}) => step), [10, 1000, 10000]);
    assert.ok(memory.every((mark) => mark.wasm_bytes === 1000 && mark.gpu_bytes === 64 && !('cut_before' in mark)));
});

test('a run that is out of time says at which step it was cut', async () => {
    const {memory} = await measure(fakeLab(), {...PLAN, memoryMs: 20000});
    const last = memory.at(-1);
    assert.equal(last.cut_before, 10000);
    assert.ok(last.step > 1000 && last.step < 10000, `cut at ${last.step}`);
});

test('a loss that is no number, or missing, fails the run', async () => {
    await assert.rejects(measure(fakeLab({loss: (step) => step > 20 ? NaN : 1}), PLAN), /the last is NaN/);
    const deaf = fakeLab();
    const {command} = deaf;
    deaf.command = async (...words) => ({...await command(...words), losses: []});
    await assert.rejects(measure(deaf, PLAN), /0 of 1 losses came/);
});

test('a run that trains on another device than it was asked to fails', async () => {
    await assert.rejects(measure(fakeLab(), {...PLAN, device: 'cpu'}), /asked for cpu, .* 7 dispatches a step.*fake/);
    const idle = fakeLab();
    const {command} = idle;
    idle.command = async (...words) => {
        const reply = await command(...words);
        return {...reply, counts: {...reply.counts, dispatches: 0}};
    };
    await assert.rejects(measure(idle, PLAN), /asked for webgpu, .* 0 dispatches/);
});

test('a window ends on a read-back, and slow steps get one window of few steps', () => {
    assert.deepEqual(windowSize(1, {windowMs: 204, readEvery: 10}), {steps: 200, readEvery: 10});
    assert.deepEqual(windowSize(60, {windowMs: 204, readEvery: 10}), {steps: 10, readEvery: 10});
    assert.deepEqual(windowSize(70, {windowMs: 204, readEvery: 10}), {steps: 3, readEvery: 3});
    assert.deepEqual(windowSize(5000, {windowMs: 204, readEvery: 10}), {steps: 2, readEvery: 2});
});

test('CPU time is that of children and grandchildren, and of nobody else', () => {
    const stat = (pid, name, parent, user, system) => `${pid} (${name}) S ${parent} 0 0 0 0 0 0 0 0 0 ${user} ${system} 0 0`;
    const stats = [stat(1, 'node', 0, 900, 0), stat(2, 'a (b) c', 1, 3, 4), stat(3, 'gpu', 2, 10, 0), stat(4, 'other', 9, 500, 0)];
    assert.equal(cpuMsBelow(1, stats), 170);
});
