// What a hand does on a plane of points: zoom, draw a loop, point, select; and the card of the point it is at. Fetched
// when a plane is first touched, or in idle time. Main thread.

import {createPointCard} from './tooltip.js';
import {listen} from './pointer-and-keys.js';
import {createIndex} from './spatial-index.js';
import {createLasso} from './lasso.js';
import {createZoom} from './zoom.js';

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} parts
 * @param {HTMLElement} parts.host what the card must stay inside of
 * @param {import('./animation.js').Motion} parts.motion
 * @param {import('./selection.js').Choice} parts.choice
 * @param {(place: [number, number] | null) => void} parts.onPoint in units of the plane
 * @param {() => void} parts.onZoom
 * @param {() => void} parts.redraw
 */
export function createHand(canvas, {host, motion, choice, onPoint, onZoom, redraw}) {
    const card = createPointCard(host);
    const index = createIndex(choice.isHidden);
    const zoom = createZoom(canvas, motion, {onChange: onZoom, isFree: () => !choice.now().isGrouping});
    const lasso = createLasso(canvas, {motion, choice, redraw});
    listen(canvas, {motion, choice, index, zoom, onPoint});
    choice.subscribe(({hidden}) => {
        if (hidden) index.forget();
    });
    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            zoom.forget();
            index.forget();
            card.begin(created);
        },
        zoom,
        /** The points have moved. */
        forgetPlaces: index.forget,
        showCard: card.show,
        drawLoop: lasso.draw,
        recolour: card.recolour,
    };
}
