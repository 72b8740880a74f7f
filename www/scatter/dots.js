// Dots of a scatter plot in the colour and shape of their class. Main thread.

import {classToken, UNKNOWN} from '../examples/terms.js';
import {colour} from '../ui/theme.js';
import {createDotRaster, createStamp} from './dot-raster.js';
import {isWithin} from './geometry.js';

const RADIUS = 3.2;
const RIM = 0.75;
const PLAIN = 256; // in the place of a label, where there are none
const ALPHA = {plain: 0.9, emphasised: 0.95, other: 0.15, faint: 0.4};

/** @typedef {import('./selection.js').PointStates} PointStates */
/** @typedef {{xs: Float32Array, ys: Float32Array, box: import('./geometry.js').PlotArea}} PlottedDots */
/** @typedef {{states: PointStates, labels: Uint8Array, ratio: number, isFaint?: boolean}} DotStyle */

export function createDots() {
    const layer = createDotRaster();
    /** @type {{stamps: import('./dot-raster.js').Stamp[], ratio: number}} by label, then that of points without labels */
    let kept = {stamps: [], ratio: 0};

    /** @param {number} label @param {number} ratio */
    function stampOf(label, ratio) {
        if (kept.ratio !== ratio) kept = {stamps: [], ratio};
        return kept.stamps[label] ??= createStamp({
            label: label === PLAIN ? 0 : label, fill: colour(label === PLAIN ? '--accent' : classToken(label)), rim: colour('--card'),
            radius: RADIUS * ratio, line: RIM * ratio,
        });
    }

    /** Puts the emphasised points, or all others: those of unknown class, or those of known. @param {PlottedDots} placed @param {DotStyle} style @param {{isEmphasised: boolean | null, isKnown: boolean}} which `isEmphasised`: null for all */
    function put({xs, ys, box}, {states, labels, ratio}, {isEmphasised, isKnown}) {
        for (let i = 0; i < xs.length; i++) {
            const x = xs[i];
            const y = ys[i];
            if ((labels[i] !== UNKNOWN) !== isKnown || !isWithin(box, x, y) || states.isHidden(i)) continue;
            if (isEmphasised !== null && states.isEmphasised(i) !== isEmphasised) continue;
            layer.put(stampOf(labels.length > 0 ? labels[i] : PLAIN, ratio), x * ratio, y * ratio);
        }
    }

    return {
        /** @param {CanvasRenderingContext2D} context in CSS pixels @param {PlottedDots} placed @param {DotStyle} style */
        draw(context, placed, style) {
            const {canvas: {width, height}} = context;
            // emphasised points go on top
            for (const isEmphasised of style.states.hasEmphasis() ? [false, true] : [null]) {
                layer.begin(width, height);
                if (style.labels.includes(UNKNOWN)) put(placed, style, {isEmphasised, isKnown: false});
                put(placed, style, {isEmphasised, isKnown: true});
                context.globalAlpha = style.isFaint ? ALPHA.faint : isEmphasised === null ? ALPHA.plain : isEmphasised ? ALPHA.emphasised : ALPHA.other;
                layer.drawOn(context, style.ratio);
            }
            context.globalAlpha = 1;
        },
        recolour() {
            kept.stamps = [];
        },
    };
}
