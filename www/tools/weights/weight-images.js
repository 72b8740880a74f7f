// Weights as pictures: 0 is the middle grey, the largest of a tile, either way, an end of the scale. Pure.

const MIDDLE = 127.5;

/** @param {Float32Array} values tiles one after another @param {number} size of a tile */
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
