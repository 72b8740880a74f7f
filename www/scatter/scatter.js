// A zoomable scatter plot: dots that move smoothly, axes, and layers of its owner behind and above the dots. Several plots
// may share the states of their points. Main thread.

import {element} from '../ui/dom.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {createToolbar} from './toolbar.js';
import {lazyInteractions, lazyThumbnails} from './lazy-parts.js';
import {advance, createMotion, setTarget, targetIntervals} from './animation.js';
import {createScatterPainter} from './painter.js';

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./painter.js').PlotContext} PlotContext */

/**
 * @typedef {object} ScatterOptions
 * @property {string} label accessible name
 * @property {HTMLElement} bar above the plot, for its toolbar
 * @property {import('./selection.js').PointStates} states
 * @property {(plot: PlotContext) => void} [below] draws behind the points
 * @property {(plot: PlotContext) => void} [above] draws over the points
 * @property {() => void} [onViewChange] after zoom, pan, resize, and the end of a movement
 * @property {(position: [number, number] | null) => void} [onPoint] data coordinates under the pointer; null once it has left
 */

/** @param {HTMLElement} host @param {ScatterOptions} options */
export function createScatter(host, {label, bar, states, below, above, onViewChange = () => {}, onPoint = () => {}}) {
    const canvas = createCanvas(label);
    host.append(canvas);
    const motion = createMotion();
    const tick = createTicker(motion, {request: () => frame.request(), draw: () => painter.draw(), onRest: onViewChange});
    const frame = createFrame(tick);
    const interactions = lazyInteractions(canvas, {host, motion, states, onPoint, onZoom, redraw: frame.request});
    const thumbnails = lazyThumbnails(host);
    const painter = createScatterPainter(canvas, {host, motion, states, interactions, thumbnails, below, above, onResize: onViewChange});
    const toolbar = createToolbar(bar, {states, zoom: {
        zoomIn: () => interactions.use(({zoom}) => zoom.zoomIn()),
        zoomOut: () => interactions.use(({zoom}) => zoom.zoomOut()),
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
        onViewChange();
        frame.request();
    }

    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            painter.begin(created.pointLabels);
            Object.assign(motion, createMotion(), {box: motion.box});
            toolbar.update(false);
            interactions.queue('begin', (module) => module.begin(created));
            thumbnails.queue('begin', (module) => module.begin(created));
            frame.request();
        },
        /**
         * Moves the points.
         * @param {[Float32Array, Float32Array]} target
         * @param {{jump: boolean, fit?: [Interval, Interval]} & Partial<import('./painter.js').AxisStyle>} options `jump`: to other axes, without a movement
         */
        show(target, {jump, isFlat = false, fit, ticksOf}) {
            if (jump) interactions.loaded()?.zoom.forget();
            painter.setAxes({isFlat, ticksOf});
            setTarget(motion, target, {jump, fit});
            interactions.loaded()?.forgetPositions();
            toolbar.update(motion.view !== null);
            frame.request();
        },
        /** Draws the points as thumbnails, or as dots. @param {boolean} isOn */
        setThumbnails(isOn) {
            painter.setThumbnails(isOn);
            if (isOn) thumbnails.use(frame.request, 'draw');
            frame.request();
        },
        /** The part of the plane that is visible, or will be after the movement. */
        targetIntervals: () => targetIntervals(motion),
        motion,
        canvas,
        redraw: frame.request,
        recolour() {
            painter.recolour();
            interactions.loaded()?.recolour();
            frame.request();
        },
    };
}

/**
 * One frame: moves, draws, and asks for another while anything moves.
 * @param {import('./animation.js').Motion} motion @param {{request: () => void, draw: () => void, onRest: () => void}} options
 */
function createTicker(motion, {request, draw, onRest}) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let lastAt = 0;
    let wasMoving = false;
    return () => {
        const now = performance.now();
        const ms = calm.matches ? Infinity : Math.min(100, now - lastAt);
        lastAt = now;
        const isMoving = advance(motion, ms);
        if (isMoving) request();
        draw();
        if (wasMoving && !isMoving) onRest();
        wasMoving = isMoving;
    };
}

/** @param {string} label */
const createCanvas = (label) => element('canvas', {
    role: 'application', tabIndex: 0,
    'aria-label': `${label}. Arrow keys go from point to point, Enter selects one, + and − zoom, 0 shows all, shift and arrows move the view.`,
});
