// Figures: examples with a caption, as large as their row allows; they wrap to further rows. Main thread.

import {element} from '../ui/dom.js';
import {clearedContext, nameCanvas, pixelRatio} from '../ui/canvas.js';
import {isLine} from './kinds.js';
import {createTilePainter} from './painter.js';
import {fitTiles} from './layout.js';

const GAP = 12; // as in the style sheet
const WITHIN = 2;

/** @typedef {{cells: import('./strip.js').StripCell[], caption: string}} Figure */

/** @param {string} label */
export function createFigures(label) {
    const node = element('div', {class: 'figures', role: 'group', 'aria-label': label});
    const painter = createTilePainter();
    /** @type {ReturnType<typeof createFigure>[]} */
    let pool = [];
    /** @type {{figures: Figure[], format: import('./strip.js').Format} | null} */
    let shown = null;
    let drawnFor = 0; // CSS pixels

    function draw() {
        drawnFor = node.clientWidth;
        if (!shown || drawnFor === 0) return;
        const {figures, format} = shown;
        const columns = Math.max(1, figures.reduce((sum, {cells}) => sum + (isLine(format) ? 1 : cells.length), 0));
        const size = fitTiles(format, {columns, room: drawnFor, gap: GAP, ratio: pixelRatio()});
        figures.forEach((figure, i) => paint(pool[i], figure, size));
    }

    /** @param {ReturnType<typeof createFigure>} target @param {Figure} figure @param {{width: number, height: number}} size */
    function paint({canvas, caption, node: target}, {cells, caption: text}, {width, height}) {
        if (!shown) return;
        const {format} = shown;
        // lines are stacked
        const [right, down] = isLine(format) ? [0, height + WITHIN] : [width + WITHIN, 0];
        const last = cells.length - 1;
        const whole = width + last * right;
        const context = clearedContext(canvas, whole, height + last * down);
        cells.forEach((cell, i) => painter.paint(context, {...cell, format, box: {x: i * right, y: i * down, width, height}}));
        nameCanvas(canvas, cells.map((cell) => painter.inWords({...cell, format})).join('\n'));
        target.style.width = `${whole}px`;
        if (caption.textContent !== text) caption.textContent = text;
    }

    new ResizeObserver(() => {
        if (node.clientWidth !== drawnFor) draw();
    }).observe(node);

    return {
        node,
        /** @param {Figure[]} figures @param {import('./strip.js').Format} format */
        show(figures, format) {
            shown = {figures, format};
            while (pool.length < figures.length) pool.push(createFigure());
            pool.length = figures.length;
            if (node.childElementCount !== pool.length) node.replaceChildren(...pool.map((each) => each.node));
            draw();
        },
        clear() {
            shown = null;
            pool = [];
            node.replaceChildren();
        },
        recolour() {
            painter.recolour();
            draw();
        },
    };
}

function createFigure() {
    const canvas = element('canvas', {'aria-hidden': 'true'});
    const caption = element('figcaption');
    return {canvas, caption, node: element('figure', {class: 'tile'}, canvas, caption)};
}
