// Multivariate Gaussian: log densities and samples. Pure.

/**
 * @typedef {object} Gaussian
 * @property {Float64Array} mean
 * @property {Float64Array} factor lower triangle of the covariance's root, row-major; or, diagonal, the variances
 * @property {boolean} isDiagonal
 */

/**
 * The Cholesky factor: the lower triangle L with L Lᵀ = covariance. A variance lost to rounding becomes 1e-300.
 * @param {Float64Array} covariance `[size, size]`, row-major @param {number} size
 */
export function choleskyOf(covariance, size) {
    const root = new Float64Array(size * size);
    for (let row = 0; row < size; row++) {
        for (let column = 0; column <= row; column++) {
            let rest = covariance[row * size + column];
            for (let k = 0; k < column; k++) rest -= root[row * size + k] * root[column * size + k];
            root[row * size + column] = row === column ? Math.sqrt(Math.max(rest, 1e-300)) : rest / root[column * size + column];
        }
    }
    return root;
}

/** The logarithm of the density at each code, in nats. @param {Float32Array | Float64Array} codes @param {Gaussian} gaussian */
export function logDensities(codes, {mean, factor, isDiagonal}) {
    const size = mean.length;
    let constant = size * Math.log(2 * Math.PI);
    for (let k = 0; k < size; k++) constant += isDiagonal ? Math.log(factor[k]) : 2 * Math.log(factor[k * size + k]);
    const solved = new Float64Array(size);
    return Float64Array.from({length: Math.floor(codes.length / size)}, (_, i) => {
        let squares = 0;
        for (let k = 0; k < size; k++) {
            let rest = codes[i * size + k] - mean[k];
            if (isDiagonal) {
                squares += rest * rest / factor[k];
                continue;
            }
            for (let j = 0; j < k; j++) rest -= factor[k * size + j] * solved[j];
            solved[k] = rest / factor[k * size + k];
            squares += solved[k] * solved[k];
        }
        return -(constant + squares) / 2;
    });
}

/** A sample from standard normal numbers. @param {Gaussian} gaussian @param {ArrayLike<number>} normals one a latent */
export function drawnFrom({mean, factor, isDiagonal}, normals) {
    const size = mean.length;
    return mean.map((middle, row) => {
        if (isDiagonal) return middle + Math.sqrt(factor[row]) * normals[row];
        let sum = middle;
        for (let column = 0; column <= row; column++) sum += factor[row * size + column] * normals[column];
        return sum;
    });
}
