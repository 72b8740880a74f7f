// What can be said of a group of points: the mean of their codes, how far they spread, which classes they are of.
// Pure.

/** The mean of some codes. @param {Float32Array} codes @param {number} latent @param {Uint32Array} group of at least one */
export function meanOf(codes, latent, group) {
    const mean = new Float32Array(latent);
    for (const index of group) {
        for (let k = 0; k < latent; k++) mean[k] += codes[index * latent + k] / group.length;
    }
    return mean;
}

/** Standard deviation of some values. @param {ArrayLike<number>} values @param {Uint32Array} group of at least one */
export function deviationOf(values, group) {
    let mean = 0;
    for (const index of group) mean += values[index] / group.length;
    let squares = 0;
    for (const index of group) squares += (values[index] - mean) ** 2 / group.length;
    return Math.sqrt(squares);
}

/** How far codes lie from their mean: the root of their mean squared distance. @param {Float32Array} codes @param {number} latent @param {Uint32Array} group */
export function spreadOf(codes, latent, group) {
    const mean = meanOf(codes, latent, group);
    let squares = 0;
    for (const index of group) {
        for (let k = 0; k < latent; k++) squares += (codes[index * latent + k] - mean[k]) ** 2 / group.length;
    }
    return Math.sqrt(squares);
}

/**
 * How many of a group are of each class, those of none left out.
 * @param {Uint8Array} labels @param {Uint32Array} group
 * @returns {{label: number, count: number}[]} by label
 */
export function histogramOf(labels, group) {
    /** @type {Map<number, number>} */
    const counts = new Map();
    for (const index of labels.length > 0 ? group : []) counts.set(labels[index], (counts.get(labels[index]) ?? 0) + 1);
    return [...counts].map(([label, count]) => ({label, count})).sort((a, b) => a.label - b.label);
}
