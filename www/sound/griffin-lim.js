// A sound from the amplitudes of its spectrum over time, without their phases. These are guessed: from random ones on, sound and
// spectrum are computed from each other until they agree (D. W. Griffin and J. S. Lim, "Signal estimation from modified short-time Fourier
// transform", IEEE Transactions on Acoustics, Speech, and Signal Processing 32(2), 1984). Pure.

import {transform} from './fourier.js';

const STEPS = 30;

/** @param {number} length */
const hann = (length) => Float64Array.from({length}, (_, at) => 0.5 - 0.5 * Math.cos(2 * Math.PI * at / length));

/**
 * @param {object} spectrum
 * @param {Float64Array[]} spectrum.amplitudes of the bins from 0 to half the rate, one array a frame
 * @param {number} spectrum.window samples of a frame, a power of two
 * @param {number} spectrum.hop samples from the middle of a frame to that of the next; the first lies at sample 0
 * @param {number} spectrum.samples
 */
export function griffinLim({amplitudes, window, hop, samples}) {
    const shape = hann(window);
    const frames = amplitudes.map(() => ({re: new Float64Array(window), im: new Float64Array(window)}));
    const random = randoms(1);
    frames.forEach(({re, im}, frame) => {
        re.forEach((_, bin) => {
            const phase = 2 * Math.PI * random();
            [re[bin], im[bin]] = [Math.cos(phase), Math.sin(phase)];
        });
        setAmplitudes(re, im, amplitudes[frame]);
    });
    const places = {shape, hop, weights: weightsOf(amplitudes.length, {shape, hop, samples})};
    let sound = overlapped(frames, places);
    for (let step = 0; step < STEPS; step++) {
        frames.forEach((spectrum, frame) => {
            cut(spectrum, sound, {shape, start: frame * hop - window / 2});
            transform(spectrum.re, spectrum.im);
            setAmplitudes(spectrum.re, spectrum.im, amplitudes[frame]);
        });
        sound = overlapped(frames, places);
    }
    return sound;
}

/** Real and imaginary parts of a frame. @typedef {{re: Float64Array, im: Float64Array}} Spectrum */

/** A part of a sound, fading at its ends; silence lies around the sound. @param {Spectrum} into @param {Float64Array} sound @param {{shape: Float64Array, start: number}} place */
function cut({re, im}, sound, {shape, start}) {
    re.fill(0);
    im.fill(0);
    const end = Math.min(shape.length, sound.length - start);
    for (let at = Math.max(0, -start); at < end; at++) re[at] = sound[start + at] * shape[at];
}

/**
 * Gives the bins of a spectrum other amplitudes, with the phases that they have; the upper half mirrors the lower one, as of real samples.
 * @param {Float64Array} re @param {Float64Array} im @param {Float64Array} amplitudes of the lower half
 */
function setAmplitudes(re, im, amplitudes) {
    const half = re.length / 2;
    for (const bin of [0, half]) {
        re[bin] = re[bin] < 0 ? -amplitudes[bin] : amplitudes[bin];
        im[bin] = 0;
    }
    for (let bin = 1; bin < half; bin++) {
        const scale = amplitudes[bin] / Math.max(Math.sqrt(re[bin] ** 2 + im[bin] ** 2), 1e-300);
        re[bin] = re[re.length - bin] = re[bin] * scale;
        im[bin] *= scale;
        im[re.length - bin] = -im[bin];
    }
}

/** Sum of the frames, so that a sound that is cut into frames comes back from them. @param {Spectrum[]} frames which are lost @param {{shape: Float64Array, hop: number, weights: Float64Array}} places */
function overlapped(frames, {shape, hop, weights}) {
    const window = shape.length;
    const sound = new Float64Array(weights.length);
    frames.forEach(({re, im}, frame) => {
        transform(re, im, {isInverse: true});
        const start = frame * hop - window / 2;
        const end = Math.min(window, sound.length - start);
        for (let at = Math.max(0, -start); at < end; at++) sound[start + at] += re[at] * shape[at] / window;
    });
    for (let at = 0; at < sound.length; at++) sound[at] /= weights[at];
    return sound;
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
