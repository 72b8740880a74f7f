// What a hand does on a plane of points: zoom, draw a loop, point, select; and the card of the point it is at. Fetched
// when a plane is first touched, or in idle time. Main thread.

import {createTooltip} from './tooltip.js';
import {listenToPointerAndKeys} from './pointer-and-keys.js';
import {createSpatialIndex} from './spatial-index.js';
import {createLasso} from './lasso.js';
import {createZoom} from './zoom.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} parts
 * @param {HTMLElement} parts.host what the card must stay inside of
 * @param {import('./animation.js').Motion} parts.motion
 * @param {import('./selection.js').PointStates} parts.states
 * @param {(place: [number, number] | null) => void} parts.onPoint in units of the plane
 * @param {() => void} parts.onZoom
 * @param {() => void} parts.redraw
 */
export function createInteractions(canvas, {host, motion, states, onPoint, onZoom, redraw}) {
    const tooltip = createTooltip(host);
    const index = createSpatialIndex(states.isHidden);
    const zoom = createZoom(canvas, motion, {onChange: onZoom, isFree: () => !states.now().isLassoActive});
    const lasso = createLasso(canvas, {motion, states, redraw});
    listenToPointerAndKeys(canvas, {motion, states, index, zoom, onPoint});
    states.subscribe(({hidden}) => {
        if (hidden) index.forget();
    });
    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            zoom.forget();
            index.forget();
            tooltip.begin(created);
        },
        zoom,
        /** The points have moved. */
        forgetPositions: index.forget,
        showTooltip: tooltip.show,
        drawLasso: lasso.draw,
        recolour: tooltip.recolour,
    };
}
