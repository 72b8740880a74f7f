// Counts over latent codes and confusion matrices. Pure.

/**
 * Histogram of latent dimension `k` over all codes, from its smallest to its largest value.
 * @param {Float32Array} codes @param {{latent: number, k: number, bins: number}} options
 */
export function histogramOf(codes, {latent, k, bins}) {
    let [min, max] = [Infinity, -Infinity];
    for (let at = k; at < codes.length; at += latent) {
        min = Math.min(min, codes[at]);
        max = Math.max(max, codes[at]);
    }
    const counts = new Uint32Array(bins);
    const width = max > min ? max - min : 1;
    for (let at = k; at < codes.length; at += latent) counts[Math.min(bins - 1, Math.floor((codes[at] - min) / width * bins))] += 1;
    return {counts, min, max};
}

/** Accuracy: fraction of a confusion matrix that lies on its diagonal. @param {ArrayLike<number>} counts @param {number} classes */
export function accuracyOf(counts, classes) {
    let [right, all] = [0, 0];
    for (let i = 0; i < classes * classes; i++) {
        all += counts[i];
        if (i % (classes + 1) === 0) right += counts[i];
    }
    return right / all;
}
