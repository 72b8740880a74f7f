import assert from 'node:assert/strict';
import {test} from 'node:test';
import {assertUnbroken, chosen, setUp, soft, until} from '../support/fake-dual.js';

const auto = {...chosen, device: 'auto', repeatable: 'yes'};
const onWebGpu = {...chosen, repeatable: 'yes'};

test('an exactly repeatable run stays on the CPU, where another of these settings is timed for WebGPU', async () => {
    for (const [repeatable, opened] of /** @type {const} */ ([['yes', 1], ['no', 2]])) {
        const {workers, send, step, all} = setUp();
        send({type: 'create', run: 1, config: {...auto, repeatable}});
        send({type: 'start', run: 1});
        await step(200);
        assert.equal(workers.length, opened);
        if (repeatable === 'yes') assert.match(all('device').at(-1)?.device.why ?? all('created')[0].device.why, /Exactly repeatable/);
    }
});

test('an exactly repeatable run for WebGPU takes no step before it is there, and then goes on by itself', async () => {
    const {workers, send, event, gpu, onGpu, step, losses, all} = setUp();
    send({type: 'create', run: 1, config: onWebGpu});
    send({type: 'start', run: 1});
    await event(({type, state}) => type === 'status' && state === 'ready');
    await gpu();
    await event(({type, device}) => type === 'device' && /waits for its device/.test(device.why));
    assert.equal(losses().length, 0);
    workers[1].arrive();
    await onGpu();
    await step(50);
    assertUnbroken(losses());
    assert.equal(workers[0].got('start').length, 0, 'the CPU never trained it');
    assert.equal(all('created')[0].config.repeatable, 'yes');
});

test('a pause while it waits takes the start back', async () => {
    const {workers, send, gpu, onGpu, event} = setUp();
    send({type: 'create', run: 1, config: onWebGpu});
    send({type: 'start', run: 1});
    await event(({type, state}) => type === 'status' && state === 'ready');
    send({type: 'pause', run: 1});
    (await gpu()).arrive();
    await onGpu();
    assert.equal(workers[1].got('start').length, 0);
});

test('where there is no graphics card it trains on the CPU from its first step on', async () => {
    const {send, step, workers} = setUp({devices: {...soft, webgpu: {...soft.webgpu, available: false, why: 'No adapter'}}});
    send({type: 'create', run: 1, config: onWebGpu});
    send({type: 'start', run: 1});
    await step(50);
    assert.equal(workers.length, 1);
});

test('a run that lost WebGPU waits for a fresh device, and trains on nothing else', async () => {
    const {workers, send, step, gpu, onGpu, keep, event, losses} = setUp();
    send({type: 'create', run: 1, config: onWebGpu});
    send({type: 'start', run: 1});
    (await gpu()).arrive();
    await onGpu();
    await step(50);
    const kept = await keep(1, 1);
    workers[1].onmessage?.({data: {type: 'error', code: 'device', run: 1, message: 'Device lost', remedy: ''}});
    const {outlook, step: from} = await event(({type}) => type === 'recovered');
    assert.equal(from, kept);
    assert.match(outlook, /waits until WebGPU is ready/);
    (await until(() => workers[2], 'a fresh GPU worker')).arrive();
    const before = losses().length;
    await until(() => losses().length > before + 20, 'training again');
    assert.equal(workers[0].got('start').length, 0, 'the CPU never trained it');
    assert.equal(workers[0].got('resume').at(-1)?.state, 'paused');
});

test('no worker ever sees the settings that only the page heeds', async () => {
    const {workers, send, gpu, onGpu, step} = setUp();
    send({type: 'create', run: 1, config: {...chosen, repeatable: 'no'}});
    send({type: 'describe', id: 7, config: {...chosen, repeatable: 'no'}});
    send({type: 'start', run: 1});
    (await gpu()).arrive();
    await onGpu();
    await step(20);
    for (const {received} of workers) {
        for (const {config} of received) assert.ok(!config || !('repeatable' in config));
    }
});
