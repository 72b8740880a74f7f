// The two folds for more latent dimensions than the plot can show: sliders of those off the axes, and traversals of all.
// Traversals start at the values of the sliders. Main thread.

import {hasPrior} from '../settings/store.js';
import {lazyLatentSliders, lazyTraversals} from './lazy-parts.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */

/**
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {HTMLDetailsElement} options.sliders fold of the other latent dimensions
 * @param {HTMLDetailsElement} options.traversals
 * @param {() => void} onChange a slider has moved
 */
export function createDimensionFolds({query, sliders: slidersFold, traversals: traversalsFold}, onChange) {
    const sliders = lazyLatentSliders(slidersFold, onChange);
    const traversals = lazyTraversals(traversalsFold, {query});
    /** @type {CreatedEvent | null} */
    let run = null;

    /** A code with the values of the sliders. @param {import('./basis.js').Basis} basis @param {Float32Array} code */
    const applied = (basis, code) => sliders.loaded()?.applied(basis, code) ?? code;

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            slidersFold.hidden = created.config.latent <= 2;
            sliders.queue('begin', (module) => module.begin());
            traversals.queue('begin', (module) => module.begin(created));
        },
        /** Follows codes, axes and selection. @param {import('./latent-sliders.js').SliderSource} source */
        update(source) {
            sliders.queue('update', (module) => module.update(source));
            const {basis, codes, code} = source;
            const from = {basis, codes, code: applied(basis, code), hasPrior: hasPrior(run)};
            traversals.queue('update', (module) => module.update(from));
        },
        /** Another example is selected: the sliders go back to its code. */
        forget: () => sliders.loaded()?.forget(),
        applied,
        recolour: () => traversals.loaded()?.recolour(),
    };
}
