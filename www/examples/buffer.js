// Buffers of examples as the core sends them: one after another, rows of pixels of one or three bytes. A row of a table holds little-endian
// floats in units of people, NaN where a cell is not known. Pure.

/**
 * @typedef {Pick<import('../protocol/answers.js').DatasetInfo, 'width' | 'height' | 'channels'>
 *   & Partial<Pick<import('../protocol/answers.js').DatasetInfo, 'kind' | 'columns'>>} Extent
 */

const FLOAT = 4; // bytes

/** Numbers of an example. @param {Extent} extent */
export const sizeOf = ({width, height, channels}) => width * height * channels;

/** Bytes of a number. @param {Pick<Extent, 'kind'>} extent */
export const bytesPerNumber = ({kind}) => kind === 'table' ? FLOAT : 1;

/** Bytes of an example. @param {Extent} extent */
export const strideOf = (extent) => sizeOf(extent) * bytesPerNumber(extent);

/** The number of whole examples. @param {Uint8Array} bytes @param {Extent} extent */
export const countOf = (bytes, extent) => Math.floor(bytes.length / strideOf(extent));

/** A view of one example. @param {Uint8Array} bytes @param {Extent} extent @param {number} index */
export const exampleAt = (bytes, extent, index) => bytes.subarray(index * strideOf(extent), (index + 1) * strideOf(extent));

/** Views of all examples. @param {Uint8Array} bytes @param {Extent} extent @returns {Uint8Array[]} */
export const examplesOf = (bytes, extent) => Array.from({length: countOf(bytes, extent)}, (_, i) => exampleAt(bytes, extent, i));

/** Joins examples to one buffer. @param {Uint8Array[]} examples */
export function joined(examples) {
    const bytes = new Uint8Array(examples.reduce((sum, {length}) => sum + length, 0));
    let at = 0;
    for (const example of examples) {
        bytes.set(example, at);
        at += example.length;
    }
    return bytes;
}

/** The numbers of rows of a table, copied. @param {Uint8Array} bytes */
export const floatsOf = (bytes) => new Float32Array(bytes.slice().buffer);

/** The bytes of numbers. @param {Float32Array} floats */
export const bytesOf = (floats) => new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);

/** Numbers of a column of a table. @param {import('../protocol/answers.js').Field} column */
export const widthOf = (column) => column.kind === 'category' ? column.names.length : 1;

/** The unit of each number of a row: a standard deviation, or 1 of a category or rating. @param {Extent} extent */
const unitsOf = ({columns = []}) =>
    columns.flatMap((column) => column.kind === 'number' ? [column.deviation] : new Array(widthOf(column)).fill(1));

/**
 * The absolute difference of each byte; in tables of each number in its unit, NaN where one is not known.
 * @param {Uint8Array} a @param {Uint8Array} b @param {Extent} extent
 */
export function differenceOf(a, b, extent) {
    if (extent.kind !== 'table') return a.map((value, i) => Math.abs(value - b[i]));
    const [other, units] = [floatsOf(b), unitsOf(extent)];
    return bytesOf(floatsOf(a).map((value, i) => Math.abs(value - other[i]) / units[i % units.length]));
}

/**
 * The error of each cell of rows, from the differences of their numbers. That of a category is what the probability of the right
 * name lacks to 1.
 * @param {Uint8Array} differences @param {Extent} extent
 */
export function cellErrors(differences, extent) {
    const {columns = []} = extent;
    return examplesOf(differences, extent).flatMap((row) => {
        const numbers = floatsOf(row);
        let from = 0;
        return columns.map((column) => Math.max(...numbers.subarray(from, from += widthOf(column))));
    });
}

/** The mean absolute error of a value, from 0 to 1; in tables that of a known cell. @param {Uint8Array} inputs @param {Uint8Array} outputs @param {Extent} extent */
export function meanErrorOf(inputs, outputs, extent) {
    const differences = differenceOf(outputs, inputs, extent);
    const errors = extent.kind === 'table' ? cellErrors(differences, extent).filter((error) => !Number.isNaN(error)) : Array.from(differences, (error) => error / 255);
    return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

/** The index of an example among others; -1 for none. @param {Uint8Array} example @param {Uint8Array} bytes @param {Extent} extent */
export const findExample = (example, bytes, extent) => examplesOf(bytes, extent).findIndex((other) => other.every((value, i) => value === example[i]));
