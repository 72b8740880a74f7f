import assert from 'node:assert/strict';
import {test} from 'node:test';
import {chosen, setUp, soft, until} from '../support/fake-dual.js';

const onCpu = {...chosen, device: 'cpu'};
const panic = {type: 'error', code: 'panic', message: 'The training worker broke down', details: 'unreachable', remedy: ''};
const deviceLost = {type: 'error', code: 'device', message: 'The graphics card was lost', details: 'unknown: reset', remedy: ''};

test('a model that breaks its worker twice is refused, and the run before goes on', async () => {
    const breaks = (/** @type {any} */ lab) => {
        const {create} = lab;
        lab.create = async (/** @type {any} */ config, /** @type {string} */ kind) => {
            if (config.seed === 13) throw new WebAssembly.RuntimeError('unreachable');
            return create(config, kind);
        };
    };
    const {workers, send, step, keep, event, all} = setUp({devices: soft});
    breaks(workers[0].lab);
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    const kept = await keep(1, 0);
    send({type: 'create', run: 2, config: {...onCpu, seed: 13}});
    for (const i of [1, 2]) {
        await until(() => workers[i], `worker ${i}`);
        breaks(workers[i].lab);
        workers[i].arrive();
    }
    const {run, message} = await event(({code}) => code === 'config');
    assert.equal(run, 2);
    assert.match(message, /twice/);
    await until(() => workers[2].lab.step > kept + 20, 'steps there');
    assert.equal(all('status').at(-1).run, 1);
    assert.equal(workers.length, 3);
});

test('a device that is lost three times in a row is left alone, until somebody chooses it again', async () => {
    const {workers, send, keep, onGpu, gpu, all, event} = setUp({opensAtOnce: true});
    send({type: 'create', run: 1, config: chosen});
    send({type: 'start', run: 1});
    await gpu();
    await onGpu();
    const moves = () => all('device').filter(({device: {kind}}) => kind === 'webgpu').length;
    for (const time of [1, 2, 3]) {
        await until(() => moves() === time, `move ${time}`);
        await until(() => workers[time].lab.step > 0, 'steps there');
        await keep(1, time);
        workers[time].say(deviceLost);
        await until(() => all('recovered').length === time, `recovery ${time}`);
    }
    assert.match(all('recovered')[2].outlook, /stays on the CPU/);
    const {step} = workers[0].lab;
    await until(() => workers[0].lab.step > step + 200, 'steps on the CPU');
    assert.equal(workers.length, 4, 'no other GPU worker is opened');
    send({type: 'create', run: 2, config: chosen});
    await event(({type, run}) => type === 'created' && run === 2);
    await until(() => moves() === 4, 'another try');
});

test('losses far apart are not in a row', async () => {
    const {workers, send, step, keep, seconds, all} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    for (const time of [0, 1, 2, 3]) {
        await until(() => workers[time]?.lab.step > 0, 'steps there');
        await step(10);
        await keep(1, time);
        await seconds(70);
        workers[time].say(panic);
        await until(() => all('recovered').length === time + 1, `recovery ${time}`);
    }
    assert.deepEqual(all('recovered').map(({outlook}) => outlook), ['', '', '', '']);
});

test('a run whose worker breaks three times in a row is paused, and Start goes on', async () => {
    const {workers, send, step, keep, all, event} = setUp({devices: soft, opensAtOnce: true});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    for (const time of [0, 1, 2]) {
        await until(() => workers[time]?.lab.step > 0, 'steps there');
        await keep(1, time);
        workers[time].say(panic);
        await until(() => all('recovered').length === time + 1, `recovery ${time}`);
    }
    assert.match(all('recovered')[2].outlook, /three times.*paused/);
    await event(({state}) => state === 'paused');
    const {step: at} = workers[3].lab;
    send({type: 'start', run: 1});
    await until(() => workers[3].lab.step > at + 20, 'steps there');
});

test('where no worker can be opened the page says so once, and Start tries again', async () => {
    const {workers, send, step, keep, all, event} = setUp({devices: soft});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    const kept = await keep(1, 0);
    workers[0].say(panic);
    for (const i of [1, 2, 3]) {
        await until(() => workers[i], `worker ${i}`);
        workers[i].onerror?.({message: ''});
    }
    const {code, remedy, run} = await event(({type}) => type === 'error');
    assert.deepEqual([code, run], ['lost', undefined]);
    assert.match(remedy, /Press Start/);
    assert.equal(all('status').at(-1).state, 'paused', 'so that Start can be pressed');
    send({type: 'query', id: 700, run: 1, query: {kind: 'model'}, urgent: false});
    assert.equal((await event(({id}) => id === 700)).code, 'lost');
    assert.equal(workers.length, 4);
    send({type: 'start', run: 1});
    await until(() => workers[4], 'another worker');
    workers[4].arrive();
    await until(() => workers[4].lab.step > kept + 20, 'steps there');
    assert.equal(all('error').filter(({id}) => id === undefined).length, 1);
});

test('a checkpoint that is refused ends the run with the reason', async () => {
    const {workers, send, step, keep, event, all} = setUp({devices: soft, opensAtOnce: true, gpu: {resume: async () => {
        throw {code: 'checkpoint', message: 'It was of other data.', remedy: ''};
    }}});
    send({type: 'create', run: 1, config: onCpu});
    send({type: 'start', run: 1});
    await step(10);
    await keep(1, 0);
    workers[0].say(panic);
    const error = await event(({type}) => type === 'error');
    assert.deepEqual([error.code, error.run, error.details], ['lost', 1, 'It was of other data.']);
    assert.equal(workers.length, 2);
    send({type: 'create', run: 2, config: onCpu});
    send({type: 'start', run: 2});
    await event(({type, run}) => type === 'created' && run === 2);
    await until(() => workers[1].lab.step > 20, 'steps of a new run');
    assert.equal(all('error').length, 1);
});

test('a module that cannot be loaded at first is tried three times, and Start tries again', async () => {
    const broken = {type: 'error', code: 'internal', message: 'The training module could not be loaded.', details: '404', remedy: ''};
    const {workers, send, all, event} = setUp({devices: soft, isBroken: true});
    send({type: 'create', run: 1, config: onCpu});
    for (const i of [0, 1, 2, 3]) (await until(() => workers[i], `worker ${i}`)).say(broken);
    const {code, details} = await event(({type, run}) => type === 'error' && run === undefined);
    assert.equal(code, 'lost');
    assert.match(details, /could not be loaded. 404/);
    assert.equal(all('status').at(-1).state, 'empty');
    send({type: 'create', run: 2, config: onCpu});
    send({type: 'start', run: 2});
    (await until(() => workers[4], 'another worker')).arrive();
    await until(() => workers[4].lab.step > 20, 'steps there');
});
