// What pointer and keys do to a plane of points: point at a place, go from point to point, select one.
// Main thread.

import {neighbour, positionAt} from './geometry.js';

const REACH = 24;
const ARROWS = {
    ArrowRight: {dx: 1, dy: 0}, ArrowLeft: {dx: -1, dy: 0}, ArrowUp: {dx: 0, dy: -1}, ArrowDown: {dx: 0, dy: 1},
};

/**
 * @typedef {object} Listening
 * @property {import('./animation.js').Motion} motion
 * @property {import('./selection.js').Choice} choice
 * @property {ReturnType<typeof import('./spatial-index.js').createIndex>} index
 * @property {ReturnType<typeof import('./zoom.js').createZoom>} zoom
 * @property {(place: [number, number] | null) => void} onPoint in units of the plane
 */

/** @param {HTMLCanvasElement} canvas @param {Listening} parts */
export function listen(canvas, {motion, choice, index, zoom, onPoint}) {
    const fingers = new Set();
    /** @param {number} picked */
    const take = (picked) => {
        if (choice.now().picked !== picked || choice.now().by !== canvas) choice.change({picked, by: canvas});
    };
    /** @param {MouseEvent} event */
    const under = ({offsetX, offsetY}) => index.nearest(motion, {x: offsetX, y: offsetY, reach: REACH});
    function leave() {
        onPoint(null);
        take(-1);
    }

    /** @param {PointerEvent} event */
    function point(event) {
        if (fingers.size > 1 || choice.now().isGrouping) return leave();
        take(under(event));
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
        if (!choice.now().isGrouping) choice.change({selected: under(event)});
    });
    canvas.addEventListener('pointerleave', ({pointerType, pointerId}) => {
        fingers.delete(pointerId);
        onPoint(null);
        if (pointerType === 'mouse') take(-1);
    });
    canvas.addEventListener('blur', () => take(-1));
    canvas.addEventListener('keydown', (event) => {
        if (zoom.press(event)) return event.preventDefault();
        if (event.key === 'Escape') {
            choice.change({selected: -1});
            return take(-1);
        }
        const {picked} = choice.now();
        if (event.key === 'Enter' && picked >= 0) return choice.change({selected: picked});
        const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
        if (!direction || motion.xs.length === 0) return;
        event.preventDefault();
        take(picked < 0 ? index.nearest(motion, middleOf(canvas)) : neighbour(motion, picked, direction, choice.isHidden));
        bringIntoView(motion, choice.now().picked, zoom);
    });
}

/** @param {HTMLCanvasElement} canvas */
const middleOf = ({clientWidth, clientHeight}) => ({x: clientWidth / 2, y: clientHeight / 2});

/** @param {import('./animation.js').Motion} motion @param {number} picked @param {Listening['zoom']} zoom */
function bringIntoView({box, xs, ys, view}, picked, zoom) {
    if (!box || !view || picked < 0) return;
    const [x, y] = [xs[picked], ys[picked]];
    if (x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) return;
    zoom.pan((box.left + box.right) / 2 - x, (box.top + box.bottom) / 2 - y);
}
