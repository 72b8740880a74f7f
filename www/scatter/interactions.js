// Interactions with a scatter plot: zoom, lasso, hover with a tooltip, and selection. Main thread.

import {createTooltip} from './tooltip.js';
import {listenToPointerAndKeys} from './pointer-and-keys.js';
import {createSpatialIndex} from './spatial-index.js';
import {createLasso} from './lasso.js';
import {createZoom} from './zoom.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} options
 * @param {HTMLElement} options.host that contains the tooltip
 * @param {import('./animation.js').Motion} options.motion
 * @param {import('./selection.js').PointStates} options.states
 * @param {(position: [number, number] | null) => void} options.onPoint in data coordinates
 * @param {() => void} options.onZoom
 * @param {() => void} options.redraw
 */
export function createInteractions(canvas, {host, motion, states, onPoint, onZoom, redraw}) {
    const tooltip = createTooltip(host);
    const index = createSpatialIndex(states.isHidden);
    const zoom = createZoom(canvas, motion, {onChange: onZoom, isEnabled: () => !states.now().isLassoActive});
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
