// Size of images as PNG files, headers included. Main thread.

import {encode} from '../../vendor/fast-png/fast-png.js';

const AT_ONCE = 8;

/** Mean bits of a file. @param {Uint8Array[]} pictures @param {import('../../examples/buffer.js').Extent} extent */
export async function meanPngBits(pictures, {width, height, channels}) {
    let bytes = 0;
    for (const [i, data] of pictures.entries()) {
        const image = {width, height, data, channels: /** @type {1 | 3} */ (channels), depth: /** @type {const} */ (8)};
        bytes += encode(image, {zlib: {level: 9}}).length;
        if (i % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve)); // the page may draw in between
    }
    return 8 * bytes / pictures.length;
}
