import assert from 'node:assert/strict';
import {test} from 'node:test';
import {notesOf, withNotes} from '../../../www/export/model-notes.js';

/** A safetensors file of one tensor. @param {Record<string, string>} metadata */
function model(metadata) {
    const header = {__metadata__: metadata, 'encoder.0.weights': {dtype: 'F32', shape: [2], data_offsets: [0, 8]}};
    const text = Buffer.from(JSON.stringify(header));
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(text.length));
    return new Uint8Array(Buffer.concat([length, text, Buffer.from(new Float32Array([1.5, -2]).buffer)]));
}

/** @param {unknown} notes */
const noted = (notes) => notesOf(model({'hourglass.page': typeof notes === 'string' ? notes : JSON.stringify(notes)}));

const NOTHING = {devices: [], repeatable: 'no'};
const DEVICES = [{from: 0, name: 'CPU'}, {from: 480, name: 'acme gpu “7”'}];

test('a file with notes gives them back, and keeps its tensors and the rest of its metadata', () => {
    const plain = model({hourglass: '{"step":500}'});
    const bytes = withNotes(plain, {devices: DEVICES, repeatable: 'yes'});
    assert.deepEqual(notesOf(bytes), {devices: DEVICES, repeatable: 'yes'});
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    assert.equal(header.__metadata__.hourglass, '{"step":500}');
    assert.deepEqual(header['encoder.0.weights'], {dtype: 'F32', shape: [2], data_offsets: [0, 8]});
    assert.equal(length % 8, 0);
    assert.deepEqual([...new Float32Array(bytes.buffer, 8 + length)], [1.5, -2]);
});

test('a file without notes, or none at all, gives none', () => {
    assert.deepEqual(notesOf(model({hourglass: '{}'})), NOTHING);
    for (const bytes of [[], [1, 2, 3], [255, 255, 255, 255, 255, 255, 255, 255, 7], [1, 0, 0, 0, 0, 0, 0, 0, 0x7b]]) {
        assert.deepEqual(notesOf(new Uint8Array(bytes)), NOTHING);
    }
});

test('devices that are no list of growing steps and names are left out', () => {
    for (const devices of [
        null, {}, [], 'CPU', [null], [{from: 5, name: 'CPU'}], [{from: 0, name: 7}], [{from: 0, name: 'x'.repeat(500)}],
        [{from: 0, name: 'CPU'}, {from: 0, name: 'acme'}], [{from: 0, name: 'CPU'}, {from: 2.5, name: 'acme'}],
        Array.from({length: 500}, (_, from) => ({from, name: 'CPU'})),
    ]) {
        assert.deepEqual(noted({devices, repeatable: 'yes'}), {devices: [], repeatable: 'yes'}, JSON.stringify(devices).slice(0, 60));
    }
    assert.deepEqual(noted('no JSON'), NOTHING);
    assert.deepEqual(noted({devices: DEVICES, repeatable: '<b>'}), {devices: DEVICES, repeatable: 'no'});
});
