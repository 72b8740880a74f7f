// Samples of an example that is a sound: a wave form as it is, a log-mel picture with guessed phases. Pure.

import {griffinLim} from './griffin-lim.js';
import {binPowers, melBands, powerOf} from './mel-bands.js';

/** @typedef {import('../protocol/answers.js').Sound} Sound */

const LOUDEST = 0.9;

/** A wave form from −1 to 1; silence is the middle of the bytes. @param {Uint8Array} bytes */
export const waveForm = (bytes) => Float32Array.from(bytes, (byte) => byte / 127.5 - 1);

/**
 * The sound of an example. Yields where a caller may pause, since some seconds of a log-mel picture take about as long to compute.
 * @param {Uint8Array} bytes @param {Sound} sound @returns {Generator<void, Float32Array, void>}
 */
export function* samplesOf(bytes, sound) {
    return sound.window === null ? waveForm(bytes) : yield* melSamples(bytes, {...sound, window: sound.window});
}

/**
 * The sound of a log-mel picture, whose rows are bands, the highest first, and whose columns are moments.
 * @param {Uint8Array} bytes @param {{rate: number, samples: number, window: number}} sound @returns {Generator<void, Float32Array, void>}
 */
function* melSamples(bytes, {rate, samples, window}) {
    const side = Math.round(Math.sqrt(bytes.length));
    const bands = melBands(rate, window, side);
    /** @type {Float64Array[]} */
    const moments = [];
    for (let moment = 0; moment < side; moment++) {
        const powers = bands.map((_, band) => powerOf(bytes[(side - 1 - band) * side + moment]));
        // a Hann window adds up to half its length, and half of a tone lies in its bin
        moments.push(binPowers(bands, powers, window / 2 + 1).map((power) => Math.sqrt(power) * window / 4));
        yield;
    }
    const hop = window / 4; // closer than the moments of most pictures, since phases are found where frames overlap
    const frames = Math.ceil(samples / hop) + 1;
    const amplitudes = Array.from({length: frames}, (_, frame) => between(moments, frame * hop * side / samples - 0.5));
    yield;
    const sound = yield* griffinLim({amplitudes, window, hop, samples});
    let peak = LOUDEST;
    for (const value of sound) peak = Math.max(peak, Math.abs(value));
    return new Float32Array(sound.map((value) => value * LOUDEST / peak));
}

/** The values at a place between two moments. @param {Float64Array[]} moments @param {number} place */
function between(moments, place) {
    const within = Math.min(Math.max(place, 0), moments.length - 1);
    const [before, after] = [moments[Math.floor(within)], moments[Math.ceil(within)]];
    const share = within - Math.floor(within);
    return before.map((value, bin) => (1 - share) * value + share * after[bin]);
}

/**
 * More samples a second, on straight lines between those that there are: browsers play no fewer than some thousand.
 * @param {Float32Array} samples @param {number} times @param {{repeats: boolean}} options whether the end is next to the beginning
 */
export function denser(samples, times, {repeats}) {
    const count = samples.length;
    return Float32Array.from({length: count * times}, (_, i) => {
        const at = Math.floor(i / times);
        const next = at + 1 < count ? samples[at + 1] : repeats ? samples[0] : 0;
        return samples[at] + (next - samples[at]) * (i % times) / times;
    });
}
