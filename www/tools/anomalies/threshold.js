// The histogram of scores with a threshold that is dragged, or moved by keys on a slider. The fraction of normal examples
// below it is kept, so that the threshold moves along as the model learns. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {labelled, slider} from '../../ui/widgets.js';
import {drawHistogram} from './charts.js';
import {rangeOfScores, thresholdFor} from './roc.js';

const DEFAULT = {fraction: 0.95, above: 0};
const HEIGHT = 190;
const STEPS = 200; // of the slider
const LABEL = 'Histogram of the scores: normal examples plain, abnormal ones striped';

/** @typedef {import('./evaluation.js').Scored} Scored */

/** @param {() => void} onMove */
export function createThreshold(onMove) {
    const canvas = element('canvas', {role: 'img', 'aria-label': LABEL, class: 'threshold'});
    const control = slider('Threshold', {min: 0, max: STEPS}, () => set(control.valueAsNumber / STEPS));
    const row = labelled('threshold', control);
    row.classList.add('threshold-slider');
    const node = element('div', {class: 'chart-host'}, canvas, row, legend());
    /** @type {Scored | null} */
    let scored = null;
    let about = {own: /** @type {number | null} */ (null), across: ''};
    let position = DEFAULT;
    let range = {min: 0, max: 1};
    let box = {left: 0, right: 1, top: 0, bottom: 1};
    let drawnFor = 0;

    const value = () => scored ? thresholdFor(scored.scores, scored.abnormal, position.fraction) * (1 + position.above) : NaN;

    /** @param {number} share of the range */
    function set(share) {
        if (!scored) return;
        position = positionOf(scored, range.min + Math.min(1, Math.max(0, share)) * (range.max - range.min));
        draw();
        onMove();
    }

    onDrag(canvas, (x) => set((x - box.left) / (box.right - box.left)));

    function draw() {
        drawnFor = node.clientWidth;
        if (!scored || drawnFor === 0) return;
        const threshold = value();
        box = drawHistogram(canvas, {width: drawnFor, height: HEIGHT}, {...scored, ...about, range, threshold});
        control.value = String(Math.round((threshold - range.min) / (range.max - range.min) * STEPS));
        control.setAttribute('aria-valuetext', significant(threshold));
    }

    new ResizeObserver(() => {
        if (node.clientWidth !== drawnFor) draw();
    }).observe(node);

    return {
        node,
        value,
        /** @param {Scored} next @param {typeof about} aboutNext `own`: score of the drawing; `across`: title of the axis */
        show(next, aboutNext) {
            scored = next;
            about = aboutNext;
            range = rangeOfScores(next.scores);
            draw();
        },
        /** Back to the default: other scores are on another scale. */
        reset() {
            position = DEFAULT;
            scored = null;
        },
    };
}

/**
 * The fraction of normal scores up to a threshold. For a threshold between two scores, or beyond the last one, `above` keeps
 * its excess over the score below, as a share of that score.
 * @param {Scored} scored @param {number} threshold
 */
function positionOf({scores, abnormal}, threshold) {
    const normal = Array.from(scores).filter((_, i) => !abnormal[i]);
    const fraction = normal.filter((score) => score <= threshold).length / Math.max(1, normal.length);
    const below = thresholdFor(scores, abnormal, fraction);
    return {fraction, above: threshold > below && below > 0 ? threshold / below - 1 : 0};
}

/** @param {HTMLCanvasElement} canvas @param {(x: number) => void} onMove CSS pixels */
function onDrag(canvas, onMove) {
    /** @param {PointerEvent} event */
    function drag(event) {
        if (event.type === 'pointerdown') canvas.setPointerCapture(event.pointerId);
        if (canvas.hasPointerCapture(event.pointerId)) onMove(event.offsetX);
    }
    canvas.addEventListener('pointerdown', drag);
    canvas.addEventListener('pointermove', drag);
}

const legend = () => element('p', {class: 'score-legend note'},
    element('span', {class: 'score-normal'}), 'normal, plain', element('span', {class: 'score-abnormal'}), 'abnormal, striped');
