// Painter of a row of a table: a line for each cell, its name muted and its value strong. A small tile shows a bar for each column.
// Loaded with the first table. Main thread.

import {colour} from '../ui/theme.js';
import {CELLS} from './kinds.js';
import {cellsOf, rowText} from './table-cells.js';

/** @typedef {import('./painter.js').Tile} Tile */
/** @typedef {import('./table-cells.js').Cell} Cell */
/** @typedef {import('./signal-path.js').TileBox} TileBox */

const FONT = '11px system-ui, sans-serif';
const FAINTEST = 0.35;
const GAP = 6; // between name and value
const DOT = {step: 7, radius: 2.5, most: 5};
const SIDE = 4; // of a tile with bars
const VALUE = 0.6; // of a tile's width, at most

/** The content in words. @param {Omit<Tile, 'box'>} tile */
export const rowInWords = ({format: {columns = []}, ...tile}) => rowText({...tile, columns});

/** @param {CanvasRenderingContext2D} context @param {Tile} tile */
export function paintRow(context, {format: {columns = []}, box, ...tile}) {
    const cells = cellsOf({...tile, columns});
    context.beginPath();
    context.rect(box.x, box.y, box.width, box.height);
    context.clip();
    context.fillStyle = colour('--signal-ground');
    context.fillRect(box.x, box.y, box.width, box.height);
    const room = Math.floor((box.height - 2 * CELLS.pad) / CELLS.line);
    if (box.width < CELLS.narrowest || room < 1) return paintBars(context, cells, box, tile.role);
    const shown = cells.length > room ? room - 1 : cells.length;
    cells.slice(0, shown).forEach((cell, i) => paintCell(context, cell, lineOf(box, i), tile.role));
    if (shown < cells.length) paintText(context, `… and ${cells.length - shown} more`, lineOf(box, shown), {ink: '--ink-soft'});
}

/** The box of a line. @param {TileBox} box @param {number} i */
const lineOf = ({x, y, width}, i) => ({x: x + CELLS.pad + 2, y: y + CELLS.pad + i * CELLS.line, width: width - 2 * CELLS.pad - 4, height: CELLS.line});

/** @param {Cell} cell */
function inkOf({isKnown, isWrong, isGuess}) {
    if (!isKnown) return '--ink-soft';
    return isWrong ? '--signal-error' : isGuess ? '--decoder' : '--signal';
}

/** @param {CanvasRenderingContext2D} context @param {Cell} cell @param {TileBox} line @param {Tile['role']} role */
function paintCell(context, cell, line, role) {
    const ink = inkOf(cell);
    if (role === 'error') paintBar(context, line, cell.share, '--signal-error');
    // colours alone would not tell everybody
    if (cell.isWrong) paintBar(context, {...line, x: line.x - 5, width: 3, height: line.height - 2}, 1, '--signal-error');
    const dots = cell.kind === 'rating' && role !== 'error' && cell.isKnown && line.width > 2 * DOT.most * DOT.step + 40 ? DOT.most * DOT.step + 2 : 0;
    if (dots > 0) paintDots(context, cell.share, {x: line.x + line.width - dots + 2, y: line.y + line.height / 2}, ink);
    const alpha = cell.kind === 'category' && role !== 'error' && cell.isKnown ? Math.max(FAINTEST, cell.share) : 1;
    const right = {...line, width: line.width - dots};
    const wide = paintText(context, cell.text, right, {ink, alpha, isRight: true, most: VALUE * line.width - dots, style: `600 ${cell.isGuess ? 'italic ' : ''}`});
    paintText(context, cell.name, line, {ink: '--ink-soft', most: right.width - wide - GAP});
}

/** @param {CanvasRenderingContext2D} context @param {TileBox} box @param {number} share of its width @param {string} ink */
function paintBar(context, {x, y, width, height}, share, ink) {
    context.fillStyle = colour(ink);
    context.globalAlpha = width > 3 ? 0.28 : 1;
    context.fillRect(x, y + 1, width * share, height - 2);
    context.globalAlpha = 1;
}

/** Dots of a rating, as many of them filled as its place in its range. @param {CanvasRenderingContext2D} context @param {number} share @param {{x: number, y: number}} from @param {string} ink */
function paintDots(context, share, {x, y}, ink) {
    context.fillStyle = colour(ink);
    for (let i = 0; i < DOT.most; i++) {
        context.globalAlpha = i < Math.round(share * DOT.most) ? 1 : 0.2;
        context.beginPath();
        context.arc(x + (i + 0.5) * DOT.step, y, DOT.radius, 0, 2 * Math.PI);
        context.fill();
    }
    context.globalAlpha = 1;
}

/**
 * Writes a text, shortened to what fits.
 * @param {CanvasRenderingContext2D} context @param {string} text @param {TileBox} line
 * @param {{ink: string, alpha?: number, isRight?: boolean, most?: number, style?: string}} how
 * @returns {number} the width that it takes
 */
function paintText(context, text, {x, y, width, height}, {ink, alpha = 1, isRight = false, most = width, style = ''}) {
    context.font = style + FONT;
    context.textAlign = isRight ? 'right' : 'left';
    context.textBaseline = 'middle';
    context.fillStyle = colour(ink);
    context.globalAlpha = alpha;
    const fitting = shortened(text, (some) => context.measureText(some).width <= most);
    context.fillText(fitting, isRight ? x + width : x, y + height / 2 + 0.5);
    context.globalAlpha = 1;
    return context.measureText(fitting).width;
}

/** The text, or as much of it as fits. @param {string} text @param {(text: string) => boolean} fits */
export function shortened(text, fits) {
    if (fits(text)) return text;
    const letters = [...text];
    while (letters.length > 0 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop();
    return letters.length > 0 ? `${letters.join('').trimEnd()}…` : '';
}

/**
 * A bar for each column. That of a number begins at its mean, that of a rating or error at the floor. A category lies in the strip of
 * its name.
 * @param {CanvasRenderingContext2D} context @param {Cell[]} cells @param {TileBox} box @param {Tile['role']} role
 */
function paintBars(context, cells, {x, y, width, height}, role) {
    const step = (width - 2 * SIDE) / cells.length;
    cells.forEach((cell, i) => {
        if (!cell.isKnown) return;
        const [left, wide] = [x + SIDE + i * step + step * 0.1, step * 0.8];
        const isName = cell.kind === 'category' && role !== 'error';
        context.fillStyle = colour(isName && !cell.isWrong ? '--encoder' : role === 'error' ? '--signal-error' : inkOf(cell));
        const [from, to] = isName ? cell.strip : cell.kind === 'number' && role !== 'error' ? [0.5, cell.share] : [0, cell.share];
        context.globalAlpha = isName ? Math.max(FAINTEST, cell.share) : 1;
        context.fillRect(left, y + height * (1 - Math.max(from, to)), wide, Math.max(1, height * Math.abs(to - from)));
        context.globalAlpha = 1;
    });
}
