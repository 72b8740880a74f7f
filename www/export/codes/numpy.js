// Codes as arrays of NumPy in an archive (.npz). The command line writes the same arrays (packages/cli/src/encode/numpy.rs).
// Source: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html. Pure.

import {zipSync} from '../../vendor/fast-png/fast-png.js';
import {SPLITS, classOf, labelOf, splitOf} from './rows.js';

const ALIGNED = 64; // the header ends at a multiple of so many bytes
const START = 10; // bytes of the magic number and of the header's length

/** @typedef {import('./rows.js').CodeRows} CodeRows */

/** Files of the arrays by their names. @param {CodeRows} rows @returns {Record<string, Uint8Array>} */
export function arraysOf(rows) {
    const {latent, classes, indices, names, labels, codes} = rows;
    const count = indices.length;
    /** @type {Record<string, Uint8Array>} */
    const arrays = {
        'codes.npy': array('<f4', `(${count}, ${latent})`, codes),
        'index.npy': array('<u4', `(${count},)`, indices),
        'split.npy': words(Array.from(indices, (_, row) => splitOf(rows, row)), longest(SPLITS)),
    };
    if (names.length > 0) arrays['name.npy'] = words(names, longest(names));
    if (labels.length > 0) {
        arrays['label.npy'] = array('<i2', `(${count},)`, Int16Array.from(labels, (_, row) => labelOf(rows, row) ?? -1));
        arrays['class.npy'] = words(Array.from(labels, (_, row) => classOf(rows, row)), longest(classes));
    }
    return arrays;
}

/** All arrays in one archive, which `numpy.load` reads. @param {CodeRows} rows */
export const npzOf = (rows) => zipSync(arraysOf(rows), {level: 0});

/** Letters of the longest of some words; NumPy knows no words without letters. @param {string[]} list */
const longest = (list) => Math.max(1, ...list.map((word) => [...word].length));

/** An array of words of so many letters, each in UTF-32. @param {string[]} list @param {number} letters */
function words(list, letters) {
    const data = new Uint32Array(list.length * letters);
    list.forEach((word, row) => data.set([...word].map((letter) => letter.codePointAt(0) ?? 0), row * letters));
    return array(`<U${letters}`, `(${list.length},)`, data);
}

/**
 * A file of version 1.0: a magic number, the length of the header, the header as a Python dictionary, then the data.
 * @param {string} kind @param {string} shape @param {Int16Array | Uint32Array | Float32Array} data little-endian, as on every machine that browsers run on
 */
function array(kind, shape, data) {
    const text = `{'descr': '${kind}', 'fortran_order': False, 'shape': ${shape}, }`;
    const length = Math.ceil((START + text.length + 1) / ALIGNED) * ALIGNED - START;
    const head = new TextEncoder().encode(`?NUMPY????${text.padEnd(length - 1)}\n`);
    head.set([0x93], 0);
    head.set([1, 0, length & 0xff, length >> 8], 6);
    const file = new Uint8Array(head.length + data.byteLength);
    file.set(head);
    file.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), head.length);
    return file;
}
