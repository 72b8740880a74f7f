// Weights as images: 0 is middle grey, and the largest absolute weight of an image an end of the scale. Pure.

const MIDDLE = 127.5;

/** @param {Float32Array} values images one after another @param {number} size of an image */
export function bytesOfWeights(values, size) {
    const bytes = new Uint8Array(values.length);
    for (let from = 0; from < values.length; from += size) {
        const tile = values.subarray(from, from + size);
        const most = tile.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
        tile.forEach((value, i) => {
            bytes[from + i] = Math.round(MIDDLE + MIDDLE * value / most);
        });
    }
    return bytes;
}
