import assert from 'node:assert/strict';
import {test} from 'node:test';
import {config, device, is, setUp} from '../support/fake-session.js';

test('an urgent query is answered ahead of others, and chunks are short until nobody points any more', async () => {
    const {session, events, until} = setUp();
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'start', run: 1});
    await until(({type, step}) => type === 'progress' && step > 200);
    const query = /** @type {const} */ ({kind: 'decode', codes: Float32Array.of(1, 2)});
    for (const id of [7, 8, 9]) session.accept({type: 'query', id, run: 1, query, urgent: id === 9});
    await until(({id}) => id === 8);
    assert.deepEqual(events.filter(({type}) => type === 'answer').map(({id}) => id), [9, 7, 8]);
    const from = events.findIndex(({id}) => id === 9);
    const {step} = events[from];
    await until((event) => event.type === 'progress' && event.step > step + 700);
    session.accept({type: 'pause', run: 1});
    await until(is('paused'));
    const chunks = events.slice(from).filter(({type}) => type === 'progress');
    // the lab takes a millisecond a step, and a few for each picture
    const lengths = (/** @type {number} */ least, /** @type {number} */ most) =>
        new Set(chunks.filter((chunk) => chunk.step > step + least && chunk.step <= step + most).map(({losses}) => losses.length));
    assert.deepEqual(lengths(0, 450), new Set([10]));
    assert.deepEqual(lengths(550, 1000), new Set([20]));
});

test('an urgent query waits for what changes the run that it is about', async () => {
    const {session, events, until} = setUp();
    const query = /** @type {const} */ ({kind: 'decode', codes: Float32Array.of(1, 2)});
    session.accept({type: 'create', run: 1, config, device});
    session.accept({type: 'query', id: 7, run: 1, query, urgent: false});
    session.accept({type: 'resume', id: 4, run: 2, bytes: Uint8Array.of(44, 1), state: 'paused', device});
    session.accept({type: 'query', id: 8, run: 2, query, urgent: true});
    assert.equal((await until(({id}) => id === 8)).step, 300);
    assert.deepEqual(events.filter(({id}) => id).map(({id}) => id), [7, 4, 8]);
});
