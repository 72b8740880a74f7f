// Names next to the dots of examples that have names, as many as fit without overlap. Training examples are small rings with grey names, so that
// all are there. Loaded with the first data that have names. Main thread.

import {createLatestRequest} from '../scheduling/latest-request.js';
import {isWithin} from '../scatter/geometry.js';
import {placesOf} from '../scatter/names.js';
import {colour} from '../ui/theme.js';
import {pixelOf, positionOf} from './code-marker.js';

const FONT = '11px system-ui, sans-serif';
const RING = 2;
const MOST = 300; // training examples
const QUIET = {leastRest: 500}; // ms

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{x: number, y: number, name: string, token: string}} Dot */

/** @param {{query: import('../protocol/queries.js').RunQuery, states: import('../scatter/selection.js').PointStates, redraw: () => void}} parts */
export function createNamedDots({query, states, redraw}) {
    /** @type {CreatedEvent | null} */
    let run = null;
    let [newest, step] = [0, 0];
    /** @type {import('../protocol/answers.js').Codes | null} of training examples */
    let trained = null;
    const request = createLatestRequest(() => query({kind: 'codes', split: 'training', most: MOST}), (answer) => {
        trained = answer;
        redraw();
    }, QUIET);

    /** Dots of training examples, of the newest step alone. @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection @returns {Dot[]} */
    function trainedDots(plot, projection) {
        if (!trained || step < newest) return [];
        const {codes, names, labels} = trained;
        const latent = projection.basis.centre.length;
        const {hidden} = states.now();
        return names.flatMap((name, i) => {
            const [x, y] = pixelOf(plot, projection, positionOf(projection, codes.subarray(i * latent, (i + 1) * latent)));
            return hidden.has(labels[i]) || !isWithin(plot.box, x, y) ? [] : [{x, y, name, token: '--ink-soft'}];
        });
    }

    /** Dots of the points; those that the user looks at come first. @param {import('../scatter/animation.js').Motion} motion @returns {Dot[]} */
    function pointDots({xs, ys}) {
        const {hovered, selected} = states.now();
        const isFirst = (/** @type {number} */ i) => Number(i === hovered || i === selected || (states.hasEmphasis() && states.isEmphasised(i)));
        const shown = [...xs.keys()].filter((i) => !states.isHidden(i)).sort((a, b) => isFirst(b) - isFirst(a));
        return shown.map((i) => ({x: xs[i], y: ys[i], name: run?.pointNames[i] ?? '', token: '--ink'}));
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            trained = null;
            newest = 0;
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot the newest, or that of an earlier step */
        update(snapshot) {
            ({step} = snapshot);
            newest = Math.max(newest, step);
            if (step === newest && run && run.pointNames.length > 0 && run.description.dataset.train <= MOST) request.send(null);
        },
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection @param {import('../scatter/animation.js').Motion} motion */
        draw(plot, projection, motion) {
            if (!run || run.pointNames.length === 0) return;
            const rings = trainedDots(plot, projection);
            drawRings(plot.context, rings);
            drawNames(plot, [...pointDots(motion), ...rings]);
        },
    };
}

/** @param {CanvasRenderingContext2D} context @param {Dot[]} dots */
function drawRings(context, dots) {
    context.lineWidth = 1;
    context.strokeStyle = colour('--ink-soft');
    context.beginPath();
    for (const {x, y} of dots) {
        context.moveTo(x + RING, y);
        context.arc(x, y, RING, 0, 2 * Math.PI);
    }
    context.stroke();
}

/** Names on a rim in the colour of the card, so that they can be read over the latent map. @param {import('../scatter/painter.js').PlotContext} plot @param {Dot[]} dots */
function drawNames({context, box}, dots) {
    context.font = FONT;
    context.textAlign = 'left';
    context.lineWidth = 3;
    context.strokeStyle = colour('--card');
    const places = placesOf(dots.map(({x, y, name}) => ({x, y, width: context.measureText(name).width})), box);
    dots.forEach(({y, name, token}, i) => {
        const left = places[i];
        if (left === null) return;
        context.strokeText(name, left, y + 4);
        context.fillStyle = colour(token);
        context.fillText(name, left, y + 4);
    });
}
