// A sound from the amplitudes of its spectrum over time, without their phases. These are guessed: from random ones on, sound and
// spectrum are computed from each other until they agree (D. W. Griffin and J. S. Lim, "Signal estimation from modified short-time Fourier
// transform", IEEE Transactions on Acoustics, Speech, and Signal Processing 32(2), 1984). Pure.

import {transform} from './fourier.js';

const STEPS = 30;

/** @param {number} length */
const hann = (length) => Float64Array.from({length}, (_, at) => 0.5 - 0.5 * Math.cos(2 * Math.PI * at / length));

/** Amplitudes and places of the frames, and room for two. @typedef {{amplitudes: Float64Array[], shape: Float64Array, hop: number, weights: Float64Array, pair: Pair}} Plan */
/** Two frames of real samples, or their spectra: the first as real parts, the second as imaginary ones. @typedef {{re: Float64Array, im: Float64Array}} Pair */

/**
 * Yields where a caller may pause, about every hundred thousand operations; returns the samples.
 * @param {object} spectrum
 * @param {Float64Array[]} spectrum.amplitudes of the bins from 0 to half the rate, one array a frame
 * @param {number} spectrum.window samples of a frame, a power of two
 * @param {number} spectrum.hop samples from the middle of a frame to that of the next; the first lies at sample 0
 * @param {number} spectrum.samples
 * @returns {Generator<void, Float64Array, void>}
 */
export function* griffinLim({amplitudes, window, hop, samples}) {
    const shape = hann(window);
    const weights = weightsOf(amplitudes.length, {shape, hop, samples});
    const plan = {amplitudes, shape, hop, weights, pair: {re: new Float64Array(window), im: new Float64Array(window)}};
    const random = randoms(1);
    let sound = yield* rebuilt(plan, ({re, im}) => {
        for (let bin = 0; bin < window; bin++) [re[bin], im[bin]] = [random() - 0.5, random() - 0.5];
    });
    for (let step = 0; step < STEPS; step++) {
        const before = sound;
        sound = yield* rebuilt(plan, ({re, im}, frame) => {
            cut(re, before, plan, frame);
            cut(im, before, plan, frame + 1);
            transform(re, im);
        });
    }
    return sound;
}

/**
 * The sound whose frames have the amplitudes, with phases of others.
 * @param {Plan} plan @param {(pair: Pair, frame: number) => void} setSpectra of a frame and the next one @returns {Generator<void, Float64Array, void>}
 */
function* rebuilt(plan, setSpectra) {
    const {amplitudes, weights, pair: {re, im}} = plan;
    const sound = new Float64Array(weights.length);
    const silence = new Float64Array(amplitudes[0].length);
    for (let frame = 0; frame < amplitudes.length; frame += 2) {
        setSpectra({re, im}, frame);
        setAmplitudes({re, im}, amplitudes[frame], amplitudes[frame + 1] ?? silence);
        transform(re, im, {isInverse: true});
        add(sound, re, plan, frame);
        if (frame + 1 < amplitudes.length) add(sound, im, plan, frame + 1);
        yield;
    }
    for (let at = 0; at < sound.length; at++) sound[at] /= weights[at];
    return sound;
}

/** A frame of a sound, fading at its ends; silence lies around the sound. @param {Float64Array} part @param {Float64Array} sound @param {Plan} plan @param {number} frame */
function cut(part, sound, {shape, hop}, frame) {
    const start = frame * hop - shape.length / 2;
    const end = Math.min(shape.length, sound.length - start);
    part.fill(0);
    for (let at = Math.max(0, -start); at < end; at++) part[at] = sound[start + at] * shape[at];
}

/** Adds a frame, fading at its ends. @param {Float64Array} sound @param {Float64Array} part @param {Plan} plan @param {number} frame */
function add(sound, part, {shape, hop}, frame) {
    const start = frame * hop - shape.length / 2;
    const end = Math.min(shape.length, sound.length - start);
    for (let at = Math.max(0, -start); at < end; at++) sound[start + at] += part[at] * shape[at] / shape.length;
}

/**
 * Gives two spectra other amplitudes, with the phases that they have. Both lie in one, since those of real samples are symmetric: the
 * first is its part z(k) + z̄(−k), the second z(k) − z̄(−k), by i.
 * @param {Pair} pair @param {Float64Array} first amplitudes of the lower half @param {Float64Array} second
 */
function setAmplitudes({re, im}, first, second) {
    const half = re.length / 2;
    for (const bin of [0, half]) {
        re[bin] = re[bin] < 0 ? -first[bin] : first[bin];
        im[bin] = im[bin] < 0 ? -second[bin] : second[bin];
    }
    for (let bin = 1; bin < half; bin++) {
        const mirror = re.length - bin;
        const [firstRe, firstIm] = [re[bin] + re[mirror], im[bin] - im[mirror]];
        const [secondRe, secondIm] = [im[bin] + im[mirror], re[mirror] - re[bin]];
        const firstScale = first[bin] / Math.max(Math.sqrt(firstRe * firstRe + firstIm * firstIm), 1e-300);
        const secondScale = second[bin] / Math.max(Math.sqrt(secondRe * secondRe + secondIm * secondIm), 1e-300);
        re[bin] = firstRe * firstScale - secondIm * secondScale;
        im[bin] = firstIm * firstScale + secondRe * secondScale;
        re[mirror] = firstRe * firstScale + secondIm * secondScale;
        im[mirror] = secondRe * secondScale - firstIm * firstScale;
    }
}

/** Squares of the shapes that lie over each sample. @param {number} frames @param {{shape: Float64Array, hop: number, samples: number}} places */
function weightsOf(frames, {shape, hop, samples}) {
    const weights = new Float64Array(samples);
    for (let frame = 0; frame < frames; frame++) {
        const start = frame * hop - shape.length / 2;
        const end = Math.min(shape.length, samples - start);
        for (let at = Math.max(0, -start); at < end; at++) weights[start + at] += shape[at] * shape[at];
    }
    return weights.map((weight) => Math.max(weight, 1e-3));
}

/** Uniform numbers from 0 to 1, the same each time (a linear congruential generator). @param {number} seed */
function randoms(seed) {
    let state = seed;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}
