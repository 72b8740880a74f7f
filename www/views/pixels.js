// Grey-level bytes to colours: images in paper and ink, errors in a ramp of their own.
// Also what every canvas of the views needs. Main thread.

import {channels} from '../theme.js';

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
export const errorRamp = () => createRamp('--pixel-low', '--error-high');

/**
 * Images one below the other on a canvas of their natural size, to be copied from.
 * @param {HTMLCanvasElement} canvas
 * @param {Uint8Array} bytes
 * @param {{width: number, height: number, ramp: Ramp}} format of one image
 */
export function paintImages(canvas, bytes, {width, height, ramp}) {
    const count = Math.floor(bytes.length / (width * height));
    canvas.width = width;
    canvas.height = Math.max(1, height * count);
    const data = new ImageData(canvas.width, canvas.height);
    const pixels = new Uint32Array(data.data.buffer);
    for (let i = 0; i < width * height * count; i++) pixels[i] = ramp[bytes[i]];
    canvas.getContext('2d')?.putImageData(data, 0, 0);
}

/**
 * Sizes a canvas in CSS pixels, sharp on this screen. Changes nothing where nothing changed, since
 * setting a canvas's size clears it.
 * @param {HTMLCanvasElement} canvas
 * @param {number} width
 * @param {number} height
 */
export function fitCanvas(canvas, width, height) {
    const ratio = devicePixelRatio || 1;
    const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
    if (canvas.width !== w) canvas.width = w;
    if (canvas.height !== h) canvas.height = h;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    return ratio;
}

/** @param {HTMLCanvasElement} canvas */
export function context2d(canvas) {
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser has no 2D canvas.');
    return context;
}

/** "digit 3" for a class that is only a number, else its name. @param {string} name */
export const className = (name) => /^\d+$/.test(name) ? `digit ${name}` : name;
