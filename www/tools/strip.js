// Examples side by side on one canvas, as many as fit, with a word for those who do not see it. Main thread.

import {element} from '../dom.js';
import {context2d, fitCanvas} from '../views/pixels.js';
import {createTilePainter, tileSize} from '../views/tiles.js';

const GAP = 4;
const WIDTHS = {image: 44, sequence: 96};

/** @typedef {import('../views/tiles.js').Format} Format */
/** @typedef {{bytes: Uint8Array, role: import('../views/tiles.js').Role, input?: Uint8Array}} Cell */

/** @param {string} label */
export function createStrip(label) {
    const canvas = element('canvas', {role: 'img', 'aria-label': label});
    const painter = createTilePainter();
    /** @type {{rows: Cell[][], format: Format} | null} */
    let shown = null;

    function draw() {
        if (!shown) return;
        const {rows, format} = shown;
        const ratio = devicePixelRatio || 1;
        const {width, height} = tileSize(format, WIDTHS[format.kind], ratio);
        const columns = Math.max(1, ...rows.map((row) => row.length));
        fitCanvas(canvas, columns * (width + GAP) - GAP, rows.length * (height + GAP) - GAP);
        const context = context2d(canvas);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, columns * (width + GAP), rows.length * (height + GAP));
        rows.forEach((row, y) => row.forEach(({bytes, role, input}, x) => {
            painter.paint(context, {format, role, bytes, input, box: {x: x * (width + GAP), y: y * (height + GAP), width, height}});
        }));
    }

    return {
        node: element('div', {class: 'strip'}, canvas),
        /** @param {Cell[][]} rows @param {Format} format */
        show(rows, format) {
            shown = {rows, format};
            draw();
        },
        clear() {
            shown = null;
            fitCanvas(canvas, 0, 0);
        },
        recolour() {
            painter.recolour();
            draw();
        },
    };
}
