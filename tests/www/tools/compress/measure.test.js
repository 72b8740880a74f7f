import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DEPTHS} from '../../../../www/tools/compress/rate-distortion.js';
import {reconstructInBits, measureRates} from '../../../../www/tools/compress/measure.js';
import {runName} from '../../../../www/tools/compress/run-name.js';

/** A model whose code is the image itself, on 0 to 1. @param {{isDiverged?: boolean}} [options] */
function fake({isDiverged = false} = {}) {
    /** @type {any[]} */
    const asked = [];
    const floats = (/** @type {Uint8Array} */ bytes) => Float32Array.from(bytes, (byte) => isDiverged ? NaN : byte / 255);
    /** @type {any} */
    const ask = async (/** @type {any} */ question) => {
        asked.push(question.kind);
        if (question.kind === 'codes') return {codes: floats(Uint8Array.of(0, 0, 100, 200, 255, 255)), labels: new Uint8Array()};
        if (question.kind === 'reconstruct') return {codes: floats(question.examples), outputs: question.examples, errors: new Float32Array()};
        return {pictures: Uint8Array.from(question.codes, (code) => Math.round(255 * code))};
    };
    return {ask, asked};
}

const format = {width: 2, height: 1, channels: 1};
const sample = [Uint8Array.of(255, 10), Uint8Array.of(85, 170)];

test('the curve falls with the bits, and all depths are decoded by the same weights', async () => {
    const {ask, asked} = fake();
    const measured = await measureRates(ask, {sample, latent: 2, format});
    assert.deepEqual(asked, ['codes', 'reconstruct', 'decode']);
    assert.ok(measured);
    assert.deepEqual(measured.rates.map(({depth, bits}) => [depth, bits]), DEPTHS.map((depth) => [depth, 2 * depth]));
    const errors = measured.rates.map(({error}) => error);
    // of the levels 0, 85, 170 and 255 the second is 10 away from one value, and the others are met
    assert.ok(Math.abs(errors[0] - (10 / 255) ** 2 / 4) < 1e-9, `${errors[0]}`);
    assert.equal(errors.at(-1), 0);
    assert.equal(measured.codes, 3);
});

test('a picture comes back in full and in few bits', async () => {
    const answer = await reconstructInBits(fake().ask, {picture: Uint8Array.of(100, 10), latent: 2, depth: 2});
    assert.deepEqual(answer, {pictures: Uint8Array.of(100, 10, 85, 0)});
});

test('a run that is gone or diverged has no curve', async () => {
    assert.equal(await measureRates(async () => null, {sample, latent: 2, format}), null);
    assert.equal(await measureRates(fake({isDiverged: true}).ask, {sample, latent: 2, format}), null);
    assert.equal(await reconstructInBits(fake({isDiverged: true}).ask, {picture: sample[0], latent: 2, depth: 4}), null);
});

test('a run is named by its main settings', () => {
    assert.equal(runName({latent: 2, architecture: 'dense', hidden: [64, 32], bottleneck: 'plain', corruption: 'none', normalClasses: []}), '2 latent dimensions, layers 64-32');
    assert.equal(runName({latent: 1, architecture: 'dense', hidden: [], bottleneck: 'variational', corruption: 'hole'}), '1 latent dimension, no hidden layers, variational, trained to repair');
    assert.equal(runName({latent: 8, architecture: 'recurrent', gruUnits: 32, normalClasses: [0, 3]}), '8 latent dimensions, GRU of 32, trained on class 0, 3');
});
