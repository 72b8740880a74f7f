import assert from 'node:assert/strict';
import {test} from 'node:test';
import {config, device, is, setUp} from '../support/fake-session.js';

test('a run that finishes says why and where it stands, shows it, and goes on when it is started again', async () => {
    let calls = 0;
    const {session, events, types, until} = setUp({
        train: async (/** @type {number} */ steps) => {
            const step = 10 * ++calls;
            const finished = calls === 3 ? {kind: 'patience', validations: 2, loss: 0.5, step: 10, epoch: 1} : undefined;
            return {step, epoch: calls, losses: new Float32Array(steps), validations: [], finished};
        },
    });
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    const {step, epoch, finished} = await until(is('finished'));
    assert.deepEqual({step, epoch, finished}, {step: 10, epoch: 1, finished: {kind: 'patience', validations: 2, loss: 0.5}});
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal(calls, 3, 'it does not train on by itself');
    assert.deepEqual(types().slice(-3), ['progress', 'status finished', 'snapshot'], 'the weights that were kept are shown');
    session.accept({type: 'save', id: 9, run: 1});
    assert.deepEqual((await until(({type}) => type === 'saved')).finished, {kind: 'patience', validations: 2, loss: 0.5});
    session.accept({type: 'keep', run: 1});
    session.accept({type: 'start', run: 1});
    await until(({type, step: done}) => type === 'progress' && done === 50);
    session.accept({type: 'pause', run: 1});
    const paused = await until(is('paused'));
    assert.equal(paused.finished, undefined);
    assert.equal(types().filter((type) => type === 'status finished').length, 1);
    assert.equal(events.filter(({type}) => type === 'error').length, 0);
});

test('a single step from a finished run pauses it there', async () => {
    const {session, until} = setUp();
    const finished = /** @type {const} */ ({kind: 'epochs', epochs: 2});
    session.accept({type: 'resume', id: 4, run: 7, bytes: Uint8Array.of(44, 1), state: 'finished', finished, device});
    assert.deepEqual((await until(is('finished'))).finished, finished);
    session.accept({type: 'step', run: 7});
    assert.equal((await until(is('paused'))).step, 301);
});
