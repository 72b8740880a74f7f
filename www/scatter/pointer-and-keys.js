// Pointer and keys on a scatter plot: hover, moves from point to point, selection. Main thread.

import {isWithin, neighbour, positionAt} from './geometry.js';

const REACH = 24;
const PAN = 60; // pixels a key
const ARROWS = {
    ArrowRight: {dx: 1, dy: 0}, ArrowLeft: {dx: -1, dy: 0}, ArrowUp: {dx: 0, dy: -1}, ArrowDown: {dx: 0, dy: 1},
};

/**
 * @typedef {object} PointerOptions
 * @property {import('./animation.js').Motion} motion
 * @property {import('./selection.js').PointStates} states
 * @property {ReturnType<typeof import('./spatial-index.js').createSpatialIndex>} index
 * @property {ReturnType<typeof import('./zoom.js').createZoom>} zoom
 * @property {(position: [number, number] | null) => void} onPoint in data coordinates
 */

/** @param {HTMLCanvasElement} canvas @param {PointerOptions} parts */
export function listenToPointerAndKeys(canvas, {motion, states, index, zoom, onPoint}) {
    const fingers = new Set();
    /** @param {number} hovered */
    const hover = (hovered) => {
        if (states.now().hovered !== hovered || states.now().hoveredIn !== canvas) states.change({hovered, hoveredIn: canvas});
    };
    /** @param {MouseEvent} event */
    const pointUnder = ({offsetX, offsetY}) => index.nearest(motion, {x: offsetX, y: offsetY, reach: REACH});
    function leave() {
        onPoint(null);
        hover(-1);
    }

    /** @param {PointerEvent} event */
    function point(event) {
        if (fingers.size > 1 || states.now().isLassoActive) return leave();
        hover(pointUnder(event));
        const {domain, box} = motion;
        if (domain && box) onPoint(positionAt(domain, box, {x: event.offsetX, y: event.offsetY}));
    }

    canvas.addEventListener('pointermove', point);
    canvas.addEventListener('pointerdown', (event) => {
        if (event.pointerType === 'touch') fingers.add(event.pointerId);
        point(event);
    });
    for (const type of ['pointerup', 'pointercancel']) {
        canvas.addEventListener(type, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
    }
    canvas.addEventListener('click', (event) => {
        if (!states.now().isLassoActive) states.change({selected: pointUnder(event)});
    });
    canvas.addEventListener('pointerleave', ({pointerType, pointerId}) => {
        fingers.delete(pointerId);
        onPoint(null);
        if (pointerType === 'mouse') hover(-1);
    });
    canvas.addEventListener('blur', () => hover(-1));
    canvas.addEventListener('keydown', (event) => {
        if (zoomByKey(zoom, event)) return event.preventDefault();
        if (event.key === 'Escape') {
            states.change({selected: -1});
            return hover(-1);
        }
        const {hovered} = states.now();
        if (event.key === 'Enter' && hovered >= 0) return states.change({selected: hovered});
        const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
        if (!direction || motion.xs.length === 0) return;
        event.preventDefault();
        hover(hovered < 0 ? index.nearest(motion, middleOf(canvas)) : neighbour(motion, hovered, direction, states.isHidden));
        bringIntoView(motion, states.now().hovered, zoom);
    });
}

/** Zooms or moves the view by a key. @param {PointerOptions['zoom']} zoom @param {KeyboardEvent} event @returns {boolean} whether the key has a meaning here */
function zoomByKey(zoom, {key, shiftKey, ctrlKey, metaKey}) {
    if (ctrlKey || metaKey) return false; // shortcuts of the browser
    const arrow = shiftKey ? ARROWS[/** @type {keyof typeof ARROWS} */ (key)] : undefined;
    if (arrow) zoom.pan(-PAN * arrow.dx, -PAN * arrow.dy);
    else if (key === '+' || key === '=') zoom.zoomIn();
    else if (key === '-') zoom.zoomOut();
    else if (key === '0') zoom.reset();
    else return false;
    return true;
}

/** @param {HTMLCanvasElement} canvas */
const middleOf = ({clientWidth, clientHeight}) => ({x: clientWidth / 2, y: clientHeight / 2});

/** @param {import('./animation.js').Motion} motion @param {number} hovered @param {PointerOptions['zoom']} zoom */
function bringIntoView({box, xs, ys, view}, hovered, zoom) {
    if (!box || !view || hovered < 0) return;
    const [x, y] = [xs[hovered], ys[hovered]];
    if (isWithin(box, x, y)) return;
    zoom.pan((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
}
