// A plane of points: dots that move smoothly, axes, zoom, and whatever else is to be drawn behind or over them. It
// knows nothing of codes; who has chosen what is told by the states, which several planes may share. Main thread.

import {element} from '../ui/dom.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {classColours, colour} from '../ui/theme.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {createToolbar} from './toolbar.js';
import {lazyInteractions, lazyThumbnails} from './lazy-parts.js';
import {createDots} from './dots.js';
import {drawAxes, drawRing} from './axes.js';
import {setTarget, createMotion, advance, project, targetIntervals} from './animation.js';

const PAD = {left: 40, right: 12, top: 10, bottom: 26};

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./spatial-index.js').PlotArea} PlotArea */
/** @typedef {{context: CanvasRenderingContext2D, box: PlotArea, domain: [Interval, Interval], ratio: number}} PlotContext what can be drawn on */

/**
 * @typedef {object} ScatterParts
 * @property {string} label what the plane is called
 * @property {HTMLElement} bar above it, for its buttons
 * @property {import('./selection.js').PointStates} states
 * @property {(plot: PlotContext) => void} [below] draws behind the points
 * @property {(plot: PlotContext) => void} [above] draws over them
 * @property {() => void} [onViewChange] another part of the plane is seen, or in another size
 * @property {(place: [number, number] | null) => void} [onPoint] in units of the plane; null where the pointer has left
 */

/** @param {HTMLElement} host @param {ScatterParts} parts */
export function createScatter(host, {label, bar, states, below, above, onViewChange: onLook = () => {}, onPoint = () => {}}) {
    const canvas = createCanvas(label);
    host.append(canvas);
    const motion = createMotion();
    const dots = createDots();
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const frame = createFrame(tick);
    let palette = classColours();
    /** @type {Uint8Array} */
    let labels = new Uint8Array(0);
    let isFlat = false;
    /** @type {import('./axes.js').Ticks | undefined} */
    let ticksOf;
    let hasThumbnails = false;
    let lastAt = 0;
    let wasMoving = false;

    const interactions = lazyInteractions(canvas, {host, motion, states, onPoint, onZoom, redraw: frame.request});
    const thumbnails = lazyThumbnails(host);
    const toolbar = createToolbar(bar, {states, zoom: {
        closer: () => interactions.use(({zoom}) => zoom.zoomIn()),
        wider: () => interactions.use(({zoom}) => zoom.zoomOut()),
        reset: () => interactions.use(({zoom}) => zoom.reset()),
    }});
    states.subscribe(({isLassoActive}) => {
        if (isLassoActive) interactions.use();
        if (isLassoActive !== undefined) canvas.classList.toggle('lasso', isLassoActive);
        frame.request();
    });
    new ResizeObserver(frame.request).observe(host);

    function onZoom() {
        toolbar.update(motion.view !== null);
        onLook();
        frame.request();
    }

    function tick() {
        const now = performance.now();
        const ms = calm.matches ? Infinity : Math.min(100, now - lastAt);
        lastAt = now;
        const moves = advance(motion, ms);
        if (moves) frame.request();
        draw();
        if (wasMoving && !moves) onLook(); // what is seen has come to rest
        wasMoving = moves;
    }

    function draw() {
        const [width, height] = [host.clientWidth, host.clientHeight];
        if (width === 0) return;
        const context = clearedContext(canvas, width, height);
        const ratio = pixelRatio();
        resize({left: PAD.left, right: width - PAD.right, top: PAD.top, bottom: height - PAD.bottom});
        const {domain, box} = motion;
        if (!domain || !box) return;
        project(motion, box);
        const plot = {context, box, domain, ratio};
        below?.(plot);
        drawAxes(context, box, {x: domain[0], y: isFlat ? null : domain[1], line: colour('--line'), ink: colour('--ink-soft'), ticksOf});
        const placed = {xs: motion.xs, ys: motion.ys, box};
        dots.draw(context, placed, {states, labels, palette, ratio, isFaint: hasThumbnails});
        if (hasThumbnails) thumbnails.loaded()?.draw(context, placed, {states, palette, ratio});
        drawSelected(plot);
        above?.(plot);
        interactions.loaded()?.drawLasso(context);
    }

    /** @param {PlotContext} plot */
    function drawSelected(plot) {
        const {hovered, selected, hoveredIn: by} = states.now();
        for (const chosen of new Set([hovered, selected])) ringAround(plot, motion.xs[chosen], motion.ys[chosen]);
        const isHere = by === canvas && hovered >= 0 && hovered < motion.xs.length;
        interactions.loaded()?.showTooltip(isHere ? {index: hovered, x: motion.xs[hovered], y: motion.ys[hovered]} : null);
    }

    /** @param {PlotArea} box */
    function resize(box) {
        const before = motion.box;
        motion.box = box;
        if (before && before.right === box.right && before.bottom === box.bottom) return;
        interactions.loaded()?.forgetPositions();
        interactions.loaded()?.zoom.refit();
        onLook();
    }

    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            labels = created.pointLabels;
            Object.assign(motion, createMotion(), {box: motion.box});
            toolbar.update(false);
            interactions.queue('begin', (part) => part.begin(created));
            thumbnails.queue('begin', (part) => part.begin(created));
            frame.request();
        },
        /**
         * Where the points are by now.
         * @param {[Float32Array, Float32Array]} target
         * @param {{jump: boolean, isFlat?: boolean, fit?: [Interval, Interval], ticksOf?: import('./axes.js').Ticks}} how `jump` to another plane; `isFlat` where up and down mean nothing
         */
        show(target, {jump, isFlat: flat = false, fit, ticksOf: ticks}) {
            if (jump) interactions.loaded()?.zoom.forget();
            isFlat = flat;
            ticksOf = ticks;
            setTarget(motion, target, {jump, fit});
            interactions.loaded()?.forgetPositions();
            toolbar.update(motion.view !== null);
            frame.request();
        },
        /** Points as their pictures, or as dots. @param {boolean} wanted */
        setThumbnails(wanted) {
            hasThumbnails = wanted;
            if (wanted) thumbnails.use(frame.request, 'draw');
            frame.request();
        },
        /** The part of the plane that is seen, or is about to be. */
        targetIntervals: () => targetIntervals(motion),
        motion,
        /** Something that is drawn here has changed. */
        redraw: frame.request,
        recolour() {
            palette = classColours();
            dots.recolour();
            thumbnails.loaded()?.recolour();
            interactions.loaded()?.recolour();
            frame.request();
        },
    };
}

/** @param {string} label */
const createCanvas = (label) => element('canvas', {
    role: 'application', tabIndex: 0,
    'aria-label': `${label}. Arrow keys go from point to point, Enter selects one, + and − zoom, 0 shows all, shift and arrows move the view.`,
});

/** A ring around a point, where it is in sight. @param {PlotContext} plot @param {number} x @param {number} y */
function ringAround({context, box}, x, y) {
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) drawRing(context, x, y, colour('--ink'));
}
