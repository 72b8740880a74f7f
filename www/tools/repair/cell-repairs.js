// Cells of a row that a model has filled in, next to a filling with the mean row. Pure.

import {cellErrors, countOf, bytesOf, differenceOf, exampleAt, floatsOf, sizeOf} from '../../examples/buffer.js';
import {cellsOf} from '../../examples/table-cells.js';

/** @typedef {import('../../protocol/answers.js').DatasetInfo} DatasetInfo */
/** @typedef {{text: string, error: number | null}} Filled `error` is null where nobody knows what is right */

/** The mean of the known cells of rows; of a category the share of each name. @param {Uint8Array} rows @param {DatasetInfo} format */
export function meanRow(rows, format) {
    const [sums, counts] = [new Float64Array(sizeOf(format)), new Float64Array(sizeOf(format))];
    for (let index = 0; index < countOf(rows, format); index++) {
        floatsOf(exampleAt(rows, format, index)).forEach((value, i) => {
            if (Number.isNaN(value)) return;
            sums[i] += value;
            counts[i] += 1;
        });
    }
    return bytesOf(Float32Array.from(sums, (sum, i) => sum / counts[i]));
}

/** A row whose erased cells are those of another. @param {Uint8Array} corrupted @param {Uint8Array} mask one entry a number @param {Uint8Array} filling */
export function filledRow(corrupted, mask, filling) {
    const numbers = floatsOf(filling);
    return bytesOf(floatsOf(corrupted).map((value, i) => mask[i] ? numbers[i] : value));
}

/**
 * Fillings of each erased cell.
 * @param {{truth: Uint8Array, output: Uint8Array, mean: Uint8Array}} rows @param {boolean[]} isErased one a column @param {DatasetInfo} format
 * @returns {{name: string, right: string, model: Filled, mean: Filled}[]}
 */
export function repairsOf({truth, output, mean}, isErased, format) {
    const {columns} = format;
    const right = cellsOf({role: 'input', bytes: truth, columns});
    const [model, usual] = [output, mean].map((bytes) => {
        const errors = cellErrors(differenceOf(bytes, truth, format), format);
        return cellsOf({role: 'input', bytes, columns}).map(({text}, i) => ({text, error: Number.isNaN(errors[i]) ? null : errors[i]}));
    });
    return columns.flatMap(({name}, i) => isErased[i] ? [{name, right: right[i].text, model: model[i], mean: usual[i]}] : []);
}
