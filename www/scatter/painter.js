// Painter of a scatter plot: axes, dots or thumbnails, rings around selected points, and the layers of its owner. Main
// thread.

import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {colour} from '../ui/theme.js';
import {project} from './animation.js';
import {drawAxes, drawRing} from './axes.js';
import {createDots} from './dots.js';
import {isWithin} from './geometry.js';

const PAD = {left: 40, right: 12, top: 10, bottom: 26};

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./geometry.js').PlotArea} PlotArea */
/** @typedef {{context: CanvasRenderingContext2D, box: PlotArea, domain: [Interval, Interval], ratio: number}} PlotContext for drawing in CSS pixels */
/** @typedef {{isFlat: boolean, ticksOf: import('./axes.js').Ticks | undefined}} AxisStyle `isFlat`: the vertical axis has no meaning */

/**
 * @typedef {object} PainterOptions
 * @property {HTMLElement} host
 * @property {import('./animation.js').Motion} motion
 * @property {import('./selection.js').PointStates} states
 * @property {ReturnType<typeof import('./lazy-parts.js').lazyInteractions>} interactions
 * @property {ReturnType<typeof import('./lazy-parts.js').lazyThumbnails>} thumbnails
 * @property {(plot: PlotContext) => void} [below]
 * @property {(plot: PlotContext) => void} [above]
 * @property {() => void} onResize
 */

/** @param {HTMLCanvasElement} canvas @param {PainterOptions} options */
export function createScatterPainter(canvas, {host, motion, states, interactions, thumbnails, below, above, onResize}) {
    const dots = createDots();
    /** @type {Uint8Array} */
    let labels = new Uint8Array(0);
    /** @type {AxisStyle} */
    let axes = {isFlat: false, ticksOf: undefined};
    let hasThumbnails = false;

    /** @param {PlotArea} box */
    function resize(box) {
        const before = motion.box;
        motion.box = box;
        if (before && before.right === box.right && before.bottom === box.bottom) return;
        interactions.loaded()?.forgetPositions();
        interactions.loaded()?.zoom.refit();
        onResize();
    }

    /** @param {PlotContext} plot */
    function drawSelected(plot) {
        const {hovered, selected, hoveredIn} = states.now();
        for (const index of new Set([hovered, selected])) ringAround(plot, motion.xs[index], motion.ys[index]);
        const isHere = hoveredIn === canvas && hovered >= 0 && hovered < motion.xs.length;
        interactions.loaded()?.showTooltip(isHere ? {index: hovered, x: motion.xs[hovered], y: motion.ys[hovered]} : null);
    }

    return {
        /** A new run. @param {Uint8Array} next labels of its points; empty without */
        begin(next) {
            labels = next;
        },
        /** @param {AxisStyle} next */
        setAxes(next) {
            axes = next;
        },
        /** @param {boolean} isOn */
        setThumbnails(isOn) {
            hasThumbnails = isOn;
        },
        draw() {
            const [width, height] = [host.clientWidth, host.clientHeight];
            if (width === 0) return;
            const context = clearedContext(canvas, width, height);
            const ratio = pixelRatio();
            resize({left: PAD.left, right: width - PAD.right, top: PAD.top, bottom: height - PAD.bottom});
            const {domain, box, xs, ys} = motion;
            if (!domain || !box) return;
            project(motion, box);
            const plot = {context, box, domain, ratio};
            below?.(plot);
            drawAxes(context, box, {x: domain[0], y: axes.isFlat ? null : domain[1], line: colour('--line'), ink: colour('--ink-soft'), ticksOf: axes.ticksOf});
            dots.draw(context, {xs, ys, box}, {states, labels, ratio, isFaint: hasThumbnails});
            if (hasThumbnails) thumbnails.loaded()?.draw(context, {xs, ys, box}, {states, ratio});
            drawSelected(plot);
            above?.(plot);
            interactions.loaded()?.drawLasso(context);
        },
        recolour() {
            dots.recolour();
            thumbnails.loaded()?.recolour();
        },
    };
}

/** A ring around a point inside the plot area. @param {PlotContext} plot @param {number} x @param {number} y */
function ringAround({context, box}, x, y) {
    if (isWithin(box, x, y)) drawRing(context, x, y, colour('--ink'));
}
