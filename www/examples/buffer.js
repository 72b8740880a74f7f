// Buffers of examples as the core sends them: bytes one example after another, rows of pixels of one or three values. Pure.

/** @typedef {Pick<import('../protocol/answers.js').DatasetInfo, 'width' | 'height' | 'channels'>} Extent */

/** Bytes of an example. @param {Extent} extent */
export const sizeOf = ({width, height, channels}) => width * height * channels;

/** The number of whole examples. @param {Uint8Array} bytes @param {Extent} extent */
export const countOf = (bytes, extent) => Math.floor(bytes.length / sizeOf(extent));

/** A view of one example. @param {Uint8Array} bytes @param {Extent} extent @param {number} index */
export const exampleAt = (bytes, extent, index) => bytes.subarray(index * sizeOf(extent), (index + 1) * sizeOf(extent));

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

/** The absolute difference of each byte. @param {Uint8Array} a @param {Uint8Array} b */
export const differenceOf = (a, b) => a.map((value, i) => Math.abs(value - b[i]));

/** The index of an example among others; -1 for none. @param {Uint8Array} example @param {Uint8Array} bytes @param {Extent} extent */
export const findExample = (example, bytes, extent) => examplesOf(bytes, extent).findIndex((other) => other.every((value, i) => value === example[i]));
