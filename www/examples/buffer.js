// Examples as the core sends them: bytes one after another, each example rows of pixels, each pixel one value
// or three. Pure.

/** @typedef {Pick<import('../protocol/messages.js').DatasetInfo, 'width' | 'height' | 'channels'>} Extent */

/** Bytes of an example. @param {Extent} extent */
export const sizeOf = ({width, height, channels}) => width * height * channels;

/** How many whole examples there are. @param {Uint8Array} bytes @param {Extent} extent */
export const countOf = (bytes, extent) => Math.floor(bytes.length / sizeOf(extent));

/** One of them, not copied. @param {Uint8Array} bytes @param {Extent} extent @param {number} index */
export const exampleAt = (bytes, extent, index) => bytes.subarray(index * sizeOf(extent), (index + 1) * sizeOf(extent));

/** All of them, not copied. @param {Uint8Array} bytes @param {Extent} extent @returns {Uint8Array[]} */
export const examplesOf = (bytes, extent) => Array.from({length: countOf(bytes, extent)}, (_, i) => exampleAt(bytes, extent, i));

/** Some examples, one after another. @param {Uint8Array[]} examples */
export function joined(examples) {
    const bytes = new Uint8Array(examples.reduce((sum, {length}) => sum + length, 0));
    let at = 0;
    for (const example of examples) {
        bytes.set(example, at);
        at += example.length;
    }
    return bytes;
}

/** How far each byte is from that of another example. @param {Uint8Array} a @param {Uint8Array} b */
export const differenceOf = (a, b) => a.map((value, i) => Math.abs(value - b[i]));

/** Where an example stands among others; -1 for nowhere. @param {Uint8Array} example @param {Uint8Array} bytes @param {Extent} extent */
export const findExample = (example, bytes, extent) => examplesOf(bytes, extent).findIndex((other) => other.every((value, i) => value === example[i]));
