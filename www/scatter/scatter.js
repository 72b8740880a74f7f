// A plane of points: dots that move smoothly, axes, zoom, and whatever else is to be drawn behind or over them. It
// knows nothing of codes; who has chosen what is told by the choice, which several planes may share. Main thread.

import {element} from '../ui/dom.js';
import {createFrame} from '../scheduling/animation-frame.js';
import {classColours, colour} from '../ui/theme.js';
import {clearedContext, pixelRatio} from '../ui/canvas.js';
import {createPlaneButtons} from './toolbar.js';
import {lazyInteractions, lazyThumbnails} from './lazy-parts.js';
import {createDots} from './dots.js';
import {drawAxes, drawRing} from './axes.js';
import {aim, emptyMotion, move, place, wantedOf} from './animation.js';

const PAD = {left: 40, right: 12, top: 10, bottom: 26};

/** @typedef {import('./geometry.js').Range} Range */
/** @typedef {import('./spatial-index.js').Box} Box */
/** @typedef {{context: CanvasRenderingContext2D, box: Box, domain: [Range, Range], ratio: number}} Sheet what can be drawn on */

/**
 * @typedef {object} ScatterParts
 * @property {string} label what the plane is called
 * @property {HTMLElement} bar above it, for its buttons
 * @property {import('./selection.js').Choice} choice
 * @property {(sheet: Sheet) => void} [below] draws behind the points
 * @property {(sheet: Sheet) => void} [above] draws over them
 * @property {() => void} [onLook] another part of the plane is seen, or in another size
 * @property {(place: [number, number] | null) => void} [onPoint] in units of the plane; null where the pointer has left
 */

/** @param {HTMLElement} host @param {ScatterParts} parts */
export function createScatter(host, {label, bar, choice, below, above, onLook = () => {}, onPoint = () => {}}) {
    const canvas = createCanvas(label);
    host.append(canvas);
    const motion = emptyMotion();
    const dots = createDots();
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    const frame = createFrame(tick);
    let palette = classColours();
    /** @type {Uint8Array} */
    let labels = new Uint8Array(0);
    let isFlat = false;
    /** @type {import('./axes.js').Ticks | undefined} */
    let ticksOf;
    let hasPictures = false;
    let lastAt = 0;
    let wasMoving = false;

    const hand = lazyInteractions(canvas, {host, motion, choice, onPoint, onZoom, redraw: frame.request});
    const thumbnails = lazyThumbnails(host);
    const buttons = createPlaneButtons(bar, {choice, zoom: {
        closer: () => hand.use(({zoom}) => zoom.closer()),
        wider: () => hand.use(({zoom}) => zoom.wider()),
        reset: () => hand.use(({zoom}) => zoom.reset()),
    }});
    choice.subscribe(({isGrouping}) => {
        if (isGrouping) hand.use();
        if (isGrouping !== undefined) canvas.classList.toggle('grouping', isGrouping);
        frame.request();
    });
    new ResizeObserver(frame.request).observe(host);

    function onZoom() {
        buttons.update(motion.view !== null);
        onLook();
        frame.request();
    }

    function tick() {
        const now = performance.now();
        const ms = calm.matches ? Infinity : Math.min(100, now - lastAt);
        lastAt = now;
        const moves = move(motion, ms);
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
        place(motion, box);
        const sheet = {context, box, domain, ratio};
        below?.(sheet);
        drawAxes(context, box, {x: domain[0], y: isFlat ? null : domain[1], line: colour('--line'), ink: colour('--ink-soft'), ticksOf});
        const placed = {xs: motion.xs, ys: motion.ys, box};
        dots.draw(context, placed, {choice, labels, palette, ratio, isFaint: hasPictures});
        if (hasPictures) thumbnails.loaded()?.draw(context, placed, {choice, palette, ratio});
        drawChosen(sheet);
        above?.(sheet);
        hand.loaded()?.drawLoop(context);
    }

    /** @param {Sheet} sheet */
    function drawChosen(sheet) {
        const {picked, selected, by} = choice.now();
        for (const chosen of new Set([picked, selected])) ringAround(sheet, motion.xs[chosen], motion.ys[chosen]);
        const isHere = by === canvas && picked >= 0 && picked < motion.xs.length;
        hand.loaded()?.showCard(isHere ? {index: picked, x: motion.xs[picked], y: motion.ys[picked]} : null);
    }

    /** @param {Box} box */
    function resize(box) {
        const before = motion.box;
        motion.box = box;
        if (before && before.right === box.right && before.bottom === box.bottom) return;
        hand.loaded()?.forgetPlaces();
        hand.loaded()?.zoom.refit();
        onLook();
    }

    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            labels = created.pointLabels;
            Object.assign(motion, emptyMotion(), {box: motion.box});
            buttons.update(false);
            hand.queue('begin', (part) => part.begin(created));
            thumbnails.queue('begin', (part) => part.begin(created));
            frame.request();
        },
        /**
         * Where the points are by now.
         * @param {[Float32Array, Float32Array]} target
         * @param {{jump: boolean, isFlat?: boolean, fit?: [Range, Range], ticksOf?: import('./axes.js').Ticks}} how `jump` to another plane; `isFlat` where up and down mean nothing
         */
        show(target, {jump, isFlat: flat = false, fit, ticksOf: ticks}) {
            if (jump) hand.loaded()?.zoom.forget();
            isFlat = flat;
            ticksOf = ticks;
            aim(motion, target, {jump, fit});
            hand.loaded()?.forgetPlaces();
            buttons.update(motion.view !== null);
            frame.request();
        },
        /** Points as their pictures, or as dots. @param {boolean} wanted */
        setPictures(wanted) {
            hasPictures = wanted;
            if (wanted) thumbnails.use(frame.request, 'draw');
            frame.request();
        },
        /** The part of the plane that is seen, or is about to be. */
        wanted: () => wantedOf(motion),
        motion,
        /** Something that is drawn here has changed. */
        redraw: frame.request,
        recolour() {
            palette = classColours();
            dots.recolour();
            thumbnails.loaded()?.recolour();
            hand.loaded()?.recolour();
            frame.request();
        },
    };
}

/** @param {string} label */
const createCanvas = (label) => element('canvas', {
    role: 'application', tabIndex: 0,
    'aria-label': `${label}. Arrow keys go from point to point, Enter selects one, + and − zoom, 0 shows all, shift and arrows move the view.`,
});

/** A ring around a point, where it is in sight. @param {Sheet} sheet @param {number} x @param {number} y */
function ringAround({context, box}, x, y) {
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) drawRing(context, x, y, colour('--ink'));
}
