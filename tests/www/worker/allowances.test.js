import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DEFAULT_S, secondsForChunk, secondsForCommand} from '../../../www/worker/allowances.js';
import {config, device, is, setUp} from '../support/fake-session.js';

const gpu = {...device, kind: /** @type {const} */ ('webgpu')};

test('tasks over all data may take longer, and those that compile shaders longer still', () => {
    const create = /** @type {const} */ ({type: 'create', run: 1, config});
    const decode = /** @type {const} */ ({type: 'query', id: 1, run: 1, query: {kind: 'decode', codes: new Float32Array()}, urgent: false});
    assert.equal(secondsForCommand({type: 'start', run: 1}, null), DEFAULT_S);
    assert.ok(secondsForCommand({...create, device}, null) > DEFAULT_S);
    assert.ok(secondsForCommand({...create, device: gpu}, null) > secondsForCommand({...create, device}, null));
    assert.equal(secondsForCommand(decode, device), DEFAULT_S);
    assert.ok(secondsForCommand(decode, gpu) > DEFAULT_S);
    assert.ok(secondsForCommand({...decode, query: {kind: 'model'}}, device) > DEFAULT_S);
});

test('a chunk may take four times as long as the one before, and the first as long as it may', () => {
    assert.equal(secondsForChunk(25), DEFAULT_S);
    assert.equal(secondsForChunk(20_000), 80);
    assert.ok(secondsForChunk(0) > DEFAULT_S);
});

test('a session announces a long task before it begins, and the usual time once it is idle', async () => {
    const {session, allowances, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    await until(is('ready'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(allowances.map(({seconds}) => seconds), [120, DEFAULT_S]);
    session.accept({type: 'step', run: 1});
    await until(is('paused'));
    assert.equal(allowances.length, 2, 'nothing new is nothing to announce');
});

test('a task that never ends keeps its turn', async () => {
    const {session, until} = setUp({measure: () => new Promise(() => {})});
    session.accept({type: 'create', run: 1, config, device});
    await until(is('ready'));
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(session.pulse().busy, false);
    session.accept({type: 'measure', id: 1, run: 1, split: 'validation'});
    const {turn, busy} = session.pulse();
    assert.equal(busy, true);
    session.accept({type: 'pause', run: 1});
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(session.pulse(), {turn, busy});
});

test('an error of the device comes before the pause that it causes', async () => {
    const {session, types, until} = setUp({train: async () => {
        throw {code: 'device', message: 'Lost.', remedy: ''};
    }});
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(is('paused'));
    assert.deepEqual(types().slice(-2), ['error', 'status paused'], 'so that whoever replaces the device knows that the run was running');
});
