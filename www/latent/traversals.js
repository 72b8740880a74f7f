// Latent traversals: each row varies one latent dimension from low to high and keeps the others. Queried only while open. Main
// thread.

import {createTilePainter} from '../examples/painter.js';
import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {fitCanvas} from '../ui/canvas.js';
import {element} from '../ui/dom.js';
import {mostVarying} from './most-varying.js';
import {traversalCodes} from './traversal-codes.js';
import {drawTraversals} from './traversal-drawing.js';

const MOST = 16;

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {{basis: Basis, codes: Float32Array, code: Float32Array, hasPrior: boolean}} TraversalSource `code`: start of the traversals */
/** @typedef {{from: TraversalSource, axes: number[]}} TraversalRequest */

/** @param {HTMLDetailsElement} fold @param {{query: import('../protocol/queries.js').RunQuery}} parts */
export function createTraversals(fold, {query}) {
    const canvas = element('canvas', {role: 'img'});
    const words = element('p', {class: 'hint'});
    fold.append(words, element('div', {class: 'strip'}, canvas));
    fold.addEventListener('toggle', update);
    const painter = createTilePainter();
    /** @type {import('../examples/painter.js').ExampleFormat | null} */
    let format = null;
    /** @type {TraversalSource | null} */
    let from = null;
    /** @type {{pictures: Uint8Array, request: TraversalRequest} | null} */
    let shown = null;
    /** @type {{basis: Basis, axes: number[]} | null} kept, so that rows keep their order */
    let rows = null;

    const latest = createLatestRequest(queryTraversals, take, BRISK);

    /** @param {TraversalRequest} request */
    function queryTraversals({from: {basis, codes, code, hasPrior}, axes}) {
        return query({kind: 'decode', codes: traversalCodes(basis, codes, {code, axes, hasPrior})});
    }

    /** @param {import('../protocol/queries.js').Answer | null} answer @param {TraversalRequest} request */
    function take(answer, request) {
        shown = answer && 'pictures' in answer ? {pictures: answer.pictures, request} : null;
        if (shown) return draw();
        fitCanvas(canvas, 0, 0);
        words.textContent = 'Only the current model can decode: the traversals return when you go back to now.';
    }

    function update() {
        if (!from || !fold.open) return latest.forget();
        const {basis, codes} = from;
        if (!rows || rows.basis.prefix !== basis.prefix) rows = {basis, axes: mostVarying(basis, codes, {most: MOST})};
        latest.send({from, axes: rows.axes});
    }

    function draw() {
        if (!shown || !format || !fold.open) return;
        const {pictures, request: {from: {basis, hasPrior}, axes}} = shown;
        drawTraversals(canvas, painter, {format, pictures, basis, axes, hasPrior, room: fold.clientWidth});
        const text = wordsOn(basis, axes.length, hasPrior);
        if (words.textContent !== text) words.textContent = text;
        canvas.setAttribute('aria-label', `Latent traversals of ${axes.length} dimensions, one a row. ${text}`);
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            format = created.description.dataset;
            from = shown = rows = null;
            fitCanvas(canvas, 0, 0);
            latest.forget();
        },
        /** Follows model, axes and selection. @param {TraversalSource} next */
        update(next) {
            from = next;
            update();
        },
        recolour() {
            painter.recolour();
            draw();
        },
    };
}

/** Instructions to read the traversals. @param {Basis} basis @param {number} count of the rows @param {boolean} hasPrior */
function wordsOn(basis, count, hasPrior) {
    const range = hasPrior ? 'from −3 to 3, where the prior has nearly all of its mass' : 'from 2 standard deviations below the selected code to 2 above';
    const left = basis.count > count ? ` The ${count} with the largest variance are shown.` : '';
    return `Each row varies one latent dimension, ${range}; the others stay fixed. Look for rows that change one property, and for rows that change nothing: the decoder ignores that dimension.${left}`;
}
