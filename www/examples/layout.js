// Layout of tiles in the tools: their size, and their number side by side. Pure.

import {kindOf} from './kinds.js';
import {tileSize} from './painter.js';

/**
 * @param {import('./painter.js').ExampleFormat} format
 * @param {object} space
 * @param {number} space.columns that belong side by side
 * @param {number} space.room CSS pixels
 * @param {number} space.gap between two of them
 * @param {number} space.ratio device pixels a CSS pixel
 */
export function fitTiles(format, {columns, room, gap, ratio}) {
    const {smallest, largest, inLines} = kindOf(format).strip;
    const share = Math.floor((room + gap) / columns - gap);
    const shrunk = tileSize(format, Math.min(largest, Math.max(1, share)), ratio);
    const fits = shrunk.width >= smallest && shrunk.width <= share;
    const size = fits ? shrunk : tileSize(format, Math.min(inLines, room), ratio);
    const perLine = Math.max(1, Math.min(columns, Math.floor((room + gap) / (size.width + gap))));
    return {...size, perLine, lines: Math.ceil(columns / perLine)};
}
