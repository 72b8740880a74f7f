// The histogram of scores with a threshold that can be dragged, and moved by keys on a slider of its own. What is
// kept is how large a share of the normal ones pass, so that the threshold moves along as the model learns. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {drawHistogram} from './charts.js';
import {rangeOfScores, thresholdFor} from './roc.js';

const USUAL = 0.95;
const HEIGHT = 190;
const STEPS = 200; // of the slider

/** @typedef {import('./confusion-table.js').Scored} Scored */

/** @param {() => void} onMove */
export function createThreshold(onMove) {
    const canvas = element('canvas', {role: 'img', 'aria-label': 'How many examples have which score: normal ones plain, abnormal ones striped', class: 'threshold'});
    const slider = element('input', {type: 'range', min: '0', max: String(STEPS), 'aria-label': 'Threshold', oninput: slid});
    const node = element('div', {class: 'chart-host'}, canvas, element('label', {class: 'switch threshold-slider'}, 'threshold ', slider),
        element('p', {class: 'score-legend note'}, element('span', {class: 'score-normal'}), 'normal, plain', element('span', {class: 'score-abnormal'}), 'abnormal, striped'));
    /** @type {Scored | null} */
    let scored = null;
    let own = /** @type {number | null} */ (null);
    let across = '';
    let share = USUAL;
    let above = 0; // how far beyond the highest normal score, as a share of it
    let range = {min: 0, max: 1};
    let box = {left: 0, right: 1, top: 0, bottom: 1};
    let drawnFor = 0;

    function value() {
        if (!scored) return NaN;
        return thresholdFor(scored.scores, scored.abnormal, share) * (1 + above);
    }

    /** @param {number} threshold */
    function set(threshold) {
        if (!scored) return;
        const {scores, abnormal} = scored;
        const normal = Array.from(scores).filter((_, i) => !abnormal[i]);
        const highest = Math.max(...normal);
        share = normal.filter((score) => score <= threshold).length / Math.max(1, normal.length);
        // between two scores, and beyond the last one, the place itself is kept
        const passed = thresholdFor(scores, abnormal, share);
        above = threshold > highest && highest > 0 ? threshold / highest - 1 : threshold > passed && passed > 0 ? threshold / passed - 1 : 0;
        draw();
        onMove();
    }

    function slid() {
        set(range.min + Number(slider.value) / STEPS * (range.max - range.min));
    }

    /** @param {PointerEvent} event */
    function drag(event) {
        if (event.type === 'pointerdown') canvas.setPointerCapture(event.pointerId);
        else if (!canvas.hasPointerCapture(event.pointerId)) return;
        const at = (event.offsetX - box.left) / (box.right - box.left);
        set(range.min + Math.min(1, Math.max(0, at)) * (range.max - range.min));
    }
    canvas.addEventListener('pointerdown', drag);
    canvas.addEventListener('pointermove', drag);

    function draw() {
        drawnFor = node.clientWidth;
        if (!scored || drawnFor === 0) return;
        const threshold = value();
        box = drawHistogram(canvas, {width: drawnFor, height: HEIGHT}, {...scored, range, threshold, own, across});
        slider.value = String(Math.round((threshold - range.min) / (range.max - range.min) * STEPS));
        slider.setAttribute('aria-valuetext', significant(threshold));
    }

    new ResizeObserver(() => {
        if (node.clientWidth !== drawnFor) draw();
    }).observe(node);

    return {
        node,
        value,
        /** @param {Scored} next @param {{own: number | null, across: string}} about */
        show(next, about) {
            scored = next;
            ({own, across} = about);
            range = rangeOfScores(next.scores);
            draw();
        },
        /** Back to the usual one: other scores are on another scale. */
        reset() {
            share = USUAL;
            above = 0;
            scored = null;
        },
        draw,
    };
}
