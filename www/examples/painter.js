// Painter of the tile of an example: images as pixels, signals as line plots, words as letters, rows of tables as cells.
// Every view draws examples by it, whatever their kind. Main thread.

import {colour} from '../ui/theme.js';
import {CELLS, kindOf} from './kinds.js';
import {paintWord} from './word-painter.js';
import {bandPath, floorPoints, linePoints, tracePath} from './signal-path.js';
import {errorRamp, imageRamp, meanOfColours, paintColours, paintGrey} from './colormap.js';

/** @typedef {Pick<import('../protocol/answers.js').DatasetInfo, 'kind' | 'width' | 'height' | 'channels'> & {alphabet?: string, columns?: import('../protocol/answers.js').Field[]}} ExampleFormat of the examples; words have an alphabet, tables columns */
/** @typedef {'input' | 'output' | 'error'} Role content of a tile: input, reconstruction, or error map */

/**
 * @typedef {object} Tile
 * @property {ExampleFormat} format
 * @property {Role} role
 * @property {Uint8Array} bytes of one example
 * @property {Uint8Array} [input] of an output: drawn below that of a signal, compared with that of a word or row
 * @property {import('./signal-path.js').TileBox} box
 */

const LITTLE_ROOM = 500;

/** @type {typeof import('./table-painter.js') | null} what paints tables; nobody loads it before the first one */
let tables = null;

/** Takes what paints tables. @param {typeof import('./table-painter.js')} loaded */
export const takeTables = (loaded) => void (tables = loaded);

/** The smallest and largest width of tiles side by side. @param {ExampleFormat} format @param {number} room */
export function tileRange(format, room) {
    const {narrow, smallest, largest} = kindOf(format).tile;
    return {smallest: room < LITTLE_ROOM ? narrow : smallest, largest};
}

/**
 * The size of a tile within a width; an image keeps its proportions.
 * @param {ExampleFormat} format
 * @param {number} most CSS pixels
 * @param {number} ratio device pixels a CSS pixel
 */
export function tileSize(format, most, ratio) {
    const {lineHeight} = kindOf(format);
    if (lineHeight !== null) return {width: most, height: lineHeight};
    const {kind, width, height, columns = []} = format;
    if (kind === 'table') return {width: most, height: most < CELLS.narrowest ? Math.min(most, CELLS.bars) : CELLS.line * Math.min(CELLS.most, columns.length) + 2 * CELLS.pad};
    // a whole number of device pixels for each image pixel keeps squares square
    const scale = Math.max(1, Math.floor(most * ratio / Math.max(width, height))) / ratio;
    return {width: scale * width, height: scale * height};
}

/** The size of a single tile. @param {ExampleFormat} format @param {number} ratio */
export const singleTileSize = (format, ratio) => tileSize(format, kindOf(format).tile.single, ratio);

/** Paints tiles in the colours of the theme. */
export function createTilePainter() {
    const sheet = document.createElement('canvas');
    sheet.getContext('2d', {willReadFrequently: true}); // small and written often: on the GPU it would be slower
    let ramps = takeRamps();
    return {
        /** @param {CanvasRenderingContext2D} context in CSS pixels @param {Tile} tile */
        paint(context, tile) {
            context.save();
            if (tile.format.kind === 'sequence') paintSequence(context, tile);
            else if (tile.format.kind === 'word') paintWord(context, tile);
            else if (tile.format.kind === 'table') tables?.paintRow(context, tile);
            else paintImage(context, tile, sheet, ramps);
            context.restore();
        },
        /** The content in words; empty for all but tables. @param {Omit<Tile, 'box'>} tile */
        inWords: (tile) => tile.format.kind === 'table' && tables ? tables.rowInWords(tile) : '',
        recolour() {
            ramps = takeRamps();
        },
    };
}

function takeRamps() {
    return {image: imageRamp(), error: errorRamp()};
}

/**
 * @param {CanvasRenderingContext2D} context @param {Tile} tile
 * @param {HTMLCanvasElement} sheet @param {ReturnType<typeof takeRamps>} ramps
 */
function paintImage(context, {format, role, bytes, box}, sheet, ramps) {
    const {width, height} = format;
    if (format.channels === 1) paintGrey(sheet, bytes, format, role === 'error' ? ramps.error : ramps.image);
    else if (role === 'error') paintGrey(sheet, meanOfColours(bytes), format, ramps.error);
    else paintColours(sheet, bytes, format);
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, 0, 0, width, height, box.x, box.y, box.width, box.height);
}

/**
 * An input is a line. An output is a line over that of its input, with what differs filled between the two.
 * An error is a band on the floor.
 * @param {CanvasRenderingContext2D} context @param {Tile} tile
 */
function paintSequence(context, {role, bytes, input, box}) {
    const points = linePoints(bytes, box);
    context.fillStyle = colour('--signal-ground');
    context.fillRect(box.x, box.y, box.width, box.height);
    context.lineJoin = 'round';
    if (role === 'error') {
        fillBand(context, points, floorPoints(bytes.length, box), 0.85);
        return strokeLine(context, points, '--signal-error', 1);
    }
    if (role === 'input' || !input) return strokeLine(context, points, role === 'input' ? '--signal' : '--decoder', 1.5);
    const below = linePoints(input, box);
    fillBand(context, points, below, 0.45);
    strokeLine(context, below, '--line-strong', 1);
    strokeLine(context, points, '--decoder', 1.5);
}

/** @param {CanvasRenderingContext2D} context @param {Float32Array} one @param {Float32Array} other @param {number} alpha */
function fillBand(context, one, other, alpha) {
    bandPath(context, one, other);
    context.globalAlpha = alpha;
    context.fillStyle = colour('--signal-error');
    context.fill();
    context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context @param {Float32Array} points @param {string} name of a colour @param {number} width */
function strokeLine(context, points, name, width) {
    tracePath(context, points);
    context.strokeStyle = colour(name);
    context.lineWidth = width;
    context.stroke();
}
