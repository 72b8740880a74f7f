// IDX files for the tests of the page.

/** An IDX file of bytes. @param {number[]} sizes @param {(index: number) => number} value @returns {Buffer} */
export function idx(sizes, value) {
    const header = Buffer.alloc(4 + 4 * sizes.length);
    header.set([0, 0, 8, sizes.length]);
    for (const [index, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * index);
    const length = sizes.reduce((product, size) => product * size, 1);
    return Buffer.concat([header, Buffer.from(Array.from({length}, (_, index) => value(index)))]);
}

/** 120 images of 8 x 8 pixels. */
export const smallImages = () => idx([120, 8, 8], (index) => (index + 16) * 37 % 256);
