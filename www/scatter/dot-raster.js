// Raster of ten thousands of dots: blends stamps into the bytes of an image, which is several times faster than the canvas.
// Stamps exist for quarters of a pixel, so that dots move evenly. Main thread.

import {symbolPath} from './symbols.js';

const CORNER = 1.6; // the corners of a triangle stand out
const PHASES = 4; // subpixel positions of a stamp, each way
const OPAQUE = 255;
const ENDS = 0xff00ff; // red and blue
const MIDDLE = 0xff00; // green

/** @typedef {{pixels: Uint32Array, spans: Uint8Array}} Phase a square, and the opaque span of each of its rows */
/** @typedef {{phases: Phase[], size: number}} Stamp `size`: pixels of a side */

/**
 * A dot in the shape of a class, with a rim.
 * @param {{label: number, fill: string, rim: string, radius: number, line: number}} style lengths in device pixels
 * @returns {Stamp}
 */
export function createStamp({label, fill, rim, radius, line}) {
    const size = Math.ceil(2 * CORNER * radius + line) + 2;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = size;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', {willReadFrequently: true}));
    const phases = Array.from({length: PHASES * PHASES}, (_, phase) => {
        context.clearRect(0, 0, size, size);
        const path = new Path2D(symbolPath(label, size / 2 + (phase % PHASES) / PHASES, size / 2 + Math.floor(phase / PHASES) / PHASES, radius));
        context.fillStyle = fill;
        context.fill(path);
        context.strokeStyle = rim;
        context.lineWidth = line;
        context.stroke(path);
        const pixels = new Uint32Array(context.getImageData(0, 0, size, size).data.buffer);
        return {pixels, spans: spansOf(pixels, size)};
    });
    return {phases, size};
}

/** The opaque span of each row of a square. @param {Uint32Array} pixels @param {number} size */
export function spansOf(pixels, size) {
    const spans = new Uint8Array(2 * size);
    for (let row = 0; row < size; row++) {
        const own = pixels.subarray(row * size, (row + 1) * size);
        const first = own.findIndex((pixel) => pixel !== 0);
        if (first >= 0) spans.set([first, own.findLastIndex((pixel) => pixel !== 0) + 1], 2 * row);
    }
    return spans;
}

export function createDotRaster() {
    const canvas = document.createElement('canvas');
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d', {willReadFrequently: true}));
    let image = new ImageData(1, 1);
    let bytes = new Uint32Array(image.data.buffer);

    return {
        /** Clears the layer. @param {number} width device pixels @param {number} height */
        begin(width, height) {
            if (image.width === width && image.height === height) return void bytes.fill(0);
            canvas.width = width;
            canvas.height = height;
            image = new ImageData(width, height);
            bytes = new Uint32Array(image.data.buffer);
        },
        /** Puts a dot with its centre at a position. @param {Stamp} stamp @param {number} x device pixels @param {number} y */
        put({phases, size}, x, y) {
            const [left, top] = [Math.floor(x - size / 2), Math.floor(y - size / 2)];
            const {width, height} = image;
            if (left < 0 || top < 0 || left + size > width || top + size > height) return;
            const phase = Math.floor((y - size / 2 - top) * PHASES) * PHASES + Math.floor((x - size / 2 - left) * PHASES);
            blend(bytes, {at: top * width + left, width}, phases[phase], size);
        },
        /** @param {CanvasRenderingContext2D} target in CSS pixels @param {number} ratio device pixels a CSS pixel */
        drawOn(target, ratio) {
            context.putImageData(image, 0, 0);
            target.drawImage(canvas, 0, 0, image.width / ratio, image.height / ratio);
        },
    };
}

/** Blends a square of pixels over others. @param {Uint32Array} bytes @param {{at: number, width: number}} target @param {Phase} stamp @param {number} size */
function blend(bytes, {at, width}, {pixels, spans}, size) {
    for (let row = 0; row < size; row++) {
        const end = row * size + spans[2 * row + 1];
        let to = at + row * width + spans[2 * row];
        for (let from = row * size + spans[2 * row]; from < end; from++, to++) {
            const above = pixels[from];
            const alpha = above >>> 24;
            const below = bytes[to];
            if (alpha === OPAQUE || below === 0) bytes[to] = above;
            else if (alpha !== 0) bytes[to] = over(above, alpha, below);
        }
    }
}

/**
 * Composites one translucent pixel over another in integers: red and blue at once, then green.
 * @param {number} above @param {number} alpha of it @param {number} below
 */
export function over(above, alpha, below) {
    const beneath = below >>> 24;
    const total = beneath === OPAQUE ? OPAQUE : alpha + ((beneath * (OPAQUE - alpha) + 127) / OPAQUE | 0);
    const share = total === OPAQUE ? alpha + (alpha >> 7) : (256 * alpha / total | 0); // of 256
    const rest = 256 - share;
    const ends = (Math.imul(above & ENDS, share) + Math.imul(below & ENDS, rest)) >>> 8 & ENDS;
    const middle = (Math.imul(above & MIDDLE, share) + Math.imul(below & MIDDLE, rest)) >>> 8 & MIDDLE;
    return (total << 24 | ends | middle) >>> 0;
}
