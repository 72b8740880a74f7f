// Mutated inputs for every door of the built small module and of the one that reads files, in Node. Each is taken or refused by field, value and remedy, and the run at hand still answers.
// `HOURGLASS_FUZZ` is their number for each door, `HOURGLASS_FUZZ_SEED` their seed. A panic would be a trap, after which the
// module answers nothing.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {SCHEMA} from '../../www/settings/schema.js';
import {anyFloats, anyValue, createRandom, mutatedBytes, mutatedHeader, mutatedSettings} from './mutations.mjs';

/** @typedef {import('./mutations.mjs').Random} Random */
/** @typedef {import('../../www/worker/wasm-module.js').Lab} LabOfTheCore */

const INPUTS = Number(process.env.HOURGLASS_FUZZ ?? 2000);
const SEED = Number(process.env.HOURGLASS_FUZZ_SEED ?? 1);
const LONGEST_MS = 1000; // of the processor

/** A built module. @param {string} name */
async function openModule(name) {
    const folder = new URL(`../../pkg/${name}/`, import.meta.url);
    const module = await import(`${folder}hourglass.js`);
    module.initSync({module: await readFile(new URL('hourglass_bg.wasm', folder))});
    return module;
}

const {Lab} = await openModule('cpu');
const {importFiles} = await openModule('import');
const {fields} = /** @type {any} */ (SCHEMA);
const SMALL = {
    ...Object.fromEntries(fields.map((/** @type {any} */ field) => [field.name, field.default])),
    hidden: [6], latent: 3, channels: [2], gruUnits: 3, batchSize: 16, fistaIterations: 3, validationFistaIterations: 3,
};
const SETTINGS = [
    {}, {bottleneck: 'variational', loss: 'bce', reduction: 'sum'}, {architecture: 'conv', normalization: 'batch'},
    {bottleneck: 'k-sparse', k: 2, optimizer: 'sgd'}, {corruption: 'hole', classWeight: 0.1, normalClasses: [0, 1, 2]},
].map((settings) => ({...SMALL, ...settings}));
const POINT = Float32Array.of(0.5, -1, 2);

/** A lab with a run after a few steps. @param {object} settings @returns {Promise<LabOfTheCore>} */
async function labOf(settings) {
    const lab = /** @type {any} */ (new Lab());
    await lab.create(settings, 'cpu');
    await lab.train(3);
    return lab;
}

/** Checks that what was thrown is a refusal by field, value and remedy. @param {any} thrown @param {string[]} codes */
function checkRefusal(thrown, codes) {
    assert.ok(!(thrown instanceof Error), `${thrown?.stack ?? thrown}`);
    assert.ok(codes.includes(thrown?.code), `the code is ${thrown?.code}: ${thrown?.message ?? thrown}`);
    for (const name of ['field', 'value']) assert.ok(name in thrown, `no ${name}: ${JSON.stringify(thrown)}`);
    for (const text of [thrown.message, thrown.remedy]) assert.match(text, /^\S.{3,700}[.…]\s*$/su);
}

/** Processor time of a call in ms, and its answer or the refusal. @param {() => unknown} call @param {string[]} codes */
async function measured(call, codes) {
    const before = process.cpuUsage();
    try {
        await call();
    } catch (thrown) {
        checkRefusal(thrown, codes);
    }
    const {user, system} = process.cpuUsage(before);
    return (user + system) / 1000;
}

/**
 * Sends mutated inputs to a door of the module.
 * @param {string} name @param {string[]} codes of refusals
 * @param {(random: Random, running: LabOfTheCore) => () => unknown} door a call with the next input
 */
function fuzz(name, codes, door) {
    test(`${INPUTS} mutated ${name} are taken, or refused by field, value and remedy`, async () => {
        const running = await labOf(SMALL);
        const pictures = await running.decode(POINT);
        for (let input = 0; input < INPUTS; input++) {
            const random = createRandom(SEED * 1e6 + input);
            try {
                const call = door(random, running);
                // the first call of a kind compiles the module further, on other threads
                const took = await measured(call, codes);
                if (took > LONGEST_MS) assert.ok(await measured(call, codes) < LONGEST_MS, 'it takes more than a second');
                assert.deepEqual(await running.decode(POINT), pictures, 'the run has changed');
            } catch (error) {
                throw new Error(`input ${input} of seed ${SEED}: ${error}`, {cause: error});
            }
        }
    });
}

const MOST_PARAMETERS = 20_000; // of a run that is built to see whether it trains

const other = /** @type {LabOfTheCore} */ (/** @type {any} */ (new Lab()));

fuzz('settings', ['config', 'diverged'], (random) => {
    const config = random.onceIn(40) ? anyValue(random) : mutatedSettings(random, random.oneOf(SETTINGS), fields);
    const builds = random.onceIn(10);
    return async () => {
        const {parameters} = other.describe(/** @type {any} */ (config));
        if (!builds || parameters > MOST_PARAMETERS) return;
        await other.create(/** @type {any} */ (config), 'cpu');
        await other.train(1);
    };
});

const saved = await Promise.all(SETTINGS.map(async (settings) => (await labOf(settings)).save()));

fuzz('saved runs', ['checkpoint', 'config', 'diverged'], (random) => {
    const mutate = random.onceIn(2) ? mutatedHeader : mutatedBytes;
    const bytes = mutate(random, random.oneOf(saved));
    return async () => {
        other.inspect(bytes);
        await other.resume(bytes, 'cpu');
        await other.train(1);
    };
});

/** An IDX file. @param {number[]} dims */
function idx(dims) {
    const bytes = new Uint8Array(4 + 4 * dims.length + dims.reduce((product, dim) => product * dim, 1));
    bytes.set([0, 0, 8, dims.length]);
    dims.forEach((dim, i) => new DataView(bytes.buffer).setUint32(4 + 4 * i, dim));
    return bytes.map((byte, at) => at < 4 + 4 * dims.length ? byte : at % 251);
}

const FILES = [[60, 8, 8], [60, 8, 8, 3], [60]].map(idx).flatMap((bytes) => [bytes, new Uint8Array(gzipSync(bytes))]);

const READINGS = ['{}', '{"transpose":"yes","invert":"yes"}', '{"side":"28","colour":"grey"}', '{"classes":["0","1"]}', '{"side":"no number"}', 'no JSON'];

fuzz('data files', ['data', 'config'], (random) => {
    const file = () => ({name: random.oneOf(['train', 'test-labels.gz', 'a b', 'é'.repeat(300)]), bytes: mutatedBytes(random, random.oneOf(FILES))});
    const files = Array.from({length: random.onceIn(2) ? 1 : random.below(4)}, file);
    const input = random.onceIn(40) ? anyValue(random) : files;
    const reading = random.onceIn(2) ? '{}' : random.oneOf(READINGS);
    return () => other.load(importFiles(/** @type {any} */ (input), [], reading).packed);
});

const packed = FILES.slice(0, 3).map((bytes) => importFiles([{name: 'images', bytes}], [], '{}').packed);

fuzz('packed data', ['data'], (random) => {
    const mutate = random.onceIn(2) ? mutatedHeader : mutatedBytes;
    const bytes = mutate(random, random.oneOf(packed));
    return () => other.load(bytes);
});

fuzz('queries', ['config', 'data', 'diverged', 'checkpoint'], (random, running) => {
    const lab = /** @type {any} */ (running);
    const numbers = anyFloats(random, 40);
    const examples = random.bytes(5).length > 2 ? random.bytes(200) : new Uint8Array(64 * random.below(4)).fill(random.below(256));
    const part = random.onceIn(3) ? anyValue(random) : random.oneOf(['training', 'validation', 'test']);
    const indices = Uint32Array.from(anyFloats(random, 5));
    const number = random.oneOf([0, 1, 3, 99, -1, NaN, 2 ** 32 - 1, 2 ** 53]);
    const config = mutatedSettings(random, random.oneOf(SETTINGS), fields);
    return random.oneOf([
        () => lab.decode(numbers), () => lab.reconstruct(examples), () => lab.posterior(examples), () => lab.nearest(examples),
        () => lab.corrupt(examples, config), () => lab.codes(part, number), () => lab.examples(part, indices),
        () => lab.scores(part), () => lab.measure(part), () => lab.axes(numbers, number, 18, anyFloats(random, 9)),
        () => lab.axes(numbers.map((value) => Math.fround(value) || 1), 2, number, new Float32Array(4)),
        () => lab.create(config, anyValue(random)), () => lab.resume(random.oneOf(saved), anyValue(random)),
        () => lab.tune(random.oneOf([0, -1, NaN, Infinity, 1e300])), () => lab.features(), () => lab.modelStats(),
    ]);
});
