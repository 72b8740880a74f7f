// Sheet of tiles: the examples of a grid side by side, each in its own pixels, to be drawn at any size. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {kindOf} from '../examples/kinds.js';
import {createTilePainter} from '../examples/painter.js';

const GAP = 1; // between tiles, in their own pixels

/** @typedef {import('../examples/painter.js').ExampleFormat} ExampleFormat */

/** Width and height of a tile. @param {ExampleFormat} format */
const sizeOf = (format) => kindOf(format).sheet ?? [format.width, format.height];

/** Width of a tile by its height. @param {ExampleFormat} format */
export function proportionOf(format) {
    const [wide, high] = sizeOf(format);
    return wide / high;
}

export function createTileSheet() {
    const canvas = document.createElement('canvas');
    const painter = createTilePainter();
    return {
        canvas,
        /** @param {ExampleFormat} format @param {{columns: number, rows: number, pictures: Uint8Array}} grid */
        paint(format, {columns, rows, pictures}) {
            const [wide, high] = sizeOf(format);
            canvas.width = columns * (wide + GAP);
            canvas.height = rows * (high + GAP);
            const context = canvas.getContext('2d');
            if (!context) return;
            for (let i = 0; i < columns * rows; i++) {
                const box = {x: (i % columns) * (wide + GAP), y: Math.floor(i / columns) * (high + GAP), width: wide, height: high};
                painter.paint(context, {format, role: 'input', bytes: exampleAt(pictures, format, i), box});
            }
        },
        recolour: painter.recolour,
    };
}
