// Tile of a single example with a caption. Main thread.

import {element} from '../ui/dom.js';
import {clearedContext, nameCanvas, pixelRatio} from '../ui/canvas.js';
import {kindOf} from './kinds.js';
import {createTilePainter, singleTileSize, tileSize} from './painter.js';

const EMPTY = 64; // sides before the first example

/** @typedef {import('./painter.js').ExampleFormat} Format */
/** @typedef {import('./painter.js').Role} Role */

/** @param {string} label @param {{isSmall?: boolean, role?: Role}} [options] */
export function createTile(label, {isSmall = false, role = 'input'} = {}) {
    const painter = createTilePainter();
    const canvas = element('canvas', {width: EMPTY, height: EMPTY, 'aria-hidden': 'true'});
    const caption = element('figcaption', {}, label);
    const node = element('figure', {class: 'tile empty'}, canvas, caption);
    /** @type {{bytes: Uint8Array | null, format: Format, input?: Uint8Array} | null} */
    let shown = null;

    function draw() {
        if (!shown) return;
        const {bytes, format, input} = shown;
        const ratio = pixelRatio();
        const {width, height} = isSmall ? tileSize(format, kindOf(format).tile.small, ratio) : singleTileSize(format, ratio);
        const context = clearedContext(canvas, width, height);
        node.classList.toggle('empty', !bytes);
        nameCanvas(canvas, bytes ? painter.inWords({format, role, bytes, input}) : '');
        if (bytes) painter.paint(context, {format, role, bytes, input, box: {x: 0, y: 0, width, height}});
    }

    return {
        node,
        caption,
        /** The example that is shown; null where the tile is empty. */
        bytes: () => shown?.bytes ?? null,
        /** @param {Uint8Array | null} bytes null for an empty frame @param {Format} format @param {Uint8Array} [input] of an output */
        show(bytes, format, input) {
            shown = {bytes, format, input};
            draw();
        },
        clear() {
            if (shown) this.show(null, shown.format);
        },
        recolour() {
            painter.recolour();
            draw();
        },
    };
}
