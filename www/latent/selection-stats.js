// Statistics of a selection, or of all codes: mean code, standard deviation, spread, and classes. Pure.

import {UNKNOWN} from '../examples/terms.js';

/** Indices of all. @param {number} count */
const everyone = (count) => Uint32Array.from({length: count}, (_, index) => index);

/** The mean of some codes. @param {Float32Array} codes @param {number} latent @param {Uint32Array} [selection] of at least one; else all */
export function meanOf(codes, latent, selection = everyone(codes.length / latent)) {
    const mean = new Float32Array(latent);
    for (const index of selection) {
        for (let k = 0; k < latent; k++) mean[k] += codes[index * latent + k] / selection.length;
    }
    return mean;
}

/** Standard deviation of some values. @param {ArrayLike<number>} values @param {Uint32Array} [selection] of at least one; else all */
export function deviationOf(values, selection = everyone(values.length)) {
    let mean = 0;
    for (const index of selection) mean += values[index] / selection.length;
    let squares = 0;
    for (const index of selection) squares += (values[index] - mean) ** 2 / selection.length;
    return Math.sqrt(squares);
}

/** Spread of codes: the root mean squared distance from their mean. @param {Float32Array} codes @param {number} latent @param {Uint32Array} selection */
export function spreadOf(codes, latent, selection) {
    const mean = meanOf(codes, latent, selection);
    let squares = 0;
    for (const index of selection) {
        for (let k = 0; k < latent; k++) squares += (codes[index * latent + k] - mean[k]) ** 2 / selection.length;
    }
    return Math.sqrt(squares);
}

/**
 * The number of points of each class; absent classes are left out, and points of unknown class.
 * @param {Uint8Array} labels @param {Uint32Array} selection
 * @returns {{label: number, count: number}[]} by label
 */
export function histogramOf(labels, selection) {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const index of labels.length > 0 ? selection.filter((at) => labels[at] !== UNKNOWN) : []) counts.set(labels[index], (counts.get(labels[index]) ?? 0) + 1);
    return [...counts].map(([label, count]) => ({label, count})).sort((a, b) => a.label - b.label);
}
