// Layout of the grid of reconstructions: examples side by side with their rows below one another, in bands if they do not fit.
// Pure.

import {tileRange, tileSize} from '../examples/painter.js';

/** Number of rows for which room is kept before the first outputs come. */
export const LEAST_ROWS = 3;
const GAP = 6;
const HEAD = 16;
const HIGH = 150; // CSS pixels of a tile from which on two bands take too much room

/**
 * Layout of the grid: number and size of examples side by side, in several bands if they do not fit.
 * @param {object} options
 * @param {number} options.width CSS pixels
 * @param {number} options.count
 * @param {import('../examples/painter.js').ExampleFormat} options.format of an example
 * @param {number} options.ratio device pixels a CSS pixel
 * @param {number} [options.rows]
 */
export function gridLayout({width, count, format, ratio, rows = LEAST_ROWS}) {
    const labels = width < 500 ? 0 : 66;
    const room = width - labels;
    const {smallest, largest} = tileRange(format, room);
    const least = leastRoom(format, {smallest, largest, ratio});
    const columns = Math.max(1, Math.min(count, Math.floor((room + GAP) / (least + GAP))));
    const most = Math.min(largest, Math.floor((room + GAP) / columns) - GAP);
    const {width: tileWidth, height: tileHeight} = tileSize(format, most, ratio);
    const bands = columns >= 8 || (columns >= 3 && tileHeight > HIGH) ? 1 : Math.min(2, Math.ceil(count / columns));
    const step = columns > 1 ? (room - tileWidth) / (columns - 1) : 0;
    const bandHeight = HEAD + rows * (tileHeight + GAP);
    return {
        width, ratio, labels, columns, bands, tileWidth, tileHeight, bandHeight,
        step,
        height: bands * bandHeight + (bands - 1) * GAP,
    };
}

/**
 * The least room for a tile that is as large as it ought to be. With whole pixels, one of 28 takes 28 of a room of 53.
 * @param {import('../examples/painter.js').ExampleFormat} format @param {{smallest: number, largest: number, ratio: number}} sizes
 */
function leastRoom(format, {smallest, largest, ratio}) {
    for (let room = smallest; room <= largest; room++) {
        const {width, height} = tileSize(format, room, ratio);
        if (Math.max(width, height) >= smallest) return room;
    }
    return smallest;
}

/** @typedef {ReturnType<typeof gridLayout>} GridLayout */

/** The upper left corner of the column of an example. @param {GridLayout} layout @param {number} i */
function columnOf({labels, columns, step, bandHeight}, i) {
    return {x: labels + (i % columns) * step, top: Math.floor(i / columns) * (bandHeight + GAP)};
}

/** The example at a position; Infinity for none. @param {GridLayout} layout @param {{x: number, y: number}} position */
export function exampleUnder(layout, {x, y}) {
    const {columns, bands, tileWidth, bandHeight} = layout;
    for (let i = 0; i < columns * bands; i++) {
        const {x: left, top} = columnOf(layout, i);
        if (x >= left && x <= left + tileWidth && y >= top && y <= top + bandHeight) return i;
    }
    return Infinity;
}

/** The tile of an example in a row, at whole device pixels. @param {GridLayout} layout @param {number} i @param {number} row */
export function tileBox(layout, i, row) {
    const {tileWidth, tileHeight, ratio} = layout;
    const {x, top} = columnOf(layout, i);
    const snap = (/** @type {number} */ value) => Math.round(value * ratio) / ratio;
    return {x: snap(x), y: snap(top + HEAD + row * (tileHeight + GAP)), width: tileWidth, height: tileHeight};
}

/**
 * The position of the name over an example. It may be wider than the tile, but not reach the next name or leave the grid.
 * @param {GridLayout} layout @param {number} i @param {number} textWidth
 */
export function namePosition(layout, i, textWidth) {
    const {width, tileWidth, step} = layout;
    const {x, top} = columnOf(layout, i);
    const most = Math.max(tileWidth, step - GAP);
    const half = Math.min(most, textWidth) / 2;
    return {centre: Math.min(width - half, Math.max(half, x + tileWidth / 2)), baseline: top + 11, most};
}

/** Baseline of the label of a row, one for each band. @param {GridLayout} layout @param {number} row */
export function labelBaselines({bands, bandHeight, tileHeight}, row) {
    return Array.from({length: bands}, (_, band) => band * (bandHeight + GAP) + HEAD + row * (tileHeight + GAP) + tileHeight / 2 + 4);
}
