import assert from 'node:assert/strict';
import {test} from 'node:test';
import {importFiles, packedSounds} from '../../../www/client/import-client.js';

const IMPORTED = {type: 'imported', dataset: {name: 'letters'}, note: '60 images.', packed: Uint8Array.of(1, 2), preview: {}};

/** A worker that answers as one likes. @param {(worker: any) => void} answer */
function setUp(answer) {
    const worker = {
        received: /** @type {any[]} */ ([]), transferred: /** @type {any[]} */ ([]), ended: 0, onmessage: null, onerror: null,
        postMessage(/** @type {any} */ message, /** @type {any[]} */ transfer) {
            worker.received.push(message);
            worker.transferred.push(...transfer);
            queueMicrotask(() => answer(worker));
        },
        terminate: () => void (worker.ended += 1),
    };
    return worker;
}

test('files are handed over to a worker of their own, which ends with its answer', async () => {
    const worker = setUp(({onmessage}) => onmessage({data: IMPORTED}));
    const bytes = new ArrayBuffer(3);
    assert.deepEqual(await importFiles({files: [{name: 'a', bytes}]}, {side: '28'}, () => worker), IMPORTED);
    assert.deepEqual(worker.received, [{type: 'import', files: [{name: 'a', bytes}], decoded: [], reading: '{"side":"28"}'}]);
    assert.deepEqual([worker.transferred, worker.ended], [[bytes], 1]);
});

test('a refusal, an odd answer and a worker that cannot be loaded reject as error events', async () => {
    const refusal = {type: 'error', code: 'data', message: 'Bad.', remedy: 'Other.'};
    for (const [answer, expected] of /** @type {[(worker: any) => void, object][]} */ ([
        [({onmessage}) => onmessage({data: refusal}), refusal],
        [({onmessage}) => onmessage({data: {...IMPORTED, packed: []}}), {type: 'error', code: 'protocol'}],
        [({onerror}) => onerror({message: ''}), {type: 'error', code: 'lost', message: /could not be loaded/}],
    ])) {
        const worker = setUp(answer);
        await assert.rejects(importFiles({files: []}, {}, () => worker), expected);
        assert.equal(worker.ended, 1);
    }
});

test('sounds in archives come back from a worker of their own', async () => {
    const sounds = [{name: 'a.zip/b.mp3', bytes: Uint8Array.of(7)}];
    const worker = setUp(({onmessage}) => onmessage({data: {type: 'unpacked', sounds}}));
    const bytes = new ArrayBuffer(3);
    assert.deepEqual(await packedSounds([{name: 'a.zip', bytes}], () => worker), sounds);
    assert.deepEqual([worker.received, worker.transferred, worker.ended], [[{type: 'unpack', files: [{name: 'a.zip', bytes}]}], [bytes], 1]);
});
