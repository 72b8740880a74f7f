import assert from 'node:assert/strict';
import {test} from 'node:test';
import {paintWord, spelled} from '../../../www/examples/word-painter.js';

const format = {kind: /** @type {const} */ ('word'), width: 3, height: 1, channels: 3, alphabet: 'ab·'};
const box = {x: 0, y: 0, width: 90, height: 24};
// colours are those of a style sheet, which Node has not
const probe = () => ({style: {}, remove() {}});
globalThis.getComputedStyle = /** @type {any} */ ((/** @type {any} */ {style}) => ({color: style.color}));
globalThis.document = /** @type {any} */ ({createElement: probe, body: {append() {}}});

/** A context that writes down letters and bars. */
function recorder() {
    /** @type {string[]} */
    const calls = [];
    return {
        calls, globalAlpha: 1,
        fillText(/** @type {string} */ letter, /** @type {number} */ x) {
            calls.push(`${letter} at ${x}, ${this.globalAlpha.toFixed(2)}`);
        },
        fillRect: (/** @type {number[]} */ ...size) => void calls.push(size.join(' ')),
    };
}

/** @param {Partial<import('../../../www/examples/painter.js').Tile>} tile */
function painted(tile) {
    const context = recorder();
    paintWord(/** @type {any} */ (context), /** @type {any} */ ({format, box, ...tile}));
    return context.calls.slice(1); // the ground
}

test('a word is the most probable letter at each place, the first of equals', () => {
    const word = {bytes: Uint8Array.of(255, 0, 0, 100, 100, 55, 0, 10, 245), width: 3, letters: ['a', 'b', '·']};
    assert.deepEqual(spelled(word), [{letter: 0, byte: 255}, {letter: 0, byte: 100}, {letter: 2, byte: 245}]);
});

test('letters are as strong as they are probable, never invisible, and the end is empty', () => {
    const calls = painted({role: 'output', bytes: Uint8Array.of(255, 0, 0, 20, 12, 12, 0, 10, 245)});
    assert.deepEqual(calls, ['a at 15, 1.00', 'a at 45, 0.15']);
});

test('an end that should be a letter is drawn, as a letter that should be an end is', () => {
    const input = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255);
    const calls = painted({role: 'output', input, bytes: Uint8Array.of(255, 0, 0, 0, 0, 255, 255, 0, 0)});
    assert.deepEqual(calls, ['a at 15, 1.00', '· at 45, 1.00', 'a at 75, 1.00']);
});

test('the error of a place is a bar as high as what its letter lacks', () => {
    const calls = painted({role: 'error', bytes: Uint8Array.of(0, 0, 0, 255, 255, 0, 51, 51, 0)});
    assert.deepEqual(calls.map((call) => call.split(' ').map(Number)[3]), [0, 22, 4.4]);
});
