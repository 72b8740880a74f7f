// Eigenvalues and eigenvectors of a symmetric matrix by Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).
// Exact to the last digits, and fast for up to some dozens of rows. Pure.

const MOST_SWEEPS = 50;

/**
 * @param {Float64Array} matrix symmetric, row-major; overwritten
 * @param {number} size of a row
 * @returns {{value: number, vector: Float64Array}[]} the largest value first, vectors of length 1
 */
export function symmetricEigen(matrix, size) {
    const vectors = new Float64Array(size * size); // one a column
    for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
    const still = 1e-24 * matrix.reduce((sum, value) => sum + value * value, 0);
    for (let sweep = 0; sweep < MOST_SWEEPS && offDiagonal(matrix, size) > still; sweep++) {
        for (let p = 0; p < size; p++) {
            for (let q = p + 1; q < size; q++) rotate(matrix, vectors, size, p, q);
        }
    }
    return Array.from({length: size}, (_, k) => ({
        value: matrix[k * size + k],
        vector: Float64Array.from({length: size}, (__, i) => vectors[i * size + k]),
    })).sort((a, b) => b.value - a.value);
}

/** Sum of the squared off-diagonal elements. @param {Float64Array} matrix @param {number} size */
function offDiagonal(matrix, size) {
    let sum = 0;
    for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) if (i !== j) sum += matrix[i * size + j] ** 2;
    }
    return sum;
}

/** Rotates two axes so that their off-diagonal element becomes 0. @param {Float64Array} a @param {Float64Array} vectors @param {number} size @param {number} p @param {number} q */
function rotate(a, vectors, size, p, q) {
    const link = a[p * size + q];
    if (link === 0) return;
    const theta = (a[q * size + q] - a[p * size + p]) / (2 * link);
    const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
    const c = 1 / Math.hypot(t, 1);
    const s = t * c;
    for (let k = 0; k < size; k++) turn(a, k * size + p, k * size + q, c, s);
    for (let k = 0; k < size; k++) turn(a, p * size + k, q * size + k, c, s);
    for (let k = 0; k < size; k++) turn(vectors, k * size + p, k * size + q, c, s);
}

/** @param {Float64Array} values @param {number} i @param {number} j @param {number} c @param {number} s */
function turn(values, i, j, c, s) {
    const [x, y] = [values[i], values[j]];
    values[i] = c * x - s * y;
    values[j] = s * x + c * y;
}
