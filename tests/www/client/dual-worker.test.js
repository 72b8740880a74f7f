import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assertUnbroken, chosen, setUp, soft, until} from '../support/fake-dual.js';

test('a run starts at once on the CPU, moves to the GPU when that is there, and no loss is missing or doubled', async () => {
    const {workers, send, step, onGpu, gpu, losses, all, event} = setUp();
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await step(100);
    assert.equal((await event(({type}) => type === 'created')).device.kind, 'cpu');
    assert.equal((await gpu()).module, 'full');
    workers[1].arrive();
    await onGpu();
    const moved = losses().length;
    await step(moved + 500);
    assertUnbroken(losses());
    assert.equal(all('created').length, 1, 'for the page it is the same run');
    assert.deepEqual(all('error'), []);
    const words = all('status').map(({state}) => state);
    assert.deepEqual(words, ['preparing', 'ready', 'running', 'running']);
    send({type: 'pause', run: 1});
    await event(({state}) => state === 'paused');
    assert.equal(workers[0].got('pause').length, 0);
});

test('a run is paused in one worker before it goes on in the other', async () => {
    const {workers, send, onGpu, gpu} = setUp();
    send({type: 'create', run: 1, config: chosen});
    (await gpu()).arrive();
    await onGpu();
    await until(() => workers[0].got('drop').length > 0, 'the end there');
    const types = (/** @type {number} */ i) => workers[i].received.map(({type}) => type);
    assert.deepEqual(types(0), ['open', 'create', 'save', 'drop']);
    assert.deepEqual(types(1), ['open', 'visible', 'benchmark', 'resume']);
});

test('commands during the migration reach the new worker, once and in order', async () => {
    let waitForUs = /** @type {any} */ (null);
    const gate = new Promise((resolve) => (waitForUs = resolve));
    const {workers, send, step, gpu, event, losses} = setUp({gpu: {
        resume: async (/** @type {Uint8Array} */ bytes) => {
            await gate;
            const {lab} = workers[1];
            Object.assign(lab, JSON.parse(new TextDecoder().decode(bytes)));
            return {description: {dataset: {train: 100}, stepsPerEpoch: 10}, step: lab.step, epoch: 0};
        },
    }});
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await step(50);
    (await gpu()).arrive();
    await until(() => workers[1].got('resume').length > 0, 'the migration');
    send({type: 'tune', run: 1, learningRate: 0.5});
    send({type: 'pause', run: 1});
    waitForUs();
    const paused = await event(({state}) => state === 'paused');
    assert.equal(paused.step, losses().length);
    assertUnbroken(losses());
    assert.equal(workers[1].lab.rate, 0.5);
    const ours = (/** @type {number} */ i) => workers[i].received.map(({type}) => type).filter((type) => ['tune', 'pause'].includes(type));
    assert.deepEqual([ours(0), ours(1)], [[], ['tune', 'pause']]);
});

const FAILURES = {
    'refuses the run': {resume: async () => {
        throw {code: 'device', message: 'No memory.', remedy: ''};
    }},
    'breaks down over it': {resume: async () => {
        throw new WebAssembly.RuntimeError('unreachable');
    }},
    'never answers': {resume: () => new Promise(() => {})},
    'cannot build the model': {create: async () => {
        throw {code: 'device', message: 'No adapter.', remedy: ''};
    }},
};

for (const [how, overrides] of Object.entries(FAILURES)) {
    test(`a GPU worker that ${how} is given up, the run goes on where it was, and the page gets the reason`, async () => {
        const {workers, send, step, gpu, event, losses, all} = setUp({gpu: overrides, patienceMs: 50});
        send({type: 'create', run: 1, config: chosen});
        send({type: 'start', run: 1});
        await step(20);
        (await gpu()).arrive();
        const error = await event(({type}) => type === 'error');
        assert.deepEqual([error.code, error.run], ['device', undefined]);
        assert.match(error.message, /could not move to WebGPU/);
        await step(losses().length + 300);
        assertUnbroken(losses());
        assert.equal(workers[1].gone, true);
        assert.match(all('device').at(-1).device.why, /WebGPU failed/);
        assert.equal(all('error').length, 1);
        send({type: 'pause', run: 1});
        await event(({state}) => state === 'paused');
    });
}

test('a module that does not arrive leaves the run on the CPU, with the reason', async () => {
    const {workers, send, gpu, event} = setUp();
    send({type: 'create', run: 1, config: chosen});
    (await gpu()).say({type: 'error', code: 'internal', message: 'The training module could not be loaded.', remedy: 'Reload.'});
    assert.match((await event(({type}) => type === 'error')).message, /could not be loaded/);
    assert.equal(workers[1].gone, true);
});

test('a run that starts when the GPU is there is built there from its first step', async () => {
    const {workers, send, onGpu, gpu, event, all} = setUp();
    send({type: 'create', run: 1, config: chosen});
    (await gpu()).arrive();
    await onGpu();
    send({type: 'create', run: 2, config: chosen});
    const created = await event(({type, run}) => type === 'created' && run === 2);
    assert.equal(created.device.kind, 'webgpu');
    assert.equal(workers[0].got('create').length, 1);
    assert.deepEqual(all('error'), []);
});

test('a run that leaves the GPU for the CPU ends there silently', async () => {
    const {workers, send, onGpu, gpu, event, step, losses, all} = setUp();
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    (await gpu()).arrive();
    await onGpu();
    await step(losses().length + 10);
    send({type: 'create', run: 2, config: {...chosen, device: 'cpu'}});
    await event(({type, run}) => type === 'created' && run === 2);
    await until(() => workers[1].got('drop').length > 0, 'the end of the old run');
    assert.deepEqual(workers[1].got('drop').map(({run}) => run), [1]);
    assert.equal(all('status').at(-1).run, 2);
});

test('a run that cannot be built leaves the one in the other worker as it was', async () => {
    const {workers, send, onGpu, gpu, event, step, losses, all} = setUp();
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    (await gpu()).arrive();
    await onGpu();
    workers[0].lab.create = async () => {
        throw {code: 'config', field: 'latent', message: 'No.', remedy: 'Change it.'};
    };
    send({type: 'create', run: 2, config: {...chosen, device: 'cpu'}});
    send({type: 'start', run: 2});
    assert.equal((await event(({type}) => type === 'error')).run, 2);
    const before = losses().length;
    await step(before + 100);
    assert.deepEqual([all('status').at(-1).run, all('status').at(-1).state], [1, 'running']);
    send({type: 'pause', run: 1});
    await event(({state}) => state === 'paused');
    assertUnbroken(losses());
});

test('automatic never fetches the full module for a software adapter', async () => {
    const {workers, send, step, event} = setUp({devices: soft});
    send({type: 'create', run: 1, config: {...chosen, device: 'auto'}});
    send({type: 'start', run: 1});
    await step(300);
    assert.equal(workers.length, 1);
    assert.match((await event(({type}) => type === 'device')).device.why, /software/);
    send({type: 'pause', run: 1});
});

test('automatic times the model on a real adapter, and moves to what is faster', async () => {
    const {workers, send, onGpu, gpu} = setUp();
    const config = {...chosen, device: 'auto'};
    send({type: 'create', run: 1, config});
    (await gpu()).arrive();
    assert.match((await onGpu()).device.why, /GPU: 4 times faster than the CPU/);
    assert.deepEqual(workers[1].got('benchmark').map(({kinds}) => kinds), [['cpu', 'webgpu']]);
    send({type: 'create', run: 2, config: {...config, seed: 5}});
    await until(() => workers[1].got('create').length > 0, 'the next run, in the same place');
    assert.equal(workers[1].got('benchmark').length, 1, 'a timed model is not timed again');
});

const tooLarge = {code: 'config', field: 'hidden', value: [2048], message: 'The weights would take 202 MB.', remedy: 'Use at most 1024 units.'};
/** A GPU that refuses wide models. */
const small = {refusal: (/** @type {any} */ {hidden}, /** @type {string} */ kind) => kind === 'webgpu' && hidden === 2048 ? tooLarge : null};

test('a run that does not fit WebGPU goes on on the CPU with the reason, and the next one that fits moves', async () => {
    const {workers, send, gpu, event, all} = setUp({gpu: small});
    send({type: 'create', run: 1, config: {...chosen, hidden: 2048}});
    (await gpu()).arrive();
    const {device} = await event((found) => /does not fit WebGPU/.test(found.device?.why ?? ''));
    assert.match(device.why, /202 MB\. Use at most 1024 units\.$/);
    assert.equal(device.kind, 'cpu');
    assert.deepEqual(all('error'), []);
    send({type: 'create', run: 2, config: {...chosen, hidden: 64}});
    const created = await event(({type, run}) => type === 'created' && run === 2);
    assert.equal(created.device.kind, 'webgpu');
    assert.equal(workers.length, 2, 'the same GPU worker');
});

test('a run that the GPU worker refuses to build is built and started on the CPU', async () => {
    const {send, gpu, event, onGpu, all} = setUp({gpu: small});
    send({type: 'create', run: 1, config: {...chosen, hidden: 64}});
    (await gpu()).arrive();
    await onGpu();
    send({type: 'create', run: 2, config: {...chosen, hidden: 2048}});
    send({type: 'start', run: 2});
    const {device} = await event(({type, run}) => type === 'created' && run === 2);
    assert.match(device.why, /does not fit WebGPU/);
    await event(({type, run, state}) => type === 'status' && run === 2 && state === 'running');
    assert.deepEqual(all('error'), []);
});

test('automatic stays on a faster CPU, with the reason', async () => {
    const {workers, send, gpu, event} = setUp({gpu: {
        train: async (/** @type {number} */ steps) => {
            const {lab} = workers[1];
            lab.time += steps * (lab.kind === 'cpu' ? 1 : 3);
        },
    }});
    send({type: 'create', run: 1, config: {...chosen, device: 'auto'}});
    (await gpu()).arrive();
    await event(({device}) => /CPU: 3 times faster than the GPU/.test(device?.why ?? ''));
    assert.equal(workers[0].got('save').length, 0);
});

test('progress of the module is news of the device', async () => {
    const {send, gpu, event} = setUp();
    send({type: 'create', run: 1, config: chosen});
    (await gpu()).say({type: 'loading', received: 4e6, total: 10e6});
    const {device} = await event(({device: news}) => news?.loaded > 0);
    assert.deepEqual([device.kind, device.loaded], ['cpu', 0.4]);
    assert.match(device.why, /loading, 40 %/);
});

test('the page says that the GPU module is being built, and takes it when it comes', async () => {
    const {send, gpu, event} = setUp();
    send({type: 'create', run: 1, config: chosen});
    const worker = await gpu();
    worker.say({type: 'loading', received: 0, total: 0, building: true});
    await event(({device}) => /GPU module is being built/.test(device?.why));
    worker.arrive();
    await event(({device}) => device?.kind === 'webgpu');
});

test('data opened before and after reach the GPU worker too', async () => {
    const {workers, send, gpu, event} = setUp({ownData: new Uint8Array(3)});
    send({type: 'create', run: 1, config: chosen});
    (await gpu()).arrive();
    await until(() => workers[1].lab.loaded === 3, 'the data that were open');
    send({type: 'load', id: 1_000_000, packed: new Uint8Array(5)});
    await until(() => workers[0].lab.loaded === 5 && workers[1].lab.loaded === 5, 'the new ones');
    assert.equal((await event(({type}) => type === 'loaded')).id, 1_000_000);
});

test('a run on a file that has been replaced since does not move', async () => {
    const {workers, send, gpu, event} = setUp();
    send({type: 'load', id: 1_000_000, packed: new Uint8Array(5)});
    send({type: 'create', run: 1, config: {...chosen, dataset: 'file'}});
    await gpu();
    send({type: 'load', id: 1_000_001, packed: new Uint8Array(7)});
    await event(({type, id}) => type === 'loaded' && id === 1_000_001);
    workers[1].arrive();
    await event(({device}) => /Another file/.test(device?.why ?? ''));
    assert.equal(workers[0].got('save').length, 0);
});
