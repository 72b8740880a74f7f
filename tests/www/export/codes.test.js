import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {test} from 'node:test';
import {csvOf} from '../../../www/export/csv.js';
import {CODE_FORMATS} from '../../../www/export/codes/formats.js';
import {arraysOf, npzOf} from '../../../www/export/codes/numpy.js';
import {encodedRows, snapshotRows} from '../../../www/export/codes/rows.js';
import {codesTable, metadataTsv, vectorsTsv} from '../../../www/export/codes/text.js';

const FOLDER = new URL('../../data/codes/', import.meta.url);

/** Rows that the tests of the command line read too: both write the files of tests/data/codes/. */
async function exampleRows() {
    const json = JSON.parse(await readFile(new URL('rows.json', FOLDER), 'utf8'));
    return {
        ...json, indices: Uint32Array.from(json.indices), splits: Uint8Array.from(json.splits), labels: Uint8Array.from(json.labels),
        codes: Float32Array.from(json.codes),
    };
}

/** Compares with a file; writes it where that is asked for. @param {string} name @param {string | Uint8Array} content */
async function isFile(name, content) {
    const path = new URL(name, FOLDER);
    if (process.env.HOURGLASS_WRITE_CODES) await writeFile(path, content);
    assert.deepEqual(await readFile(path), Buffer.from(content), name);
}

test('tables and vectors are those of the command line', async () => {
    const rows = await exampleRows();
    await isFile('codes.csv', csvOf(codesTable(rows)));
    await isFile('vectors.tsv', vectorsTsv(rows));
    await isFile('metadata.tsv', metadataTsv(rows));
});

test('arrays are those of the command line, and the archive holds them as they are', async () => {
    const rows = await exampleRows();
    const arrays = Object.entries(arraysOf(rows));
    const archive = Buffer.from(npzOf(rows));
    assert.equal(archive.readUInt32LE(0), 0x04034b50);
    for (const [name, bytes] of arrays) {
        await isFile(name, bytes);
        assert.ok(archive.includes(Buffer.from(name)) && archive.includes(Buffer.from(bytes)), name);
    }
    assert.deepEqual(arrays.map(([name]) => name), ['codes.npy', 'index.npy', 'split.npy', 'name.npy', 'label.npy', 'class.npy']);
});

test('without labels and names there are no columns and no arrays for them, and as many lines as vectors', async () => {
    const rows = {...await exampleRows(), labels: new Uint8Array(0), names: []};
    assert.deepEqual(codesTable(rows).header, ['index', 'split', 'code_1', 'code_2']);
    assert.equal(metadataTsv(rows).split('\n')[1], '7\ttraining');
    assert.equal(metadataTsv(rows).split('\n').length, vectorsTsv(rows).split('\n').length + 1);
    assert.deepEqual(Object.keys(arraysOf(rows)), ['codes.npy', 'index.npy', 'split.npy']);
});

/** Answers of a run with so many examples, whose model moves on at some of its stretches. @param {number} total @param {number[]} steps */
function answers(total, steps) {
    /** @type {any[]} */
    const asked = [];
    return {
        asked,
        /** @param {any} query */
        async query(query) {
            asked.push(query);
            const count = Math.min(query.most, total - query.from);
            const indices = Uint32Array.from({length: count}, (_, i) => query.from + i);
            return /** @type {any} */ ({
                step: steps[asked.length - 1] ?? steps.at(-1), total, indices, splits: new Uint8Array(count), names: [], labels: new Uint8Array(0),
                codes: Float32Array.from(indices),
            });
        },
    };
}

const RUN = /** @type {any} */ ({config: {latent: 1}, dataset: {classes: []}});

test('codes are asked for in stretches until all are there', async () => {
    const {asked, query} = answers(4500, [8]);
    const rows = await encodedRows(query, RUN, 'all');
    assert.deepEqual(asked.map(({from}) => from), [0, 2000, 4000]);
    assert.deepEqual([rows.step, rows.indices.length, rows.codes[4499]], [8, 4500, 4499]);
});

test('where the model is another in the middle, all are asked for again, but not for ever', async () => {
    const moved = answers(4500, [8, 9]);
    const rows = await encodedRows(moved.query, RUN, 'all');
    assert.deepEqual(moved.asked.map(({from}) => from), [0, 2000, 0, 2000, 4000]);
    assert.equal(rows.step, 9);
    const restless = answers(4500, [1, 2, 3, 4, 5, 6, 7]);
    await assert.rejects(encodedRows(restless.query, RUN, 'all'), /moved to another device/);
    await assert.rejects(encodedRows(async () => null, RUN, 'all'), /was replaced/);
});

test('vectors of one number come with the word that the projector refuses them, and others do not', async () => {
    const words = async (/** @type {number} */ latent) => {
        const {query} = answers(3, [8]);
        const run = /** @type {any} */ ({config: {latent}, dataset: {classes: [], kind: 'image'}});
        const page = /** @type {any} */ ({query, part: () => 'test', isReplaying: () => false});
        return (await CODE_FORMATS['vectors.tsv'].make(run, page)).message;
    };
    assert.match(await words(1) ?? '', /refuses codes of one number/);
    assert.match(await words(2) ?? '', /load this file first/);
});

test('of an earlier step the codes of the snapshot stand in the order of the file', async () => {
    const created = {pointLabels: Uint8Array.of(1, 0, 1), pointNames: ['b', 'a', 'c']};
    const snapshot = {step: 5, latent: 2, codes: Float32Array.of(1, 2, 3, 4, 5, 6)};
    const query = async () => /** @type {any} */ ({indices: Uint32Array.of(30, 10, 20)});
    const rows = await snapshotRows(query, /** @type {any} */ ({created, dataset: {classes: ['a', 'b']}}), snapshot);
    assert.deepEqual([...rows.indices], [10, 20, 30]);
    assert.deepEqual(rows.names, ['a', 'c', 'b']);
    assert.deepEqual([...rows.labels], [0, 1, 1]);
    assert.deepEqual([...rows.codes], [3, 4, 5, 6, 1, 2]);
    assert.deepEqual([...rows.splits], [1, 1, 1]);
});
