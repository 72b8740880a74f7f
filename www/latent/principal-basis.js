// Principal components of the codes as axes. Pure.

import {principalAxes} from '../math/principal-axes.js';
import {MOST_AXES} from './basis.js';

/**
 * The basis of the largest variance.
 * @param {Float32Array} codes @param {number} latent
 * @param {{previous: import('./basis.js').Basis | null, isCentred: boolean}} options `isCentred`: false for quantile axes, whose prior has mean 0
 * @returns {import('./basis.js').Basis}
 */
export function principalBasis(codes, latent, {previous, isCentred}) {
    const {mean, directions} = principalAxes(codes, latent, {previous: previous?.directions ?? null, most: MOST_AXES});
    return {centre: isCentred ? mean : new Float32Array(latent), directions, count: directions.length, prefix: 'PC '};
}
