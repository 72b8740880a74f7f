// Cells of a row of a table: name, text, and whether they are known, wrong or guessed. Pure.

import {significant, signed} from '../ui/format.js';
import {floatsOf, widthOf} from './buffer.js';

/** @typedef {import('../protocol/answers.js').Field} Column */
/** @typedef {Pick<import('./painter.js').Tile, 'role' | 'bytes' | 'input'> & {columns: Column[]}} Row */

/**
 * @typedef {object} Cell
 * @property {Column['kind']} kind
 * @property {string} name of its column
 * @property {string} text "?" where it is not known; of an error, its size
 * @property {boolean} isKnown
 * @property {boolean} isWrong known in the input, and another name here, or far off
 * @property {boolean} isGuess not known in the input, but here
 * @property {number} share from 0 to 1: probability of a name, position of a number or rating in its range, size of an error
 * @property {[from: number, to: number]} strip of a name among all of its column, from 0 to 1
 */

/** A number is wrong from this many standard deviations on, a rating from this many points on. */
const FAR = 0.5;
/** Standard deviations: a position in its range ends there, and the bar of the largest error. */
const [RANGE, MOST] = [2.5, 2];

/** A number of a table, with the digits that differ from row to row. @param {number} value @param {number} deviation of its column */
export function numberInWords(value, deviation) {
    const digits = 1 - Math.floor(Math.log10(deviation));
    return digits > 6 || Math.abs(value) >= 1e7 ? significant(value) : signed(String(Number(value.toFixed(Math.max(0, digits)))));
}

/** The place of the largest number, the first of equals. @param {Float32Array} numbers */
const largest = (numbers) => numbers.indexOf(Math.max(...numbers));

/** Text and share of known numbers. @param {Column} column @param {Float32Array} numbers */
function valueOf(column, numbers) {
    const [value] = numbers;
    if (column.kind === 'category') {
        const at = largest(numbers);
        return {text: column.names[at], share: numbers[at], strip: /** @type {[number, number]} */ ([at / numbers.length, (at + 1) / numbers.length])};
    }
    if (column.kind === 'rating') return {text: significant(Math.round(10 * value) / 10), share: (value - column.low) / (column.high - column.low)};
    const {mean, deviation} = numberColumn(column);
    return {text: numberInWords(value, deviation), share: 0.5 + (value - mean) / deviation / RANGE / 2};
}

/** @param {Column} column @returns {{mean: number, deviation: number}} */
const numberColumn = (column) => column.kind === 'number' ? column : {mean: 0, deviation: 1};

/** Text and share of an error: of a name, what its probability lacks to 1. @param {Column} column @param {Float32Array} numbers */
function errorOf(column, numbers) {
    const error = Math.max(...numbers);
    if (column.kind === 'category') return {text: significant(Math.round(100 * error) / 100), share: error};
    if (column.kind === 'rating') return {text: significant(Math.round(10 * error) / 10), share: 2 * error / (column.high - column.low)};
    return {text: `${significant(Math.round(100 * error) / 100)} σ`, share: error / MOST};
}

/** True for another name, or a number that is far off. @param {Column} column @param {Float32Array} numbers @param {Float32Array} right */
function isOff(column, numbers, right) {
    if (column.kind === 'category') return largest(numbers) !== largest(right);
    return Math.abs(numbers[0] - right[0]) > FAR * numberColumn(column).deviation;
}

/** The cells of a row, in the order of its columns. @param {Row} row @returns {Cell[]} */
export function cellsOf({role, bytes, input, columns}) {
    const [all, inputs] = [floatsOf(bytes), input && floatsOf(input)];
    let from = 0;
    return columns.map((column) => {
        const [start, end] = [from, from += widthOf(column)];
        const [numbers, right] = [all.subarray(start, end), inputs?.subarray(start, end)];
        const isAsked = right !== undefined && Number.isNaN(right[0]); // not known in the input
        const isKnown = !Number.isNaN(numbers[0]) && !(role === 'error' && isAsked);
        const {share, ...rest} = !isKnown ? {text: role === 'error' ? '' : '?', share: 0} : role === 'error' ? errorOf(column, numbers) : valueOf(column, numbers);
        return {
            strip: [0, 1], kind: column.kind, name: column.name, ...rest, share: Math.min(1, Math.max(0, share)), isKnown,
            isWrong: role === 'output' && isKnown && right !== undefined && !isAsked && isOff(column, numbers, right),
            isGuess: role === 'output' && isKnown && isAsked,
        };
    });
}

/** The row as a text: "mass: 3750; species: Adelie, wrong". @param {Row} row */
export const rowText = (row) => cellsOf(row).map(({name, text, isKnown, isWrong, isGuess}) =>
    `${name}: ${isKnown ? text : 'not known'}${isWrong ? ', wrong' : ''}${isGuess ? ', a guess' : ''}`).join('; ');
