// From strokes on a pad to an example like those of the data set: as large, as centred, as coarse. Pure.

import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';

/** @typedef {import('../../examples/buffer.js').Extent} Extent */
/** @typedef {{values: ArrayLike<number>, width: number, height: number}} Grey from 0 to 255, row by row */

/**
 * How examples lie in their frame, in shares of its sides: the longer side of what is inked, and the middle of
 * its mass.
 * @typedef {{extent: number, x: number, y: number}} Habit
 */

const FAINT = 64; // what counts as ink at the edge of a shape

/** The box that holds all ink; null where there is none. @param {Grey} grey @param {number} [least] */
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

/** The middle of the mass, in pixels. @param {Grey} grey */
export function middleOf({values, width, height}) {
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
 * How the examples of a data set lie in their frames, in the mean over the first of them.
 * @param {Uint8Array} examples @param {Extent} format @param {number} [most]
 * @returns {Habit}
 */
export function habitOf(examples, format, most = 200) {
    const {width, height} = format;
    const count = Math.min(most, countOf(examples, format));
    const sum = {extent: 0, x: 0, y: 0};
    let seen = 0;
    for (let i = 0; i < count; i++) {
        const grey = {values: greyOf(exampleAt(examples, format, i), format), width, height};
        const bounds = boundsOf(grey);
        if (!bounds) continue;
        const {x, y} = middleOf(grey);
        sum.extent += Math.max(bounds.width / width, bounds.height / height);
        sum.x += x / width;
        sum.y += y / height;
        seen += 1;
    }
    return seen > 0 ? {extent: sum.extent / seen, x: sum.x / seen, y: sum.y / seen} : {extent: 0.7, x: 0.5, y: 0.5};
}

/** The brightest value of each pixel. @param {Uint8Array} example @param {Extent} format */
function greyOf(example, {channels}) {
    if (channels === 1) return example;
    return Uint8Array.from({length: example.length / channels}, (_, i) => Math.max(...example.subarray(i * channels, (i + 1) * channels)));
}

/**
 * The drawing as an example; null where nothing is drawn.
 * @param {Grey} drawing @param {Extent} format @param {Habit} habit
 * @returns {Uint8Array | null}
 */
export function exampleOf(drawing, format, habit) {
    const bounds = boundsOf(drawing);
    if (!bounds) return null;
    const {width, height, channels} = format;
    const middle = middleOf(drawing);
    // pixels of the drawing for one of the example
    const scale = Math.max(bounds.width / width, bounds.height / height) / habit.extent;
    const example = new Uint8Array(sizeOf(format));
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
            const value = meanOver(drawing, {
                left: middle.x + (x - habit.x * width) * scale,
                top: middle.y + (y - habit.y * height) * scale,
                side: scale,
            });
            example.fill(Math.round(value), (y * width + x) * channels, (y * width + x + 1) * channels);
        }
    }
    return example;
}

/** The mean of the drawing over a square; beyond its edge there is nothing. @param {Grey} grey @param {{left: number, top: number, side: number}} square */
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
