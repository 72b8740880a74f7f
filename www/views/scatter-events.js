// What pointer and keys do to the latent scatter: point at a place, go from point to point, select one.
// Main thread.

import {placeOf} from './plane-math.js';
import {nearest, neighbour} from './scatter-math.js';

const REACH = 24;
const ARROWS = {
    ArrowRight: {dx: 1, dy: 0}, ArrowLeft: {dx: -1, dy: 0}, ArrowUp: {dx: 0, dy: -1}, ArrowDown: {dx: 0, dy: 1},
};

/** @typedef {import('./latent-scatter.js').State} State */
/** @typedef {import('./latent-scatter.js').Behind} Behind */

/** @param {HTMLCanvasElement} canvas @param {State} state @param {{request: () => void, behind: Behind}} parts */
export function listen(canvas, state, {request, behind}) {
    /** @param {number} index */
    const take = (index) => {
        state.picked = index;
        request();
    };
    /** @param {number} index */
    const select = (index) => {
        state.selected = index;
        behind.select(index);
        request();
    };
    /** @param {PointerEvent} event */
    const under = (event) => nearest(state, {x: event.offsetX, y: event.offsetY, reach: REACH});
    /** @param {PointerEvent} event */
    const point = (event) => {
        take(under(event));
        const {domain, box} = state;
        if (domain && box) behind.point(placeOf(domain, box, {x: event.offsetX, y: event.offsetY}));
    };
    canvas.addEventListener('pointermove', point);
    canvas.addEventListener('pointerdown', point);
    canvas.addEventListener('click', (event) => select(under(/** @type {PointerEvent} */ (event))));
    canvas.addEventListener('pointerleave', ({pointerType}) => {
        behind.point(null);
        if (pointerType === 'mouse') take(-1);
    });
    canvas.addEventListener('blur', () => take(-1));
    canvas.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            select(-1);
            return take(-1);
        }
        if (event.key === 'Enter' && state.picked >= 0) return select(state.picked);
        const direction = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
        if (!direction || state.xs.length === 0) return;
        event.preventDefault();
        const middle = {x: canvas.clientWidth / 2, y: canvas.clientHeight / 2, reach: Infinity};
        take(state.picked < 0 ? nearest(state, middle) : neighbour(state, state.picked, direction));
    });
}
