// What may happen to an example before the model sees it, as in training, and which of its values it happened to.
// The same seed gives the same damage, and more of it the same and more. Pure.

import {randomLcg, randomNormal} from '../../vendor/d3-random/d3-random.js';

/** @typedef {import('../../examples/buffer.js').Extent} Extent */
/** @typedef {'noise' | 'mask' | 'salt' | 'erase'} Kind */
/** @typedef {{bytes: Uint8Array, hole: Uint8Array}} Damaged `hole`: 1 for each value that was damaged, else 0 */

/**
 * @param {Uint8Array} example
 * @param {object} how
 * @param {Kind} how.kind `noise` is added to every value; of the other two a share is set to black, or to black or white
 * @param {number} how.amount standard deviation on 0 to 1, or share of the values
 * @param {number} how.seed
 * @param {Uint8Array} how.erased what `erase` takes: 1 for each value that goes
 * @returns {Damaged}
 */
export function damage(example, {kind, amount, seed, erased}) {
    if (kind === 'erase') return {bytes: example.map((value, i) => erased[i] ? 0 : value), hole: erased.slice()};
    const uniform = randomLcg(seed);
    if (kind === 'noise') {
        const normal = randomNormal.source(uniform)();
        const bytes = example.map((value) => toByte(value + 255 * amount * normal()));
        return {bytes, hole: new Uint8Array(example.length).fill(amount > 0 ? 1 : 0)};
    }
    const drawn = Float64Array.from(example, uniform);
    const low = kind === 'salt' ? amount / 2 : amount;
    return {
        bytes: example.map((value, i) => drawn[i] < low ? 0 : drawn[i] < amount ? 255 : value),
        hole: Uint8Array.from(drawn, (number) => number < amount ? 1 : 0),
    };
}

/** @param {number} value */
const toByte = (value) => Math.round(Math.min(255, Math.max(0, value)));

/** @typedef {{left: number, top: number, side: number}} Square in pixels */

/** The square of so many pixels around a place, moved so that it lies in the picture. @param {{x: number, y: number}} place @param {number} side @param {Extent} extent @returns {Square} */
export function squareAt({x, y}, side, {width, height}) {
    const within = (/** @type {number} */ at, /** @type {number} */ length) =>
        Math.max(0, Math.min(length - Math.min(side, length), Math.round(at - side / 2)));
    return {left: within(x, width), top: within(y, height), side};
}

/** Marks all values of a square. @param {Uint8Array} erased one for each value @param {Square} square @param {Extent} extent */
export function eraseSquare(erased, {left, top, side}, {width, height, channels}) {
    const right = Math.min(width, left + side);
    for (let y = top; y < Math.min(height, top + side); y++) {
        erased.fill(1, (y * width + left) * channels, (y * width + right) * channels);
    }
}
