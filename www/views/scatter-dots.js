// The points of a plane as dots, each stamped from one small picture of its colour, which is far cheaper than an arc
// each. Main thread.

import {colour} from '../theme.js';

const RADIUS = 3.2;
const ALPHA = {plain: 0.9, standing: 0.95, other: 0.15, faint: 0.4};

/** @typedef {import('./point-choice.js').Choice} Choice */
/** @typedef {{xs: Float32Array, ys: Float32Array, box: import('./scatter-index.js').Box}} Placed */

export function createDots() {
    /** @type {{pictures: HTMLCanvasElement[], ratio: number, size: number} | null} */
    let stamps = null;

    /** @param {string[]} palette @param {number} ratio */
    function stampsFor(palette, ratio) {
        if (stamps?.ratio === ratio) return stamps;
        const pixels = Math.ceil(2 * (RADIUS + 1) * ratio);
        const rim = colour('--card');
        stamps = {pictures: [...palette, colour('--accent')].map((fill) => stamp({fill, rim, ratio, pixels})), ratio, size: pixels / ratio};
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

/** @param {{fill: string, rim: string, ratio: number, pixels: number}} style */
function stamp({fill, rim, ratio, pixels}) {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = pixels;
    const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
    context.fillStyle = fill;
    context.beginPath();
    context.arc(pixels / 2, pixels / 2, RADIUS * ratio, 0, 2 * Math.PI);
    context.fill();
    context.strokeStyle = rim;
    context.lineWidth = 0.75 * ratio;
    context.stroke();
    return canvas;
}
