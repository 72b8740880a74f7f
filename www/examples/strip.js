// Strip: rows of examples on one canvas, as large as its width allows. Rows that do not fit wrap together. Main thread.

import {element} from '../ui/dom.js';
import {clearedContext, fitCanvas, pixelRatio} from '../ui/canvas.js';
import {createTilePainter} from './painter.js';
import {fitTiles} from './layout.js';

const GAP = 4;
const BETWEEN_LINES = 14;

/** @typedef {import('./painter.js').ExampleFormat} Format */
/** @typedef {{bytes: Uint8Array, role: import('./painter.js').Role, input?: Uint8Array}} StripCell */

/** @param {string} label @param {{isFilm?: boolean}} [options] a film is one tile, and takes no more room than that */
export function createStrip(label, {isFilm = false} = {}) {
    const canvas = element('canvas', {role: 'img', 'aria-label': label});
    const node = element('div', {class: isFilm ? 'strip filmstrip' : 'strip'}, canvas);
    const painter = createTilePainter();
    /** @type {{rows: StripCell[][], format: Format} | null} */
    let shown = null;
    let drawnFor = 0; // CSS pixels

    function draw() {
        drawnFor = roomOf();
        if (!shown || drawnFor === 0) return;
        const {rows, format} = shown;
        const columns = Math.max(1, ...rows.map((row) => row.length));
        const {width, height, perLine, lines} = fitTiles(format, {columns, room: drawnFor, gap: GAP, ratio: pixelRatio()});
        const line = rows.length * (height + GAP) - GAP + BETWEEN_LINES;
        const context = clearedContext(canvas, perLine * (width + GAP) - GAP, lines * line - BETWEEN_LINES);
        rows.forEach((row, y) => row.forEach(({bytes, role, input}, i) => {
            const x = i % perLine * (width + GAP);
            const top = Math.floor(i / perLine) * line + y * (height + GAP);
            painter.paint(context, {format, role, bytes, input, box: {x, y: top, width, height}});
        }));
    }

    /** The available width; a film has the width of its tile, so that its parent decides. */
    const roomOf = () => (isFilm ? node.parentElement : node)?.clientWidth ?? 0;

    new ResizeObserver(() => {
        if (roomOf() !== drawnFor) draw();
    }).observe(node);

    return {
        node,
        /** @param {StripCell[][]} rows @param {Format} format */
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
