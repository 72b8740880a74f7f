// Zoom and pan of a scatter plot: by dragging, two fingers, buttons, and the wheel. The wheel zooms only with ctrl
// held or with focus on the plot, and else scrolls the page. Main thread.

import {select, zoom, zoomIdentity} from '../vendor/d3/d3-zoom.esm.js';
import {scale} from './geometry.js';

const STEP = 1.6; // zoom factor of a button or key
const SCALES = /** @type {[number, number]} */ ([0.25, 400]);
const CLICK = 4; // pixels that a click may move

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./geometry.js').PlotArea} PlotArea */
/** @typedef {import('./animation.js').Motion} Motion */
/** @typedef {import('../vendor/d3/d3-zoom.esm.js').ZoomTransform} ZoomTransform */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Motion} motion
 * @param {{onChange: () => void, isEnabled: () => boolean}} options `isEnabled`: false while a drag draws a lasso
 */
export function createZoom(canvas, motion, {onChange, isEnabled}) {
    /** @type {[Interval, Interval] | null} the domain without zoom */
    let whole = null;
    let isSilent = false;
    const selection = select(canvas);
    const behaviour = zoom().scaleExtent(SCALES).clickDistance(CLICK).extent(() => extentOf(motion)).wheelDelta(wheelDelta)
        .filter((event) => accepts(event, {canvas, motion, isEnabled})).on('zoom', zoomed)
        .on('end', () => {
            if (!isSilent && !motion.view) setSilently(zoomIdentity); // a click that moved a little
        });
    selection.call(behaviour).on('dblclick.zoom', null);

    /** @param {import('../vendor/d3/d3-zoom.esm.js').ZoomEvent} event */
    function zoomed({transform, sourceEvent}) {
        if (isSilent || !motion.domain || !motion.box) return;
        if (!motion.view && transform.k === 1 && Math.hypot(transform.x, transform.y) < CLICK) return;
        whole = motion.view ? whole : [...motion.domain];
        if (!whole) return;
        motion.view = viewOf(transform, whole, motion.box);
        // direct input applies at once, a button or key moves smoothly
        if (sourceEvent) motion.domain = [...motion.view];
        else motion.isFast = true;
        onChange();
    }

    /** @param {ZoomTransform} transform */
    function setSilently(transform) {
        isSilent = true;
        selection.call(behaviour.transform, transform);
        isSilent = false;
    }

    function reset() {
        if (!motion.view) return;
        motion.view = null;
        motion.isFast = true;
        setSilently(zoomIdentity);
        onChange();
    }

    /** @param {number} factor */
    function scaleBy(factor) {
        if (motion.domain) selection.call(behaviour.scaleBy, factor);
    }

    /** @param {number} dx pixels @param {number} dy */
    function pan(dx, dy) {
        const k = scaleOf(motion, whole);
        if (motion.domain) selection.call(behaviour.translateBy, dx / k, dy / k);
    }

    return {
        zoomIn: () => scaleBy(STEP),
        zoomOut: () => scaleBy(1 / STEP),
        /** Shows all. */
        reset,
        pan,
        /** Drops the zoom: the axes have changed. */
        forget() {
            motion.view = null;
            setSilently(zoomIdentity);
        },
        /** Keeps the view after a resize. */
        refit() {
            if (motion.view && whole && motion.box) setSilently(transformOf(motion.view, whole, motion.box));
        },
    };
}

/** @param {Motion} motion @returns {[[number, number], [number, number]]} */
function extentOf({box}) {
    const {left, right, top, bottom} = box ?? {left: 0, right: 1, top: 0, bottom: 1};
    return [[left, top], [right, bottom]];
}

/** True if an event zooms. @param {MouseEvent & TouchEvent} event @param {{canvas: HTMLCanvasElement, motion: Motion, isEnabled: () => boolean}} state */
function accepts(event, {canvas, motion, isEnabled}) {
    if (!motion.domain) return false;
    if (event.type === 'wheel') return event.ctrlKey || event.metaKey || document.activeElement === canvas;
    if (!isEnabled()) return false;
    return event.type.startsWith('touch') ? event.touches.length >= 2 : !event.button && !event.ctrlKey;
}

/** The view of a transform. @param {ZoomTransform} transform @param {[Interval, Interval]} whole @param {PlotArea} box @returns {[Interval, Interval]} */
function viewOf(transform, [across, up], {left, right, top, bottom}) {
    const xAt = (/** @type {number} */ pixel) => scale(transform.invertX(pixel), {min: left, max: right}, across.min, across.max);
    const yAt = (/** @type {number} */ pixel) => scale(transform.invertY(pixel), {min: bottom, max: top}, up.min, up.max);
    return [{min: xAt(left), max: xAt(right)}, {min: yAt(bottom), max: yAt(top)}];
}

/** The transform of a view. @param {[Interval, Interval]} view @param {[Interval, Interval]} whole @param {PlotArea} box */
function transformOf(view, whole, {left, right, top, bottom}) {
    const k = scaleOf({view}, whole);
    const x = left - k * scale(view[0].min, whole[0], left, right);
    const y = top - k * scale(view[1].max, whole[1], bottom, top);
    return zoomIdentity.translate(x, y).scale(k);
}

/** The zoom factor. @param {Pick<Motion, 'view'>} motion @param {[Interval, Interval] | null} whole */
function scaleOf({view}, whole) {
    return view && whole ? (whole[0].max - whole[0].min) / (view[0].max - view[0].min) : 1;
}

/** Zoom steps of a wheel event: a touchpad sends a pinch as small steps with ctrl held, a wheel sends large ones. @param {WheelEvent} event */
function wheelDelta({deltaY, deltaMode, ctrlKey}) {
    const unit = deltaMode === 1 ? 0.05 : deltaMode ? 1 : 0.002;
    return -deltaY * unit * (ctrlKey && Math.abs(deltaY) < 50 ? 10 : 1);
}
