// Turns strokes on a pad into an example like those of the data set: as large, as centred, as coarse. Pure.

import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';

/** @typedef {import('../../examples/buffer.js').Extent} Extent */
/** @typedef {{values: ArrayLike<number>, width: number, height: number}} Grey from 0 to 255, row by row */

/**
 * The placement of examples in their frame, in fractions of its sides. `extent` is the longer side of the inked box,
 * `x` and `y` are the centre of mass.
 * @typedef {{extent: number, x: number, y: number}} Placement
 */

const FAINT = 64; // least value that counts as ink

/** The box that holds all ink; null without ink. @param {Grey} grey @param {number} [least] */
export function boundsOf({values, width, height}, least = FAINT) {
    let [left, right, top, bottom] = [width, -1, height, -1];
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            if (values[y * width + x] < least) continue;
            left = Math.min(left, x);
            right = Math.max(right, x);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }
    }
    return right < 0 ? null : {left, top, width: right - left + 1, height: bottom - top + 1};
}

/** The centre of mass, in pixels. @param {Grey} grey */
export function centreOf({values, width, height}) {
    let [mass, x, y] = [0, 0, 0];
    for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column++) {
            const value = values[row * width + column];
            mass += value;
            x += value * (column + 0.5);
            y += value * (row + 0.5);
        }
    }
    return mass > 0 ? {x: x / mass, y: y / mass} : {x: width / 2, y: height / 2};
}

/**
 * The mean placement of the first examples of a data set.
 * @param {Uint8Array} examples @param {Extent} format @param {number} [most]
 * @returns {Placement}
 */
export function placementOf(examples, format, most = 200) {
    const {width, height} = format;
    const count = Math.min(most, countOf(examples, format));
    const sum = {extent: 0, x: 0, y: 0};
    let inked = 0;
    for (let i = 0; i < count; i++) {
        const grey = {values: greyOf(exampleAt(examples, format, i), format), width, height};
        const bounds = boundsOf(grey);
        if (!bounds) continue;
        const {x, y} = centreOf(grey);
        sum.extent += Math.max(bounds.width / width, bounds.height / height);
        sum.x += x / width;
        sum.y += y / height;
        inked += 1;
    }
    return inked > 0 ? {extent: sum.extent / inked, x: sum.x / inked, y: sum.y / inked} : {extent: 0.7, x: 0.5, y: 0.5};
}

/** The brightest value of each pixel. @param {Uint8Array} example @param {Extent} format */
function greyOf(example, {channels}) {
    if (channels === 1) return example;
    return Uint8Array.from({length: example.length / channels}, (_, i) => Math.max(...example.subarray(i * channels, (i + 1) * channels)));
}

/**
 * The drawing as an example; null for an empty drawing.
 * @param {Grey} drawing @param {Extent} format @param {Placement} placement
 * @returns {Uint8Array | null}
 */
export function exampleOf(drawing, format, placement) {
    const bounds = boundsOf(drawing);
    if (!bounds) return null;
    const {width, height, channels} = format;
    const centre = centreOf(drawing);
    // pixels of the drawing for one of the example
    const scale = Math.max(bounds.width / width, bounds.height / height) / placement.extent;
    const example = new Uint8Array(sizeOf(format));
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const value = meanOver(drawing, {
                left: centre.x + (x - placement.x * width) * scale,
                top: centre.y + (y - placement.y * height) * scale,
                side: scale,
            });
            example.fill(Math.round(value), (y * width + x) * channels, (y * width + x + 1) * channels);
        }
    }
    return example;
}

/** The mean of the drawing over a square. The drawing is 0 beyond its edge. @param {Grey} grey @param {{left: number, top: number, side: number}} square */
function meanOver({values, width, height}, {left, top, side}) {
    let sum = 0;
    const [firstX, endX] = [Math.max(0, Math.floor(left)), Math.min(width, Math.ceil(left + side))];
    for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(top + side)); y++) {
        const high = Math.min(y + 1, top + side) - Math.max(y, top);
        for (let x = firstX; x < endX; x++) {
            const wide = Math.min(x + 1, left + side) - Math.max(x, left);
            sum += high * wide * values[y * width + x];
        }
    }
    return sum / (side * side);
}
