// Contact sheet: examples on one canvas with a title, names of columns and labels of rows. Main thread.

import {colour} from '../ui/theme.js';
import {context2d} from '../ui/canvas.js';
import {isLine, kindOf} from '../examples/kinds.js';
import {createTilePainter, tileSize} from '../examples/painter.js';

const RATIO = 2; // pixels of the file for each one of the layout
const [EDGE, GAP, NAMES, LETTER] = [14, 6, 18, 7];
const FONT = 'system-ui, sans-serif';

/** @typedef {import('../examples/painter.js').ExampleFormat} Format */
/** @typedef {{bytes: Uint8Array, role: import('../examples/painter.js').Role, input?: Uint8Array}} SheetCell */
/** @typedef {{label: string, cells: SheetCell[]}} SheetRow */
/** @typedef {{title: string, note: string, names?: string[]}} SheetText `title` may be empty; `names` over the columns */

/** Height of title and note. @param {string} title */
const headOf = (title) => title ? 52 : 32;

/**
 * Rows of cells, as wide as the longest.
 * @param {SheetRow[]} rows @param {Format} format @param {SheetText} words
 */
export function sheetOfRows(rows, format, {title, note, names = []}) {
    const tile = tileSize(format, kindOf(format).exported.width, RATIO);
    const columns = Math.max(1, ...rows.map(({cells}) => cells.length));
    const left = EDGE + LETTER * Math.max(0, ...rows.map(({label}) => label.length + Number(label.length > 0)));
    const top = headOf(title) + (names.length > 0 ? NAMES : 0);
    const width = Math.max(left + columns * (tile.width + GAP) - GAP, EDGE + LETTER * Math.max(title.length + 3, note.length)) + EDGE;
    const context = blank(width, top + rows.length * (tile.height + GAP) - GAP + EDGE);
    writeHead(context, title, note);
    const painter = createTilePainter();
    names.forEach((name, i) => write(context, name, left + i * (tile.width + GAP) + tile.width / 2, top - 6,
        {font: `12px ${FONT}`, ink: '--ink-soft', align: 'center', most: tile.width + GAP - 2}));
    rows.forEach(({label, cells}, row) => {
        const y = top + row * (tile.height + GAP);
        write(context, label, EDGE, y + tile.height / 2 + 4, {font: `12px ${FONT}`, ink: '--ink-soft'});
        cells.forEach((cell, i) => painter.paint(context, {format, ...cell, box: {x: left + i * (tile.width + GAP), y, ...tile}}));
    });
    return context.canvas;
}

/**
 * Examples one after another, in about as many rows as columns.
 * @param {Uint8Array[]} examples @param {Format} format @param {Omit<SheetText, 'names'>} words
 */
export function sheetOf(examples, format, words) {
    const columns = Math.max(1, Math.ceil(Math.sqrt(examples.length * (isLine(format) ? 0.4 : 1))));
    const rows = Array.from({length: Math.ceil(examples.length / columns)}, (_, row) => ({
        label: '',
        cells: examples.slice(row * columns, (row + 1) * columns).map((bytes) => ({bytes, role: /** @type {const} */ ('input')})),
    }));
    return sheetOfRows(rows, format, words);
}

/**
 * A canvas of the page with a title above and a legend below.
 * @param {HTMLCanvasElement} canvas @param {Omit<SheetText, 'names'> & {legend: {name: string, path: string, fill: string}[]}} words
 */
export function framed(canvas, {title, note, legend}) {
    const [wide, high] = [canvas.clientWidth, canvas.clientHeight];
    const width = Math.max(wide + 2 * EDGE, EDGE + LETTER * note.length);
    const positions = legendPlaces(legend.map(({name}) => name), width - EDGE);
    const top = headOf(title);
    const context = blank(width, top + high + EDGE + (legend.length > 0 ? (positions.at(-1)?.y ?? 0) + NAMES : 0));
    writeHead(context, title, note);
    context.drawImage(canvas, EDGE, top, wide, high);
    legend.forEach(({name, path, fill}, i) => {
        const [x, y] = [positions[i].x, top + high + EDGE + positions[i].y];
        context.save();
        context.translate(x + 6, y - 4);
        context.fillStyle = fill;
        context.fill(new Path2D(path));
        context.restore();
        write(context, name, x + 16, y, {font: `12px ${FONT}`, ink: '--ink'});
    });
    return context.canvas;
}

/** @param {string[]} names @param {number} right */
function legendPlaces(names, right) {
    let [x, y] = [EDGE, 6];
    return names.map((name) => {
        const width = 30 + LETTER * name.length;
        if (x + width > right && x > EDGE) [x, y] = [EDGE, y + NAMES];
        const position = {x, y};
        x += width;
        return position;
    });
}

/** In the colour of a card. @param {number} width @param {number} height */
function blank(width, height) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.ceil(RATIO * width);
    canvas.height = Math.ceil(RATIO * height);
    const context = context2d(canvas);
    context.scale(RATIO, RATIO);
    context.fillStyle = colour('--card');
    context.fillRect(0, 0, width + 1, height + 1);
    return context;
}

/**
 * @param {CanvasRenderingContext2D} context @param {string} text @param {number} x @param {number} y
 * @param {{font: string, ink: string, align?: CanvasTextAlign, most?: number}} style
 */
function write(context, text, x, y, {font, ink, align = 'left', most}) {
    context.font = font;
    context.fillStyle = colour(ink);
    context.textAlign = align;
    context.fillText(text, x, y, most);
}

/** @param {CanvasRenderingContext2D} context @param {string} title @param {string} note */
function writeHead(context, title, note) {
    write(context, title, EDGE, 24, {font: `600 15px ${FONT}`, ink: '--ink'});
    write(context, note, EDGE, headOf(title) - 10, {font: `12px ${FONT}`, ink: '--ink-soft'});
}

/** @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export function pngOf(canvas) {
    return new Promise((resolve, reject) => canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error('This browser made no PNG of it.')), 'image/png'));
}

/** Paints an SVG of fixed size. @param {string} svg @returns {Promise<HTMLCanvasElement>} */
export async function paintedSvg(svg) {
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    await image.decode();
    const context = blank(image.naturalWidth, image.naturalHeight);
    context.drawImage(image, 0, 0, image.naturalWidth, image.naturalHeight);
    return context.canvas;
}
