import assert from 'node:assert/strict';
import {test} from 'node:test';
import {transform} from '../../../www/sound/fourier.js';
import {binPowers, melBands, powerOf} from '../../../www/sound/mel-bands.js';
import {denser, samplesOf, waveForm} from '../../../www/sound/samples.js';

const SOUND = {rate: 8000, samples: 4096, window: 512, repeats: false};
const SIDE = 16;

/** Amplitude of a frequency in the middle of a sound. @param {Float32Array} samples @param {number} hertz */
function amplitude(samples, hertz) {
    const part = samples.slice(1024, 3072);
    let [re, im] = [0, 0];
    part.forEach((value, at) => {
        const angle = 2 * Math.PI * hertz * at / SOUND.rate;
        re += value * Math.cos(angle);
        im += value * Math.sin(angle);
    });
    return 2 * Math.hypot(re, im) / part.length;
}

/** Runs a computation to its end. @template T @param {Generator<void, T, void>} steps @returns {{found: T, pauses: number}} */
function run(steps) {
    for (let pauses = 0; ; pauses++) {
        const {done, value} = steps.next();
        if (done) return {found: value, pauses};
    }
}

/** @param {Uint8Array} bytes @param {import('../../../www/protocol/answers.js').Sound} sound */
const heard = (bytes, sound) => run(samplesOf(bytes, sound)).found;

/** Root of the mean square. @param {Float32Array} samples */
const level = (samples) => Math.sqrt(samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length);

/** A picture with one bright row. @param {number} band counted from the lowest @param {number} byte */
function picture(band, byte) {
    const bytes = new Uint8Array(SIDE * SIDE);
    bytes.fill(byte, (SIDE - 1 - band) * SIDE, (SIDE - band) * SIDE);
    return bytes;
}

test('a transform and its inverse give the numbers again, and a cosine lies in its bin', () => {
    const re = Float64Array.from({length: 64}, (_, at) => Math.cos(2 * Math.PI * 5 * at / 64) + 0.25 * Math.sin(2 * Math.PI * 9 * at / 64));
    const [copy, im] = [re.slice(), new Float64Array(64)];
    transform(re, im);
    assert.ok(Math.abs(re[5] - 32) < 1e-9 && Math.abs(im[5]) < 1e-9, `${re[5]} ${im[5]}`);
    assert.ok(Math.abs(im[9] + 8) < 1e-9 && Math.abs(re[9]) < 1e-9, `${re[9]} ${im[9]}`);
    transform(re, im, {isInverse: true});
    re.forEach((value, at) => assert.ok(Math.abs(value / 64 - copy[at]) < 1e-12));
});

test('the powers of bins give those of the bands again', () => {
    const bands = melBands(8000, 512, SIDE);
    const powers = bands.map((_, band) => (band % 5) / 5);
    const bins = binPowers(bands, powers, 257);
    assert.ok(bins.every((power) => power >= 0));
    bands.forEach(({first, weights}, band) => {
        const found = weights.reduce((sum, weight, i) => sum + weight * bins[first + i], 0);
        assert.ok(Math.abs(found - powers[band]) < 0.05, `band ${band}: ${found}, not ${powers[band]}`);
    });
});

test('white is 0 dB, ten decibels less are a tenth of the power, and black is nothing', () => {
    assert.equal(powerOf(255), 1);
    assert.ok(Math.abs(powerOf(255 * 7 / 8) - 0.1) < 1e-12);
    assert.equal(powerOf(0), 0);
});

test('a picture with one bright row sounds at the frequency of its band and at no other', () => {
    const bands = melBands(SOUND.rate, SOUND.window, SIDE);
    for (const band of [3, 8, 12]) {
        const sound = heard(picture(band, 240), SOUND);
        assert.equal(sound.length, SOUND.samples);
        const bins = bands.map(({first, weights}) => first + weights.indexOf(Math.max(...weights)));
        const found = bins.map((bin) => amplitude(sound, bin * SOUND.rate / SOUND.window));
        // the band has several bins, whose powers add up
        const near = found[band];
        found.forEach((other, at) => assert.ok(Math.abs(at - band) < 2 || other < near / 5, `band ${band}: ${other} at ${at}, ${near}`));
    }
});

test('ten decibels less are a sound whose amplitude is less by the root of ten, and black is silent', () => {
    const [loud, quiet] = [200, 200 - 255 / 8].map((byte) => level(heard(picture(6, byte), SOUND)));
    assert.ok(Math.abs(loud / quiet / Math.sqrt(10) - 1) < 0.05, `${loud} and ${quiet}`);
    assert.equal(level(heard(new Uint8Array(SIDE * SIDE), SOUND)), 0);
});

test('a tone that comes late in the picture comes late in the sound', () => {
    const bytes = picture(8, 240).map((byte, at) => at % SIDE < SIDE / 2 ? 0 : byte);
    const sound = heard(bytes, SOUND);
    assert.ok(level(sound.slice(2600)) > 10 * level(sound.slice(0, 1400)));
});

test('a wave form is silent in the middle of its bytes, and more samples lie on the lines between', () => {
    assert.deepEqual([...waveForm(Uint8Array.of(0, 255))], [-1, 1]);
    assert.deepEqual([...denser(Float32Array.of(0, 1), 2, {repeats: true})], [0, 0.5, 1, 0.5]);
    assert.deepEqual([...denser(Float32Array.of(0, 1), 2, {repeats: false})], [0, 0.5, 1, 0.5]);
    assert.deepEqual([...denser(Float32Array.of(1, 1), 2, {repeats: true})], [1, 1, 1, 1]);
    assert.deepEqual([...denser(Float32Array.of(1, 1), 2, {repeats: false})], [1, 1, 1, 0.5]);
});

test('the sound of a picture may pause for each moment and at each pair of frames of a step; a wave form is there at once', () => {
    const {pauses} = run(samplesOf(picture(6, 200), SOUND));
    const frames = SOUND.samples / (SOUND.window / 4) + 1;
    assert.ok(pauses >= SIDE + 30 * frames / 2, `${pauses} pauses`);
    assert.equal(run(samplesOf(picture(6, 200), {...SOUND, window: null})).pauses, 0);
});

test('an odd number of frames and an even one give the same tone', () => {
    const [odd, even] = [4096, 4096 + 128].map((samples) => heard(picture(8, 240), {...SOUND, samples}));
    const bin = melBands(SOUND.rate, SOUND.window, SIDE)[8];
    const hertz = (bin.first + bin.weights.indexOf(Math.max(...bin.weights))) * SOUND.rate / SOUND.window;
    const [first, second] = [odd, even].map((sound) => amplitude(sound, hertz));
    assert.ok(first > 0.05 && Math.abs(first / second - 1) < 0.5, `${first} and ${second}`);
});
