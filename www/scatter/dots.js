// Dots of a scatter plot in the colour and shape of their class. Main thread.

import {colour} from '../ui/theme.js';
import {createDotRaster, createStamp} from './dot-raster.js';
import {isWithin} from './geometry.js';

const RADIUS = 3.2;
const RIM = 0.75;
const ALPHA = {plain: 0.9, emphasised: 0.95, other: 0.15, faint: 0.4};

/** @typedef {import('./selection.js').PointStates} PointStates */
/** @typedef {{xs: Float32Array, ys: Float32Array, box: import('./geometry.js').PlotArea}} PlottedDots */
/** @typedef {{states: PointStates, labels: Uint8Array, palette: string[], ratio: number, isFaint?: boolean}} DotStyle */

export function createDots() {
    const layer = createDotRaster();
    /** @type {{stamps: import('./dot-raster.js').Stamp[], ratio: number} | null} */
    let kept = null;

    /** @param {string[]} palette @param {number} ratio */
    function stampsFor(palette, ratio) {
        if (kept?.ratio === ratio) return kept.stamps;
        const rim = colour('--card');
        const stamps = [...palette, colour('--accent')].map((fill, i) => createStamp({label: i % palette.length, fill, rim, radius: RADIUS * ratio, line: RIM * ratio}));
        kept = {stamps, ratio};
        return stamps;
    }

    /** Puts the emphasised points, or all others. @param {PlottedDots} placed @param {DotStyle} style @param {boolean | null} isEmphasised null for all */
    function put({xs, ys, box}, {states, labels, palette, ratio}, isEmphasised) {
        const stamps = stampsFor(palette, ratio);
        const plain = stamps.length - 1;
        for (let i = 0; i < xs.length; i++) {
            const x = xs[i];
            const y = ys[i];
            if (!isWithin(box, x, y) || states.isHidden(i)) continue;
            if (isEmphasised !== null && states.isEmphasised(i) !== isEmphasised) continue;
            layer.put(stamps[labels.length > 0 ? labels[i] % plain : plain], x * ratio, y * ratio);
        }
    }

    return {
        /** @param {CanvasRenderingContext2D} context in CSS pixels @param {PlottedDots} placed @param {DotStyle} style */
        draw(context, placed, style) {
            const {canvas: {width, height}} = context;
            // emphasised points go on top
            for (const isEmphasised of style.states.hasEmphasis() ? [false, true] : [null]) {
                layer.begin(width, height);
                put(placed, style, isEmphasised);
                context.globalAlpha = style.isFaint ? ALPHA.faint : isEmphasised === null ? ALPHA.plain : isEmphasised ? ALPHA.emphasised : ALPHA.other;
                layer.drawOn(context, style.ratio);
            }
            context.globalAlpha = 1;
        },
        recolour() {
            kept = null;
        },
    };
}
