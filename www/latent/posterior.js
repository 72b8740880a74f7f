// Of a model with a prior, where the code of the selected example may lie: asked for as the model learns, drawn on the
// plane with the prior's rings, and drawn from. Main thread.

import {createNewest} from '../scheduling/latest-request.js';
import {sampleOf} from './gaussian-contours.js';
import {drawTwo} from '../math/normal.js';
import {hasPrior} from '../settings/store.js';
import {drawSample, drawPosterior, drawPriorContours} from './prior-contours.js';

/**
 * @param {object} parts
 * @param {import('./explorer.js').Ask} parts.ask
 * @param {HTMLInputElement} parts.rings switch of the prior's rings
 * @param {HTMLElement} parts.prior what is there of models with a prior alone
 * @param {() => void} parts.onNews there is something new to draw
 * @param {(code: Float32Array) => void} parts.onDraw the draw that is looked at, by now
 */
export function createPosterior({ask, rings, prior, onNews, onDraw}) {
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    let selected = -1;
    /** @type {{mean: Float32Array, deviation: Float32Array} | null} */
    let found = null;
    /** @type {Float32Array | null} what makes a draw; kept, so that the draw follows the model */
    let noise = null;

    const believed = createNewest(askEncoder, (answer, {index}) => {
        if (index !== selected) return;
        found = answer && 'deviations' in answer ? {mean: answer.means, deviation: answer.deviations} : null;
        tell();
    });

    /** @param {{index: number, pictures: Uint8Array}} wanted */
    function askEncoder({pictures}) {
        return ask({kind: 'posterior', pictures});
    }

    function tell() {
        if (found && noise) onDraw(sampleOf(found, noise));
        onNews();
    }

    /** Something else is selected, or nothing. */
    function forget() {
        selected = -1;
        found = noise = null;
        believed.forget();
    }

    rings.addEventListener('change', onNews);

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            run = created;
            prior.hidden = !hasPrior(created);
            forget();
        },
        /** @param {number} index of a point @param {Uint8Array} pictures its example */
        want(index, pictures) {
            if (!hasPrior(run)) return;
            selected = index;
            believed.ask({index, pictures});
        },
        forget,
        /** Another draw. */
        resample() {
            noise = Float32Array.from({length: run?.config.latent ?? 0}, () => drawTwo(Math.random)[0]);
            tell();
        },
        hasDraw: () => noise !== null,
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection */
        draw(plot, projection) {
            if (!hasPrior(run)) return;
            if (rings.checked) drawPriorContours(plot, projection);
            if (found) drawPosterior(plot, projection, found);
            if (found && noise) drawSample(plot, projection, sampleOf(found, noise));
        },
    };
}
