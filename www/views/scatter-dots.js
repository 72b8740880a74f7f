// The points of a plane as dots in the colour and the shape of their class, each stamped from one small picture, which
// is far cheaper than a path each. Main thread.

import {colour} from '../theme.js';
import {markPath} from './marks.js';

const RADIUS = 3.2;
const ROOM = 6; // to all sides: the corners of a triangle stand out
const ALPHA = {plain: 0.9, standing: 0.95, other: 0.15, faint: 0.4};

/** @typedef {import('./point-choice.js').Choice} Choice */
/** @typedef {{xs: Float32Array, ys: Float32Array, box: import('./scatter-index.js').Box}} Placed */

export function createDots() {
    /** @type {{pictures: HTMLCanvasElement[], ratio: number, size: number} | null} */
    let stamps = null;

    /** @param {string[]} palette @param {number} ratio */
    function stampsFor(palette, ratio) {
        if (stamps?.ratio === ratio) return stamps;
        const pixels = Math.ceil(2 * ROOM * ratio);
        const rim = colour('--card');
        stamps = {pictures: [...palette, colour('--accent')].map((fill, i) => stamp({label: i % palette.length, fill, rim, ratio, pixels})), ratio, size: pixels / ratio};
        return stamps;
    }

    return {
        /**
         * @param {CanvasRenderingContext2D} context in CSS pixels
         * @param {Placed} placed
         * @param {{choice: Choice, labels: Uint8Array, palette: string[], ratio: number, isFaint?: boolean}} style
         */
        draw(context, {xs, ys, box}, {choice, labels, palette, ratio, isFaint = false}) {
            const {pictures, size} = stampsFor(palette, ratio);
            const half = size / 2;
            const plain = pictures.length - 1;
            const {left, right, top, bottom} = box;
            const emphasis = choice.hasEmphasis();
            // those that stand out go on top
            for (const onTop of emphasis ? [false, true] : [false]) {
                context.globalAlpha = isFaint ? ALPHA.faint : !emphasis ? ALPHA.plain : onTop ? ALPHA.standing : ALPHA.other;
                for (let i = 0; i < xs.length; i++) {
                    const x = xs[i];
                    const y = ys[i];
                    if (!(x >= left && x <= right && y >= top && y <= bottom) || choice.isHidden(i)) continue;
                    if (emphasis && choice.stands(i) !== onTop) continue;
                    context.drawImage(pictures[labels.length > 0 ? labels[i] % plain : plain], x - half, y - half, size, size);
                }
            }
            context.globalAlpha = 1;
        },
        recolour() {
            stamps = null;
        },
    };
}

/** @param {{label: number, fill: string, rim: string, ratio: number, pixels: number}} style */
function stamp({label, fill, rim, ratio, pixels}) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = pixels;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = fill;
    const path = new Path2D(markPath(label, pixels / 2, pixels / 2, RADIUS * ratio));
    context.fill(path);
    context.strokeStyle = rim;
    context.lineWidth = 0.75 * ratio;
    context.stroke(path);
    return canvas;
}
