// Colour maps of examples, alike in both themes: images as they are, 0 black and 255 white, and errors on a ramp of their own.
// Main thread.

import {channels} from '../ui/theme.js';

/** @typedef {Uint32Array} Ramp 256 colours as ImageData holds them */

/** @param {string} low name of a custom property @param {string} high */
export function createRamp(low, high) {
    const from = channels(low);
    const to = channels(high);
    const bytes = new Uint8ClampedArray(256 * 4);
    for (let level = 0; level < 256; level++) {
        const share = level / 255;
        for (let c = 0; c < 3; c++) bytes[4 * level + c] = from[c] + (to[c] - from[c]) * share;
        bytes[4 * level + 3] = 255;
    }
    return new Uint32Array(bytes.buffer);
}

export const imageRamp = () => createRamp('--pixel-low', '--pixel-high');
export const errorRamp = () => createRamp('--pixel-low', '--pixel-error');

/** @typedef {{width: number, height: number}} Size in pixels */

const COLOURS = 3;

/**
 * An image of one value a pixel on a canvas of its natural size, to be copied from.
 * @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} bytes @param {Size} size @param {Ramp} ramp
 */
export function paintGrey(canvas, bytes, size, ramp) {
    paint(canvas, size, (pixels) => {
        for (let i = 0; i < pixels.length; i++) pixels[i] = ramp[bytes[i]];
    });
}

/**
 * An image of red, green and blue for each pixel, the same in every theme.
 * @param {HTMLCanvasElement} canvas @param {Uint8Array} bytes @param {Size} size
 */
export function paintColours(canvas, bytes, size) {
    paint(canvas, size, (_, channelsOf) => {
        for (let at = 0, i = 0; i < bytes.length; i += COLOURS, at += 4) {
            for (let c = 0; c < COLOURS; c++) channelsOf[at + c] = bytes[i + c];
            channelsOf[at + 3] = 255;
        }
    });
}

/** One value a pixel: the mean of its colours. @param {Uint8Array} bytes */
export function meanOfColours(bytes) {
    return Uint8Array.from({length: bytes.length / COLOURS}, (_, i) => {
        const [red, green, blue] = bytes.subarray(COLOURS * i, COLOURS * (i + 1));
        return Math.round((red + green + blue) / COLOURS);
    });
}

/** @param {HTMLCanvasElement} canvas @param {Size} size @param {(pixels: Uint32Array, channelsOf: Uint8ClampedArray) => void} fill */
function paint(canvas, {width, height}, fill) {
    // setting the size, even to the same value, reallocates the canvas
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const image = new ImageData(width, height);
    fill(new Uint32Array(image.data.buffer), image.data);
    canvas.getContext('2d')?.putImageData(image, 0, 0);
}
