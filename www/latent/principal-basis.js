// The directions in which codes vary most, as axes of the plane. Fetched when somebody picks them, or in idle time. Pure.

import {principalAxes} from '../math/principal-axes.js';
import {MOST_AXES} from './basis.js';

/**
 * The directions in which codes vary most.
 * @param {Float32Array} codes @param {number} latent
 * @param {{previous: import('./basis.js').Basis | null, isCentred: boolean}} how not where coordinates are values of the prior, whose middle is 0
 * @returns {import('./basis.js').Basis}
 */
export function principalBasis(codes, latent, {previous, isCentred}) {
    const {mean, directions} = principalAxes(codes, latent, {previous: previous?.directions ?? null, most: MOST_AXES});
    return {centre: isCentred ? mean : new Float32Array(latent), directions, count: directions.length, prefix: 'PC '};
}
