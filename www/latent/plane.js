// Planes through the latent space: the code of a latent point, the grid of the latent map, and nearest codes. Pure.

import {quantile} from '../math/normal.js';

/** @typedef {import('../scatter/geometry.js').Interval} Interval */

/**
 * A plane through the latent space.
 * @typedef {object} LatentPlane
 * @property {[Interval, Interval]} domain the visible part
 * @property {Float32Array} origin the code at (0, 0)
 * @property {[Float32Array, Float32Array]} directions of the two axes
 * @property {boolean} [isQuantile] positions are quantiles of a standard normal, from 0 to 1
 */

/**
 * A grid of cells of about the proportions of a tile.
 * @param {{left: number, right: number, top: number, bottom: number}} box in pixels
 * @param {number} density square tiles across; of wider ones there are fewer
 * @param {number} [proportion] of a tile: width by height
 */
export function gridOver({left, right, top, bottom}, density, proportion = 1) {
    const columns = Math.max(1, Math.round(density / proportion));
    const rows = Math.max(1, Math.round(columns * proportion * (bottom - top) / (right - left)));
    return {columns, rows};
}

/**
 * The code of a position.
 * @param {LatentPlane} plane @param {number} x @param {number} y in data coordinates
 * @returns {Float32Array}
 */
export function codeAt({origin, directions: [across, up], isQuantile}, x, y) {
    const [a, b] = isQuantile ? [quantile(x), quantile(y)] : [x, y];
    return origin.map((value, k) => value + a * across[k] + b * up[k]);
}

/**
 * The codes of all cell centres, row by row from the upper left.
 * @param {LatentPlane} plane @param {{columns: number, rows: number}} grid
 */
export function codesOfGrid(plane, {columns, rows}) {
    const [across, up] = plane.domain;
    const latent = plane.origin.length;
    const codes = new Float32Array(columns * rows * latent);
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++) {
            const x = across.min + (column + 0.5) / columns * (across.max - across.min);
            const y = up.max - (row + 0.5) / rows * (up.max - up.min);
            codes.set(codeAt(plane, x, y), (row * columns + column) * latent);
        }
    }
    return codes;
}

/**
 * The points whose codes are nearest to that of another, nearest first.
 * @param {Float32Array} codes @param {number} latent @param {number} index @param {number} count
 */
export function nearestCodes(codes, latent, index, count) {
    const own = codes.subarray(index * latent, (index + 1) * latent);
    /** @type {[number, number][]} */
    const found = [];
    for (let i = 0; i < codes.length / latent; i++) {
        if (i === index) continue;
        let squares = 0;
        for (let k = 0; k < latent; k++) squares += (codes[i * latent + k] - own[k]) ** 2;
        if (found.length === count && squares >= found[count - 1][0]) continue;
        found.push([squares, i]);
        found.sort(([a], [b]) => a - b);
        if (found.length > count) found.pop();
    }
    return found.map(([, i]) => i);
}
