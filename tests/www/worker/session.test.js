import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createSession} from '../../../www/worker/session.js';
import {config, description, device, is, setUp} from '../support/fake-session.js';

test('a run is prepared, created, ready, and pictured before it is started', async () => {
    const {session, types, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    await until(({type}) => type === 'snapshot');
    assert.deepEqual(types(), ['status preparing', 'created', 'status ready', 'snapshot']);
});

test('a pause ends training after the chunk at hand, with a picture of that very step', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 50);
    session.accept({type: 'pause', run: 1});
    const {step} = await until(is('paused'));
    await until((event) => event.type === 'snapshot' && event.step === step);
    const after = events.slice(events.findIndex(is('paused')));
    assert.deepEqual(after.map(({type}) => type), ['status', 'snapshot']);
});

test('progress leaves out no step', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 300);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    let done = 0;
    for (const {type, step, losses} of events) {
        if (type !== 'progress') continue;
        assert.equal(step - losses.length, done);
        done = step;
    }
});

test('a step trains one step and pauses a running run', async () => {
    const {session, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'step', run: 1});
    assert.equal((await until(is('paused'))).step, 1);
});

test('a hidden page gets no pictures while training goes on', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'visible', visible: false});
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 2000);
    assert.equal(events.some(({type}) => type === 'snapshot'), false);
    session.accept({type: 'visible', visible: true});
    await until(({type}) => type === 'snapshot');
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
});

test('a failed creation is reported under its number, and the run before goes on', async () => {
    let calls = 0;
    const {session, until} = setUp({
        create: async () => {
            if (calls++ > 0) throw {code: 'config', field: 'latent', value: 0, message: 'No.', remedy: 'Change it.'};
            return {config, description, probes: new Uint8Array(), probeLabels: new Uint8Array(), points: new Uint8Array(), pointLabels: new Uint8Array(), probeNames: [], pointNames: [], pointPlaces: new Uint32Array()};
        },
    });
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    session.accept({type: 'create', run: 2, config, device});
    const error = await until(({type}) => type === 'error');
    assert.deepEqual({code: error.code, run: error.run, field: error.field}, {code: 'config', run: 2, field: 'latent'});
    await until(({type, run, step}) => type === 'progress' && run === 1 && step > 100);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
});

test('a device without graph capture is reported once, with the reason for the device', async () => {
    let step = 0;
    const {session, events, until} = setUp({
        train: async (/** @type {number} */ steps) => {
            step += steps;
            return {step, epoch: 0, losses: new Float32Array(steps), terms: new Float32Array(0), validations: [], refusal: 'not here'};
        },
    });
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step: done}) => type === 'progress' && done > 20);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    const devices = events.filter(({type}) => type === 'device');
    assert.equal(devices.length, 1);
    assert.match(devices[0].device.why, /^Your choice; .*does not record/);
});

test('divergence posts the finite losses, stops, and offers the way back', async () => {
    const {session, types, until} = setUp({
        train: async () => {
            throw {code: 'diverged', message: 'Infinite.', remedy: 'Go back.', losses: new Float32Array(3), rewind: {step: 5, learningRate: 0.1}};
        },
    });
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    const error = await until(({type}) => type === 'error');
    assert.deepEqual(error.rewind, {step: 5, learningRate: 0.1});
    assert.deepEqual(types().slice(-3), ['progress', 'status stopped', 'error']);
    session.accept({type: 'start', run: 1});
    session.accept({type: 'rewind', run: 1, learningRate: 0.1});
    assert.equal((await until(is('paused'))).step, 5);
    assert.equal(types().filter((type) => type === 'status running').length, 1);
});

test('a trap is a panic, and the dead instance gets no more calls', async () => {
    let calls = 0;
    const {session, events, until} = setUp({
        describe: () => {
            calls++;
            throw new WebAssembly.RuntimeError('unreachable');
        },
    });
    session.accept({type: 'describe', id: 1, config});
    await until(({code}) => code === 'panic');
    session.accept({type: 'describe', id: 2, config});
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(calls, 1);
    assert.equal(events.length, 1);
});

test('an answer and the error of a request carry its id', async () => {
    const {session, until} = setUp({
        load: () => {
            throw {code: 'data', message: 'Byte 3 is wrong.', remedy: 'Open another.'};
        },
    });
    session.accept({type: 'describe', id: 7, config});
    session.accept({type: 'load', id: 8, packed: new Uint8Array(1)});
    assert.equal((await until(({type}) => type === 'described')).id, 7);
    assert.equal((await until(({type}) => type === 'error')).id, 8);
});

test('a WebGPU device that fails to start is replaced by the CPU, with the reason', async () => {
    /** @type {string[]} */
    const tried = [];
    /** @type {any[]} */
    const events = [];
    const lab = /** @type {any} */ ({
        create: async (/** @type {any} */ _, /** @type {string} */ kind) => {
            tried.push(kind);
            if (kind === 'webgpu') throw {code: 'device', message: 'no memory', remedy: 'none'};
            return {config, description, probes: new Uint8Array(), probeLabels: new Uint8Array(), points: new Uint8Array(), pointLabels: new Uint8Array(), probeNames: [], pointNames: [], pointPlaces: new Uint32Array()};
        },
        snapshot: async () => ({step: 0}),
    });
    createSession({lab, post: (event) => events.push(event), now: () => 0, breathe: async () => {}})
        .accept({type: 'create', run: 1, config, device: {kind: 'webgpu', name: 'acme', why: 'Faster'}});
    for (let i = 0; i < 1000 && !events.some(({type}) => type === 'created'); i++) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(tried, ['webgpu', 'cpu']);
    assert.match(events.find(({type}) => type === 'created').device.why, /no memory/);
});

test('a saved run pauses after the current chunk, and continues at its step if it stays', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 50);
    session.accept({type: 'save', id: 9, run: 1});
    const saved = await until(({type}) => type === 'saved');
    assert.deepEqual([saved.id, saved.state], [9, 'running']);
    const {step} = events.findLast(({type}) => type === 'progress');
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.at(-1), saved, 'nothing comes after it');
    assert.equal(saved.bytes[0] + 256 * saved.bytes[1], step);
    session.accept({type: 'keep', run: 1});
    const next = await until((event) => event.type === 'progress' && event.step > step);
    assert.equal(next.step - next.losses.length, step);
    session.accept({type: 'drop', run: 1});
});

test('a resumed run goes on from its step in the state it had', async () => {
    const {session, types, until} = setUp();
    session.accept({type: 'resume', id: 4, run: 7, bytes: Uint8Array.of(44, 1), state: 'running', device});
    assert.equal((await until(({type}) => type === 'resumed')).step, 300);
    const first = await until(({type}) => type === 'progress');
    assert.deepEqual([first.run, first.step - first.losses.length], [7, 300]);
    assert.deepEqual(types().slice(0, 3), ['resumed', 'status running', 'snapshot']);
    session.accept({type: 'drop', run: 7});
});

test('a device that is lost while a picture is read is reported while the run still trains, so that it goes on elsewhere', async () => {
    let isLost = false;
    const {session, events, until} = setUp({
        snapshot: async () => {
            if (isLost) throw {code: 'device', message: 'Lost.', remedy: 'None.'};
            return {step: 0, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2};
        },
    });
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type}) => type === 'progress');
    isLost = true;
    await until(is('paused'));
    const before = events.slice(0, events.findIndex(({type}) => type === 'error')).filter(({type}) => type === 'status');
    assert.equal(before.at(-1).state, 'running');
});

test('a device that cannot show a picture does not count as one that took the run over', async () => {
    const {session, types, until} = setUp({
        snapshot: async () => {
            throw {code: 'device', message: 'Lost.', remedy: 'None.'};
        },
    });
    session.accept({type: 'resume', id: 4, run: 7, bytes: Uint8Array.of(1, 0), state: 'running', device});
    assert.equal((await until(({type}) => type === 'error')).id, 4);
    assert.deepEqual(types(), ['error']);
});

test('a dropped run ends without a word, and its commands with it', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type}) => type === 'progress');
    session.accept({type: 'drop', run: 1});
    session.accept({type: 'pause', run: 1});
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.some(is('paused')), false);
    assert.equal(events.some(is('empty')), false);
    const {length} = events;
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(events.length, length);
});

test('a benchmark gives every device its time, answers with the speed of each, and leaves no run', async () => {
    /** @type {string[]} */
    const tried = [];
    /** @type {number[]} */
    const rates = [];
    const {session, types, until} = setUp({
        create: async (/** @type {any} */ {learningRate}, /** @type {string} */ kind) => {
            tried.push(kind);
            rates.push(learningRate);
        },
    });
    session.accept({type: 'benchmark', id: 3, config: {...config, learningRate: 1000}, kinds: ['cpu', 'webgpu'], ms: 100});
    const {id, speeds} = await until(({type}) => type === 'benchmarked');
    assert.deepEqual([id, tried], [3, ['cpu', 'webgpu']]);
    assert.deepEqual(speeds, {cpu: 1000, webgpu: 1000}, 'the lab takes a millisecond a step');
    assert.ok(rates.every((rate) => rate <= 1e-6), 'at no rate at which a run could fall apart');
    assert.deepEqual(types(), ['benchmarked']);
});

test('a run that is not here cannot be saved, and the request is rejected', async () => {
    const {session, until} = setUp();
    session.accept({type: 'save', id: 5, run: 2});
    assert.equal((await until(({type}) => type === 'error')).id, 5);
});

test('a run is evaluated at its step, and a dropped run sends no result', async () => {
    const {session, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'measure', id: 8, run: 1, split: 'test'});
    const {step, ms, metrics} = await until(({type, id}) => type === 'measured' && id === 8);
    assert.deepEqual([step, ms, metrics.mse], [0, 30, 2]);
    session.accept({type: 'measure', id: 9, run: 2, split: 'test'});
    assert.equal((await until(({id}) => id === 9)).metrics, null);
});

test('a query is answered between two chunks, and one about an earlier run with nothing', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    session.accept({type: 'query', id: 7, run: 1, query: {kind: 'decode', codes: Float32Array.of(1, 2)}, urgent: false});
    session.accept({type: 'query', id: 8, run: 1, query: {kind: 'reconstruct', examples: new Uint8Array(4)}, urgent: false});
    session.accept({type: 'query', id: 9, run: 5, query: {kind: 'decode', codes: Float32Array.of(1, 2)}, urgent: false});
    assert.equal((await until(({id}) => id === 7)).answer.pictures.length, 4);
    assert.equal((await until(({id}) => id === 8)).answer.outputs.length, 4);
    assert.equal((await until(({id}) => id === 9)).answer, null);
    assert.ok(events.some(({type, state}) => type === 'status' && state === 'running'));
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
});

test('snapshots go on while queries come one after another', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(is('running'));
    const before = events.filter(({type}) => type === 'snapshot').length;
    for (let id = 1; id < 400; id++) {
        session.accept({type: 'query', id, run: 1, query: {kind: 'decode', codes: Float32Array.of(1, 2)}, urgent: false});
        session.accept({type: 'query', id: id + 1000, run: 1, query: {kind: 'decode', codes: Float32Array.of(1, 2)}, urgent: false});
        await until((event) => event.id === id);
    }
    assert.ok(events.filter(({type}) => type === 'snapshot').length > before);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
});
