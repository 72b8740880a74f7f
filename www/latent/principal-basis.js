// Principal components of the codes as axes. The core finds them: until it answers, earlier directions stay. The centre
// follows every code. Main thread.

import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {MOST_AXES} from './basis.js';
import {meanOf} from './selection-stats.js';

/** @typedef {import('./basis.js').Basis} Basis */

/**
 * @param {import('../protocol/queries.js').RunQuery} query
 * @param {(isFirst: boolean) => void} onFound there are new directions; `isFirst`: there were none before
 */
export function createPrincipalBasis(query, onFound) {
    /** @type {{axes: Float32Array, directions: Float32Array[]} | null} `directions`: views of `axes` */
    let found = null;
    /** @type {Float32Array | null} that directions were last requested for */
    let requested = null;
    const latest = createLatestRequest(
        (/** @type {{codes: Float32Array, latent: number}} */ {codes, latent}) =>
            query({kind: 'axes', codes, latent, most: MOST_AXES, previous: found?.axes ?? new Float32Array()}),
        (answer, {latent}) => {
            if (!answer) return;
            const isFirst = !found;
            const {axes} = answer;
            const count = axes.length / latent;
            found = {axes, directions: Array.from({length: count}, (_, i) => axes.subarray(i * latent, (i + 1) * latent))};
            onFound(isFirst);
        }, BRISK);

    return {
        /** Drops the directions: the next do not follow them. */
        forget() {
            latest.forget();
            found = requested = null;
        },
        /**
         * The basis for some codes; null before the first answer.
         * @param {Float32Array} codes @param {number} latent
         * @param {boolean} isCentred false for quantile axes, whose prior has mean 0
         * @returns {Basis | null}
         */
        update(codes, latent, isCentred) {
            if (codes !== requested) latest.send({codes: requested = codes, latent});
            if (!found) return null;
            const centre = isCentred ? meanOf(codes, latent) : new Float32Array(latent);
            return {centre, directions: found.directions, count: found.directions.length, prefix: 'PC '};
        },
    };
}
