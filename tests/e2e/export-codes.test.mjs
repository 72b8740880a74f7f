// Latent codes for other programs: each file is saved, read back and compared with that of the command line for the saved
// model. Writes target/downloads/.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, readFile, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {openBrowser, until, withPage} from './lib.mjs';
import {button, lookAt, rowsOf, take} from './downloads.mjs';

const PROGRAM = process.env.HOURGLASS_CLI ?? fileURLToPath(new URL('../../target/release/hourglass', import.meta.url));
const CHOICE = 'select[aria-label="Examples whose codes are saved"]';
const CPU = '#v=2&device=cpu';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Chooses the examples whose codes are saved. */
const choose = (lab, part) => lab.page.selectOption(CHOICE, part);

/** Trains until so many steps are done, and pauses. */
async function train(lab, steps) {
    await lab.built();
    await lab.start();
    await lab.step(steps);
    await lab.pause();
}

/** Encodes the model of the page on the command line, and gives a reader of its files. */
async function encodedByProgram(lab, {data, part, out}) {
    const folder = await mkdtemp(join(tmpdir(), 'hourglass-'));
    const [download] = await Promise.all([lab.page.waitForEvent('download'), button(lab, 'Save the model').click()]);
    await download.saveAs(join(folder, 'run.safetensors'));
    for (const {name, buffer} of data) await writeFile(join(folder, name), buffer);
    const own = data.length > 0 ? ['--data', ...data.map(({name}) => name)] : [];
    await promisify(execFile)(PROGRAM, ['encode', 'run.safetensors', ...own, '--split', part, '--out', out], {cwd: folder});
    return (name) => readFile(join(folder, name));
}

/** Numbers of a file of NumPy, with its shape. */
function arrayOf(bytes) {
    assert.deepEqual([...bytes.subarray(0, 8)], [0x93, ...Buffer.from('NUMPY'), 1, 0]);
    const start = 10 + bytes.readUInt16LE(8);
    const header = bytes.subarray(10, start).toString('latin1');
    const [, kind, shape] = header.match(/^\{'descr': '([^']+)', 'fortran_order': False, 'shape': \(([\d, ]+)\), \} *\n$/);
    return {kind, shape: shape.split(',').filter(Boolean).map(Number), data: bytes.subarray(start)};
}

/** The members of an archive that are stored as they are. */
function membersOf(bytes) {
    const members = {};
    for (let at = 0; bytes.readUInt32LE(at) === 0x04034b50;) {
        const [size, nameLength, extra] = [bytes.readUInt32LE(at + 18), bytes.readUInt16LE(at + 26), bytes.readUInt16LE(at + 28)];
        assert.equal(bytes.readUInt16LE(at + 8), 0, 'stored');
        const start = at + 30 + nameLength + extra;
        members[bytes.toString('utf8', at + 30, at + 30 + nameLength)] = bytes.subarray(start, start + size);
        at = start + size;
    }
    return members;
}

/** Codes are those of the program up to rounding, and everything else letter for letter. */
function sameTables(page, program) {
    assert.equal(page.length, program.length);
    page.forEach((row, i) => {
        for (const [name, cell] of Object.entries(row)) {
            if (name.startsWith('code_')) assert.ok(Math.abs(Number(cell) - Number(program[i][name])) < 1e-4, `${name} of row ${i}: ${cell}, ${program[i][name]}`);
            else assert.equal(cell, program[i][name]);
        }
    });
}

test('page and command line write the same table of all examples, in the order of the data set', async () => {
    const model = 'bottleneck=variational&beta=0.001&latent=3&seed=7&inputScale=standard&corruption=gaussian';
    await withPage(browser, {hash: `${CPU}&${model}`}, async (lab) => {
        await train(lab, 150);
        await choose(lab, 'all');
        const saved = await take(lab, 'Codes, CSV');
        assert.match(saved.name, /^hourglass-digits-64-3-seed7-step\d+-all-codes\.csv$/);
        await lab.shows('#export-message', /The codes of all 1,797 pictures/);
        const rows = rowsOf(saved);
        assert.deepEqual(rows.map(({index}) => Number(index)), Array.from({length: 1797}, (_, i) => i));
        assert.deepEqual([...new Set(rows.map(({split}) => split))].toSorted(), ['test', 'training', 'validation']);
        const read = await encodedByProgram(lab, {data: [], part: 'all', out: 'codes.csv'});
        sameTables(rows, rowsOf({bytes: await read('codes.csv')}));
        const codes = rows.map((row) => Number(row.code_1));
        assert.ok(Math.max(...codes) - Math.min(...codes) > 0.5, 'codes that are all alike prove nothing');
    });
});

test('each form holds the same rows of a split', async () => {
    await withPage(browser, {hash: `${CPU}&seed=3`}, async (lab) => {
        await train(lab, 100);
        await choose(lab, 'test');
        const rows = rowsOf(await take(lab, 'Codes, CSV'));
        assert.ok(rows.length === 269 && rows.every(({split}) => split === 'test'));
        const vectors = (await take(lab, 'Vectors, TSV')).bytes.toString('utf8').trimEnd().split('\n');
        assert.deepEqual(vectors, rows.map((row) => `${row.code_1}\t${row.code_2}`));
        const [header, ...metadata] = (await take(lab, 'Metadata, TSV')).bytes.toString('utf8').trimEnd().split('\n');
        assert.equal(header, 'index\tsplit\tlabel\tclass');
        assert.deepEqual(metadata, rows.map((row) => [row.index, row.split, row.label, row.class].join('\t')));

        const members = membersOf((await take(lab, 'Codes, NPZ')).bytes);
        assert.deepEqual(Object.keys(members), ['codes.npy', 'index.npy', 'split.npy', 'label.npy', 'class.npy']);
        const {kind, shape, data} = arrayOf(members['codes.npy']);
        assert.deepEqual([kind, ...shape], ['<f4', 269, 2]);
        rows.forEach((row, i) => {
            assert.equal(data.readFloatLE(8 * i), Number(row.code_1));
            assert.equal(arrayOf(members['index.npy']).data.readUInt32LE(4 * i), Number(row.index));
        });
        const read = await encodedByProgram(lab, {data: [], part: 'test', out: 'codes.npz'});
        const theirs = membersOf(await read('codes.npz'));
        for (const name of ['index.npy', 'split.npy', 'label.npy', 'class.npy']) assert.deepEqual(members[name], theirs[name], name);
    });
});

test('the sprite has a tile for each vector, as the command line draws it', async () => {
    await withPage(browser, {hash: `${CPU}&seed=3`}, async (lab) => {
        await train(lab, 20);
        await choose(lab, 'validation');
        const sprite = await take(lab, 'Sprite, PNG');
        const {width, height} = await lookAt(lab, sprite);
        assert.deepEqual([width, height], [16 * 8, 15 * 8], '229 tiles of 8 pixels a side');
        await lab.shows('#export-message', /tiles of 8 × 8 pixels/);
        const read = await encodedByProgram(lab, {data: [], part: 'validation', out: 'codes.tsv'});
        const theirs = await lookAt(lab, {bytes: await read('codes-sprite.png')});
        assert.deepEqual([theirs.width, theirs.height], [width, height]);
        assert.deepEqual(await greys(lab, sprite.bytes), await greys(lab, await read('codes-sprite.png')));
    });
});

/** The first channel of a picture, as the browser decodes it. */
const greys = (lab, bytes) => lab.page.evaluate(async (uri) => {
    const image = new Image();
    image.src = uri;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    return [...context.getImageData(0, 0, canvas.width, canvas.height).data].filter((_, i) => i % 4 === 0);
}, `data:image/png;base64,${bytes.toString('base64')}`);

test('the index is that of the file that was opened, and training goes on meanwhile', async () => {
    await withPage(browser, {hash: `${CPU}&seed=5`}, async (lab) => {
        await lab.built();
        const [count, size] = [300, 8];
        const header = [0, 0, 8, 3, 0, 0, count >> 8, count & 255, 0, 0, 0, size, 0, 0, 0, size];
        const pixels = Array.from({length: count * size * size}, (_, at) => (at * 7919 + Math.floor(at / 64) * 31) % 256);
        const images = {name: 'own-images', mimeType: '', buffer: Buffer.from([...header, ...pixels])};
        await lab.openData(images);
        await until('a run on the file', async () => (await lab.events('created')).at(-1)?.description.dataset.source === 'file');
        await lab.start();
        await lab.step(30);
        await choose(lab, 'training');
        const rows = rowsOf(await take(lab, 'Codes, CSV'));
        await lab.shows('#export-message', /have no labels/);
        const indices = rows.map(({index}) => Number(index));
        assert.ok(indices.length > 200 && indices.every((index, i) => index < count && (i === 0 || index > indices[i - 1])));
        await lab.step((await lab.events('progress')).at(-1).step + 50);
        await lab.pause();
        const again = rowsOf(await take(lab, 'Codes, CSV'));
        const read = await encodedByProgram(lab, {data: [images], part: 'training', out: 'codes.csv'});
        sameTables(again, rowsOf({bytes: await read('codes.csv')}));
    });
});
