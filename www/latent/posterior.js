// Posterior of the selected example, for models with a prior: follows the model, is drawn with the prior contours, and gives
// samples. Main thread.

import {createLatestRequest} from '../scheduling/latest-request.js';
import {sampleOf} from './gaussian-contours.js';
import {drawTwo} from '../math/normal.js';
import {hasPrior} from '../settings/store.js';
import {drawPosterior, drawPriorContours, drawSample} from './prior-contours.js';

/**
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {HTMLInputElement} options.contours switch of the prior contours
 * @param {HTMLElement} options.prior options of models with a prior
 * @param {() => void} options.onNews something new can be drawn
 * @param {(code: Float32Array) => void} options.onSample the sample by the current model
 */
export function createPosterior({query, contours, prior, onNews, onSample}) {
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    let selected = -1;
    /** @type {{mean: Float32Array, deviation: Float32Array} | null} */
    let found = null;
    /** @type {Float32Array | null} of the sample; kept, so that the sample follows the model */
    let noise = null;

    const latest = createLatestRequest((/** @type {{index: number, example: Uint8Array}} */ {example}) => query({kind: 'posterior', examples: example}), (answer, {index}) => {
        if (index !== selected) return;
        found = answer ? {mean: answer.means, deviation: answer.deviations} : null;
        report();
    });

    function report() {
        if (found && noise) onSample(sampleOf(found, noise));
        onNews();
    }

    /** Another example is selected, or none. */
    function forget() {
        selected = -1;
        found = noise = null;
        latest.forget();
    }

    contours.addEventListener('change', onNews);

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            run = created;
            prior.hidden = !hasPrior(created);
            forget();
        },
        /** @param {number} index of a point @param {Uint8Array} example */
        request(index, example) {
            if (!hasPrior(run)) return;
            selected = index;
            latest.send({index, example});
        },
        forget,
        /** Takes another sample. */
        resample() {
            noise = Float32Array.from({length: run?.config.latent ?? 0}, () => drawTwo(Math.random)[0]);
            report();
        },
        hasSample: () => noise !== null,
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection */
        draw(plot, projection) {
            if (!hasPrior(run)) return;
            if (contours.checked) drawPriorContours(plot, projection);
            if (found) drawPosterior(plot, projection, found);
            if (found && noise) drawSample(plot, projection, sampleOf(found, noise));
        },
    };
}
