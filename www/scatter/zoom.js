// Zoom and pan of a plane: by the wheel where the plane has focus or ctrl is held, so that the page scrolls as ever
// elsewhere, by two fingers, by dragging, by keys and by buttons. Main thread.

import {select, zoom, zoomIdentity} from '../vendor/d3/d3-zoom.esm.js';
import {scale} from './geometry.js';

const STEP = 1.6; // of a button or key
const PAN = 60; // pixels of a key
const EXTENT = /** @type {[number, number]} */ ([0.25, 400]);
const PAN_DIRECTIONS = {ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1]};
const STILL = 4; // pixels that a click may move

/** @typedef {import('./geometry.js').Interval} Interval */
/** @typedef {import('./animation.js').Motion} Motion */

/**
 * @param {HTMLCanvasElement} canvas
 * @param {Motion} motion
 * @param {{onChange: () => void, isFree: () => boolean}} parts `isFree` while a drag means nothing else
 */
export function createZoom(canvas, motion, {onChange, isFree}) {
    /** @type {[Interval, Interval] | null} what is shown where nothing is zoomed */
    let whole = null;
    let isQuiet = false;
    const selection = select(canvas);
    const behaviour = zoom().scaleExtent(EXTENT).clickDistance(STILL).extent(extent).wheelDelta(wheelDelta).filter(accepts)
        .on('zoom', zoomed).on('end', ended);
    selection.call(behaviour).on('dblclick.zoom', null);

    /** @returns {[[number, number], [number, number]]} */
    function extent() {
        const {left, right, top, bottom} = motion.box ?? {left: 0, right: 1, top: 0, bottom: 1};
        return [[left, top], [right, bottom]];
    }

    /** @param {MouseEvent & TouchEvent} event */
    function accepts(event) {
        if (!motion.domain) return false;
        if (event.type === 'wheel') return event.ctrlKey || event.metaKey || document.activeElement === canvas;
        if (!isFree()) return false;
        return event.type.startsWith('touch') ? event.touches.length >= 2 : !event.button && !event.ctrlKey;
    }

    /** @param {import('../vendor/d3/d3-zoom.esm.js').ZoomEvent} event */
    function zoomed({transform, sourceEvent}) {
        if (isQuiet || !motion.domain || !motion.box) return;
        if (!motion.view && transform.k === 1 && Math.hypot(transform.x, transform.y) < STILL) return;
        whole = motion.view ? whole : [...motion.domain];
        if (!whole) return;
        const {left, right, top, bottom} = motion.box;
        const [across, up] = whole;
        motion.view = [
            rangeBetween(transform.invertX(left), transform.invertX(right), (at) => scale(at, {min: left, max: right}, across.min, across.max)),
            rangeBetween(transform.invertY(bottom), transform.invertY(top), (at) => scale(at, {min: bottom, max: top}, up.min, up.max)),
        ];
        // what a hand does is seen at once; what a button does is gone to
        if (sourceEvent) motion.domain = [...motion.view];
        else motion.isFast = true;
        onChange();
    }

    function ended() {
        if (!isQuiet && !motion.view) quietly(zoomIdentity); // a click that moved a little
    }

    /** @param {import('../vendor/d3/d3-zoom.esm.js').ZoomTransform} transform */
    function quietly(transform) {
        isQuiet = true;
        selection.call(behaviour.transform, transform);
        isQuiet = false;
    }

    function reset() {
        if (!motion.view) return;
        motion.view = null;
        motion.isFast = true;
        quietly(zoomIdentity);
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
        reset,
        pan,
        /** Another plane: what was zoomed is gone. */
        forget() {
            motion.view = null;
            quietly(zoomIdentity);
        },
        /** The box has another size: the same part of the plane is to be seen in it. */
        refit() {
            if (!motion.view || !whole || !motion.box) return;
            const {left, right, top, bottom} = motion.box;
            const k = scaleOf(motion, whole);
            const x = left - k * scale(motion.view[0].min, whole[0], left, right);
            const y = top - k * scale(motion.view[1].max, whole[1], bottom, top);
            quietly(zoomIdentity.translate(x, y).scale(k));
        },
        /** What a key does, if anything. @param {KeyboardEvent} event @returns {boolean} */
        press({key, shiftKey, ctrlKey, metaKey}) {
            if (ctrlKey || metaKey) return false; // those are the browser's
            const way = shiftKey ? PAN_DIRECTIONS[/** @type {keyof typeof PAN_DIRECTIONS} */ (key)] : undefined;
            if (way) pan(PAN * way[0], PAN * way[1]);
            else if (key === '+' || key === '=') scaleBy(STEP);
            else if (key === '-') scaleBy(1 / STEP);
            else if (key === '0') reset();
            else return false;
            return true;
        },
    };
}

/** @param {number} from @param {number} to pixels @param {(at: number) => number} placeOf @returns {Interval} */
const rangeBetween = (from, to, placeOf) => ({min: placeOf(from), max: placeOf(to)});

/** How many times as large as the whole the view is. @param {Motion} motion @param {[Interval, Interval] | null} whole */
function scaleOf({view}, whole) {
    return view && whole ? (whole[0].max - whole[0].min) / (view[0].max - view[0].min) : 1;
}

/** A pinch on a touchpad comes as a wheel in small steps with ctrl held; a real wheel turns in large ones. @param {WheelEvent} event */
function wheelDelta({deltaY, deltaMode, ctrlKey}) {
    const unit = deltaMode === 1 ? 0.05 : deltaMode ? 1 : 0.002;
    return -deltaY * unit * (ctrlKey && Math.abs(deltaY) < 50 ? 10 : 1);
}
