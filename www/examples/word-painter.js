// Painter of a word: at each place the most probable letter, as strong as it is probable. Main thread.

import {colour} from '../ui/theme.js';

const FAINTEST = 0.15;
const HEIGHT = 0.72; // of a letter, in its tile
const WIDTH = 1.5; // of a letter, in its place

/** @typedef {{bytes: Uint8Array, width: number, letters: string[]}} Word `bytes`: the probability of each letter at each place, from 0 to 255 */

/** The most probable letter at each place, the first of equals. @param {Word} word @returns {{letter: number, byte: number}[]} */
export function spelled({bytes, width, letters}) {
    return Array.from({length: width}, (_, place) => {
        const row = bytes.subarray(place * letters.length, (place + 1) * letters.length);
        let letter = 0;
        row.forEach((byte, at) => {
            if (byte > row[letter]) letter = at;
        });
        return {letter, byte: row[letter]};
    });
}

/**
 * Paints an input or an output as letters, those that differ from the input in another colour; an error as a bar a place.
 * @param {CanvasRenderingContext2D} context @param {import('./painter.js').Tile} tile
 */
export function paintWord(context, {format, role, bytes, input, box}) {
    const letters = [...format.alphabet ?? ''];
    const {width} = format;
    const step = box.width / width;
    context.fillStyle = colour('--signal-ground');
    context.fillRect(box.x, box.y, box.width, box.height);
    if (role === 'error') return paintErrors(context, {bytes, width, letters}, box);
    const right = input && spelled({bytes: input, width, letters});
    context.font = `${Math.min(box.height * HEIGHT, step * WIDTH)}px ui-monospace, monospace`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    spelled({bytes, width, letters}).forEach(({letter, byte}, place) => {
        const isEnd = letter === letters.length - 1;
        const isRight = !right || right[place].letter === letter;
        if (isEnd && isRight) return;
        context.globalAlpha = Math.max(FAINTEST, byte / 255);
        context.fillStyle = colour(isRight ? role === 'input' ? '--signal' : '--decoder' : '--signal-error');
        context.fillText(letters[letter], box.x + (place + 0.5) * step, box.y + box.height / 2);
    });
}

/** The error of a place is that of its right letter: what the probability lacks to 1. @param {CanvasRenderingContext2D} context @param {Word} errors @param {import('./signal-path.js').TileBox} box */
function paintErrors(context, errors, box) {
    const step = box.width / errors.width;
    context.fillStyle = colour('--signal-error');
    context.globalAlpha = 0.85;
    spelled(errors).forEach(({byte}, place) => {
        const height = byte / 255 * (box.height - 2);
        context.fillRect(box.x + place * step + 1, box.y + box.height - height, step - 2, height);
    });
}
