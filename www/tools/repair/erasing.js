// Erasing of squares from an example. Pure.

/** @typedef {import('../../examples/buffer.js').Extent} Extent */
/** @typedef {{left: number, top: number, side: number}} Square in pixels */

/** Values become 0 where `mask` is 1. @param {Uint8Array} example @param {Uint8Array} mask */
export const erased = (example, mask) => ({examples: example.map((value, i) => mask[i] ? 0 : value), mask: mask.slice()});

/** A square around a point, moved so that it lies in the image. @param {{x: number, y: number}} point @param {number} side @param {Extent} extent @returns {Square} */
export function squareAt({x, y}, side, {width, height}) {
    const within = (/** @type {number} */ at, /** @type {number} */ length) =>
        Math.max(0, Math.min(length - Math.min(side, length), Math.round(at - side / 2)));
    return {left: within(x, width), top: within(y, height), side};
}

/** Marks all values of a square. @param {Uint8Array} mask one for each value @param {Square} square @param {Extent} extent */
export function eraseSquare(mask, {left, top, side}, {width, height, channels}) {
    const right = Math.min(width, left + side);
    for (let y = top; y < Math.min(height, top + side); y++) {
        mask.fill(1, (y * width + left) * channels, (y * width + right) * channels);
    }
}
