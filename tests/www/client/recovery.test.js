import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chosen, setUp, soft, until} from '../support/fake-dual.js';
import {createFakeLocks} from '../support/fake-locks.js';

const onCpu = {...chosen, device: 'cpu'};
const panic = {type: 'error', code: 'panic', message: 'The training worker broke down', details: 'unreachable', remedy: ''};
const deviceLost = {type: 'error', code: 'device', message: 'The graphics card was lost', details: 'unknown: reset', remedy: ''};

/** @param {any} worker */
const close = (worker) => void (worker.isClosed = true);
/** @param {any} worker */
const fail = (worker) => worker.onerror({message: 'Uncaught Error: boom', preventDefault() {}});

/** @type {Record<string, (lab: ReturnType<typeof setUp>) => any>} */
const CPU_FAULTS = {
    'panics': ({workers}) => workers[0].say(panic),
    'ends with an uncaught error': ({workers}) => fail(workers[0]),
    'is closed': ({workers, seconds}) => {
        close(workers[0]);
        return seconds(125);
    },
};

for (const [fault, inject] of Object.entries(CPU_FAULTS)) {
    test(`a worker that ${fault} is replaced, and the run trains on from its last checkpoint`, async () => {
        const lab = setUp({devices: soft, opensAtOnce: true});
        const {workers, send, step, keep, event, all, losses} = lab;
        send({type: 'create', run: 1, config: onCpu});
        send({type: 'start', run: 1});
        await step(100);
        const kept = await keep(1, 0);
        await step(kept + 50);
        await inject(lab);
        const {step: from, device, cause, run} = await event(({type}) => type === 'recovered');
        assert.deepEqual([run, from, device.kind], [1, kept, 'cpu']);
        assert.match(cause, /^The training worker (broke down|failed|gave no sign of life for \d+ seconds)$/);
        assert.equal(workers[0].gone, true);
        const {length} = losses();
        await until(() => losses().length > length + 100, 'more steps');
        assert.equal(all('created').length, 1, 'for the page it is the same run');
        assert.deepEqual(all('error'), []);
        send({type: 'pause', run: 1});
        await event(({state}) => state === 'paused');
    });
}

test('a closed worker is noticed after three seconds by its lock, and the one that replaces it is guarded, too', async () => {
    const locks = createFakeLocks();
    const {workers, send, step, keep, event, all, seconds} = setUp({devices: soft, opensAtOnce: true, locks});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(100);
    const kept = await keep(1, 0);
    close(workers[0]);
    locks.release('worker 0');
    await seconds(3);
    const {cause, step: from} = await event(({type}) => type === 'recovered');
    assert.deepEqual([cause, from], ['The training worker was closed', kept]);
    await until(() => workers[1].lab.step > kept + 50, 'steps there');
    close(workers[1]);
    locks.release('worker 1');
    await seconds(3);
    await until(() => all('recovered').length === 2, 'the second recovery');
    await until(() => workers[2].lab.step > kept, 'steps on the third');
});

test('a worker that the page itself has ended is no loss', async () => {
    const locks = createFakeLocks();
    const {workers, send, step, event, all, seconds} = setUp({devices: soft, opensAtOnce: true, locks});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(100);
    workers[0].say(panic);
    await event(({type}) => type === 'recovered');
    locks.release('worker 0');
    await seconds(5);
    await until(() => workers[1].lab.step > 50, 'steps there');
    assert.equal(all('recovered').length, 1);
});

test('a worker whose task never ends is replaced though it answers', async () => {
    const lab = setUp({devices: soft, opensAtOnce: true});
    const {workers, send, step, keep, seconds, event} = lab;
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(100);
    const kept = await keep(1, 0);
    workers[0].lab.train = () => new Promise(() => {});
    await seconds(125);
    assert.equal((await event(({type}) => type === 'recovered')).step, kept);
});

test('a run that has no checkpoint yet is built again and started', async () => {
    const {workers, send, step, event, all} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    workers[0].say(panic);
    assert.equal((await event(({type}) => type === 'recovered')).step, 0);
    await until(() => workers[1].lab.step > 50, 'steps there');
    assert.deepEqual([all('created').length, all('error').length], [2, 0]);
});

test('requests that were open are refused, and the next ones are answered', async () => {
    const {workers, send, event, keep} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    await event(({state}) => state === 'ready');
    await keep(1, 0);
    close(workers[0]);
    send({type: 'describe', id: 501, config: onCpu});
    workers[0].onerror?.({message: 'boom'});
    const refused = await event(({id}) => id === 501);
    assert.deepEqual([refused.code, refused.remedy], ['lost', 'Try again.']);
    send({type: 'describe', id: 502, config: onCpu});
    assert.equal((await event(({id}) => id === 502)).type, 'described');
});

/** A run on the CPU that is paused, with a checkpoint. @param {Pick<ReturnType<typeof setUp>, 'send' | 'step' | 'keep' | 'event'>} parts */
async function pausedRun({send, step, keep, event}) {
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    send({type: 'pause', run: 1});
    await event(({state}) => state === 'paused');
    return keep(1, 0);
}

test('a paused run stays paused, at the step of its checkpoint', async () => {
    const {workers, send, step, keep, event, all} = setUp({devices: soft, opensAtOnce: true});
    const kept = await pausedRun({send, step, keep, event});
    workers[0].say(panic);
    await event(({type}) => type === 'recovered');
    assert.deepEqual([all('status').at(-1).state, all('status').at(-1).step, workers[1].lab.step], ['paused', kept, kept]);
});

test('Start pressed on a worker that is gone already is obeyed by the next', async () => {
    const {workers, send, step, keep, event, seconds} = setUp({devices: soft, opensAtOnce: true});
    const kept = await pausedRun({send, step, keep, event});
    close(workers[0]);
    send({type: 'start', run: 1});
    await seconds(125);
    await until(() => workers[1]?.lab.step > kept + 20, 'steps there');
});

test('a run that was to be built by a lost worker is built by the next', async () => {
    const {workers, send, step, event, seconds} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    close(workers[0]);
    send({type: 'create', run: 2, config: {...onCpu, seed: 5}});
    send({type: 'start', run: 2});
    await seconds(125);
    await event(({type, run}) => type === 'created' && run === 2);
    await until(() => workers[1].lab.step > 20, 'steps there');
});

test('a run that loses its graphics card trains on on the CPU at once, and moves to a fresh device', async () => {
    const {workers, send, step, keep, onGpu, gpu, event, all, losses} = setUp({opensAtOnce: true});
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await gpu();
    await onGpu();
    await step(losses().length + 50);
    const kept = await keep(1, 1);
    workers[1].say(deviceLost);
    const {step: from, device, cause, details, outlook} = await event(({type}) => type === 'recovered');
    assert.deepEqual([from, device.kind, cause, details], [kept, 'cpu', 'The graphics card was lost', 'unknown: reset']);
    assert.match(outlook, /moves back to WebGPU/);
    await until(() => workers[2], 'a fresh GPU worker');
    assert.equal(workers[2].module, 'full');
    await until(() => all('device').filter(({device: {kind}}) => kind === 'webgpu').length === 2, 'the second move');
    await until(() => workers[2].lab.step > kept + 50, 'steps there');
    assert.deepEqual(all('error'), []);
});

test('an error of the device while it trains counts as its loss, driver words as details', async () => {
    const {workers, send, keep, onGpu, gpu, event, losses} = setUp({opensAtOnce: true});
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await gpu();
    await onGpu();
    await keep(1, 1);
    workers[1].lab.train = async () => {
        throw {code: 'device', message: 'The device stopped: the device is poisoned.', remedy: ''};
    };
    const {cause, details} = await event(({type}) => type === 'recovered');
    assert.deepEqual([cause, details], ['The graphics card stopped working', 'The device stopped: the device is poisoned.']);
    const {length} = losses();
    await until(() => losses().length > length + 50, 'more steps');
});

test('a CPU worker that is lost while the run moves to the GPU costs nothing', async () => {
    let go = () => {};
    const gate = new Promise((resolve) => (go = () => resolve(null)));
    const {workers, send, step, gpu, all, onGpu} = setUp({opensAtOnce: true});
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await step(50);
    const {lab} = await gpu();
    const {resume} = lab;
    lab.resume = async (/** @type {Uint8Array} */ bytes, /** @type {string} */ kind) => {
        await gate;
        return resume(bytes, kind);
    };
    await until(() => workers[1].got('resume').length > 0, 'the migration');
    workers[0].say(panic);
    await until(() => workers[0].gone, 'its end');
    go();
    await onGpu();
    const at = lab.step;
    await until(() => lab.step > at + 50, 'steps there');
    await until(() => workers[2]?.module === 'cpu', 'a fresh CPU worker');
    assert.deepEqual([all('recovered').length, all('error').length], [0, 0]);
    send({type: 'describe', id: 800, config: chosen});
    await until(() => all('described').length > 0, 'an answer of the fresh worker');
});

test('a learning rate that was changed after the checkpoint holds again', async () => {
    const {workers, send, step, keep, event} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    await keep(1, 0);
    send({type: 'tune', run: 1, learningRate: 0.025});
    await until(() => workers[0].lab.rate === 0.025, 'the change');
    workers[0].say(panic);
    await event(({type}) => type === 'recovered');
    await until(() => workers[1].lab.rate === 0.025, 'the change again');
});
