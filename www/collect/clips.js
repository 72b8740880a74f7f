// Clips of one length from a stream of samples, one after another. Pure.

/** Largest absolute value of a clip that is silent: −60 dB, as the core has it (`src/data/import/sounds.rs`; a test compares them). */
export const SILENT = 32 / 32_768;

/**
 * A clip that was asked for: `begin` is called with its first sample, `end` with all of them. `isMore`: only while a button is held.
 * @typedef {{begin: () => void, end: (samples: Float32Array) => void, isMore: boolean}} Asked
 */

/** @param {number} length samples of a clip */
export function createClips(length) {
    /** @type {Asked[]} the first one is being recorded, if `clip` is there */
    let asked = [];
    /** @type {Float32Array | null} */
    let clip = null;
    let filled = 0;

    /** @param {Float32Array} samples */
    function heard(samples) {
        for (let from = 0; from < samples.length && asked.length > 0;) {
            if (!clip) begin();
            const part = samples.subarray(from, from + length - filled);
            clip?.set(part, filled);
            filled += part.length;
            from += part.length;
            if (filled === length) end();
        }
    }

    function begin() {
        clip = new Float32Array(length);
        filled = 0;
        asked[0].begin();
    }

    function end() {
        const [first, ...others] = asked;
        const whole = clip;
        asked = others;
        clip = null;
        filled = 0;
        if (whole) first.end(whole);
    }

    return {
        /** @param {Asked} next */
        ask: (next) => void asked.push(next),
        /** The button was let go: more clips that are not yet begun do not come. */
        letGo: () => void (asked = asked.filter(({isMore}, at) => !isMore || (clip && at === 0))),
        heard,
    };
}

/** Largest absolute value. @param {Float32Array} samples */
export const loudest = (samples) => samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
