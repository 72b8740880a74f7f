// Canvases and drawings as PNG pictures. Main thread.

import {context2d} from '../ui/canvas.js';
import {element} from '../ui/dom.js';

/** The picture as it is now; the canvas may be drawn on at once. @param {HTMLCanvasElement} canvas @returns {Promise<Blob>} */
export const pngOf = (canvas) => new Promise((resolve, reject) => {
    canvas.toBlob((blob) => blob ? resolve(blob) : reject(new Error('The browser could not make a picture.')), 'image/png');
});

/** Grey values from 0 to 255 as a picture. @param {{values: ArrayLike<number>, width: number, height: number}} grey */
export function greyPng({values, width, height}) {
    const canvas = element('canvas', {width, height});
    const image = new ImageData(width, height);
    image.data.forEach((_, i) => {
        image.data[i] = i % 4 === 3 ? 255 : values[i >> 2];
    });
    context2d(canvas).putImageData(image, 0, 0);
    return pngOf(canvas);
}
