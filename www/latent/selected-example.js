// The selected example: its reconstruction, nearest neighbours and posterior follow the model. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {createLatestRequest} from '../scheduling/latest-request.js';
import {hasPrior} from '../settings/store.js';
import {nearestCodes} from './plane.js';
import {meanOf} from './selection-stats.js';

const NEIGHBOURS = 5;

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/**
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {ReturnType<typeof import('./detail-panel.js').createDetailPanel>} options.panel
 * @param {ReturnType<typeof import('./lazy-parts.js').lazyPosterior>} options.posterior
 * @param {() => boolean} options.isHovering whether the panel shows the latent point under the pointer
 */
export function createSelectedExample({query, panel, posterior, isHovering}) {
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    let selected = -1;

    /** @param {{index: number, example: Uint8Array}} parts */
    const reconstruct = ({example}) => query({kind: 'reconstruct', examples: example});
    const reconstructed = createLatestRequest(reconstruct, (answer, {index}) => {
        if (!answer || index !== selected || !snapshot) return;
        const neighbours = nearestCodes(snapshot.codes, snapshot.latent, index, NEIGHBOURS);
        panel.select({index, output: answer.outputs, mse: answer.errors[0], neighbours, hasPosterior: hasPrior(run)});
        if (!isHovering() && !posterior.loaded()?.hasSample()) panel.showPoint({caption: 'decoded', picture: answer.outputs});
    });

    /** Drops the posterior: of another example, or during replay. */
    function forgetPosterior() {
        posterior.queue('request', (module) => module.forget());
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = null;
            selected = -1;
        },
        /** @param {SnapshotEvent} next */
        update(next) {
            snapshot = next;
        },
        forgetPosterior,
        /** @param {number} index of a point; -1 for none */
        select(index) {
            selected = index;
            forgetPosterior();
            if (index < 0) panel.deselect();
        },
        index: () => selected,
        /** The code of the selected example, or else the mean of all. */
        code() {
            if (!snapshot) return new Float32Array(0);
            const {codes, latent} = snapshot;
            return selected < 0 ? meanOf(codes, latent) : codes.slice(selected * latent, (selected + 1) * latent);
        },
        /** Queries reconstruction and posterior. */
        request() {
            if (!run || selected < 0) return;
            const example = exampleAt(run.points, run.description.dataset, selected).slice();
            const [index, copy] = [selected, example.slice()];
            reconstructed.send({index, example});
            posterior.queue('request', (module) => module.request(index, copy));
        },
    };
}
