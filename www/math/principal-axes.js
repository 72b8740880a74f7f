// Principal axes of points that move. Each keeps its order and sign from one call to the next, so that a plot does not flip.
// Computed here and not by the core, which has no such order: 1,000 codes of up to 32 dimensions take 2 to 5 ms. Pure.

import {symmetricEigen} from './eigen.js';

const MOST_CODES = 1000; // that the axes are computed from
const EXACT = 64; // numbers of a code up to which all axes are found at once
const ROUNDS = {first: 24, next: 3};
const CLEARLY = 1.5; // times the variance that changes the order

/** @typedef {Float32Array | Float64Array} Vector */
/** @typedef {{vector: Float64Array, value: number}} Axis */

/**
 * @param {Float32Array} codes @param {number} latent numbers of each
 * @param {{previous: Float32Array[] | null, most: number}} options `previous`: the axes of the last call; `most`: the number of axes at most
 * @returns {Float32Array[]} orthonormal directions, the largest variance first
 */
export function principalAxes(codes, latent, {previous, most}) {
    const rows = centred(codes, latent);
    const count = Math.min(latent, most);
    const known = previous?.length === count && previous[0].length === latent ? previous : null;
    const found = latent <= EXACT ?
        symmetricEigen(covariance(rows, latent), latent).slice(0, count) :
        iterate(rows, latent, known ?? scattered(latent, count), known ? ROUNDS.next : ROUNDS.first);
    return followed(found, known).map((vector) => Float32Array.from(vector));
}

/** Some codes, evenly taken, less the mean of all. @param {Float32Array} codes @param {number} latent */
function centred(codes, latent) {
    const total = Math.floor(codes.length / latent);
    const every = Math.max(1, Math.ceil(total / MOST_CODES));
    const rows = [];
    for (let i = 0; i < total; i += every) rows.push(Float64Array.from(codes.subarray(i * latent, (i + 1) * latent)));
    const mean = new Float64Array(latent);
    for (let i = 0; i < total * latent; i++) mean[i % latent] += codes[i] / total;
    for (const row of rows) for (let k = 0; k < latent; k++) row[k] -= mean[k];
    return rows;
}

/** @param {Float64Array[]} rows @param {number} size */
function covariance(rows, size) {
    const matrix = new Float64Array(size * size);
    for (const row of rows) {
        for (let i = 0; i < size; i++) {
            for (let j = i; j < size; j++) matrix[i * size + j] += row[i] * row[j] / rows.length;
        }
    }
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) matrix[i * size + j] = matrix[j * size + i];
    return matrix;
}

/** The first axes of long codes, by turning a few directions towards where the codes vary. @param {Float64Array[]} rows @param {number} size @param {Vector[]} start @param {number} rounds @returns {Axis[]} */
function iterate(rows, size, start, rounds) {
    let basis = orthonormal(start.map((vector) => Float64Array.from(vector)));
    for (let round = 0; round < rounds; round++) basis = orthonormal(spread(rows, size, basis));
    const images = spread(rows, size, basis);
    const small = Float64Array.from({length: basis.length ** 2}, (_, i) => dot(basis[Math.floor(i / basis.length)], images[i % basis.length]));
    return symmetricEigen(small, basis.length).map(({value, vector}) => ({value, vector: mixed(basis, vector)}));
}

/** Covariance times each direction. @param {Float64Array[]} rows @param {number} size @param {Float64Array[]} basis */
function spread(rows, size, basis) {
    return basis.map((direction) => {
        const image = new Float64Array(size);
        for (const row of rows) {
            const share = dot(row, direction) / rows.length;
            for (let k = 0; k < size; k++) image[k] += share * row[k];
        }
        return image;
    });
}

/** Gram and Schmidt, twice over for the last digits. @param {Float64Array[]} vectors */
function orthonormal(vectors) {
    vectors.forEach((vector, i) => {
        for (const other of [...vectors.slice(0, i), ...vectors.slice(0, i)]) {
            const share = dot(vector, other);
            for (let k = 0; k < vector.length; k++) vector[k] -= share * other[k];
        }
        const length = Math.sqrt(dot(vector, vector));
        // nothing is left where codes vary in fewer directions
        for (let k = 0; k < vector.length; k++) vector[k] = length > 1e-12 ? vector[k] / length : 0;
    });
    return vectors;
}

/** @param {Float64Array[]} basis @param {Float64Array} shares */
function mixed(basis, shares) {
    const sum = new Float64Array(basis[0].length);
    basis.forEach((vector, i) => vector.forEach((value, k) => { sum[k] += shares[i] * value; }));
    return sum;
}

/** Fixed initial directions. @param {number} size @param {number} count */
const scattered = (size, count) => Array.from({length: count}, (_, i) => Float64Array.from({length: size}, (__, k) => Math.sin((i + 1) * (k + 1) * 1.7 + i)));

/**
 * Orders and orients axes like the most similar previous ones. Only an axis of clearly larger variance goes before
 * another.
 * @param {Axis[]} found the one with most variance first @param {Float32Array[] | null} previous
 */
function followed(found, previous) {
    if (!previous) return found.map(({vector}) => (largest(vector) < 0 ? vector.map((value) => -value) : vector));
    const pairs = found.flatMap((axis, i) => previous.map((before, position) => ({i, position, likeness: dot(axis.vector, before)})));
    pairs.sort((a, b) => Math.abs(b.likeness) - Math.abs(a.likeness));
    /** @type {Axis[]} */
    const ordered = new Array(found.length);
    const taken = new Set();
    for (const {i, position, likeness} of pairs) {
        if (ordered[position] || taken.has(i)) continue;
        taken.add(i);
        const {vector, value} = found[i];
        ordered[position] = {value, vector: likeness < 0 ? vector.map((x) => -x) : vector};
    }
    for (let i = 1; i < ordered.length; i++) {
        for (let j = i; j > 0 && ordered[j].value > CLEARLY * ordered[j - 1].value; j--) [ordered[j - 1], ordered[j]] = [ordered[j], ordered[j - 1]];
    }
    return ordered.map(({vector}) => vector);
}

/** The number that is furthest from 0. @param {Float64Array} vector */
const largest = (vector) => vector.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);

/** @param {Vector} a @param {Vector} b */
function dot(a, b) {
    let sum = 0;
    for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
    return sum;
}
