// Variance. Pure.

/** The variance of each dimension. @param {Float32Array} codes @param {number} latent */
export function variancesOf(codes, latent) {
    const points = codes.length / latent;
    return Array.from({length: latent}, (_, number) => {
        let [sum, squares] = [0, 0];
        for (let at = number; at < codes.length; at += latent) {
            sum += codes[at];
            squares += codes[at] ** 2;
        }
        return Math.max(0, squares / points - (sum / points) ** 2);
    });
}
