// Codes of latent traversals: along each axis from low to high values, through one code. Pure.

import {coordinateOf, coordinatesOf, moveAlong} from './basis.js';
import {deviationOf} from './selection-stats.js';

const TILES = 9;

/** Steps of a traversal: values for a model with a prior, else standard deviations from the code. @param {boolean} hasPrior */
export function stepsOf(hasPrior) {
    const most = hasPrior ? 3 : 2;
    return Array.from({length: TILES}, (_, i) => most * (2 * i / (TILES - 1) - 1));
}

/**
 * The codes of all traversals, one after another.
 * @param {import('./basis.js').Basis} basis
 * @param {Float32Array} codes whose standard deviations scale the steps
 * @param {{code: Float32Array, axes: number[], hasPrior: boolean}} options
 */
export function traversalCodes(basis, codes, {code, axes, hasPrior}) {
    const latent = code.length;
    const steps = stepsOf(hasPrior);
    const middle = new Float32Array(latent); // of the prior
    const all = new Float32Array(axes.length * steps.length * latent);
    axes.forEach((axis, row) => {
        const deviation = hasPrior ? 1 : deviationOf(coordinatesOf(basis, codes, axis));
        const start = hasPrior ? coordinateOf(basis, code, axis) - coordinateOf(basis, middle, axis) : 0;
        steps.forEach((step, i) => {
            const next = code.slice();
            moveAlong(basis, next, axis, step * deviation - start);
            all.set(next, (row * steps.length + i) * latent);
        });
    });
    return all;
}
