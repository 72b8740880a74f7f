// Choice of the axes with the largest variance. Pure.

import {coordinatesOf} from './basis.js';
import {deviationOf} from './selection-stats.js';

/**
 * The axes with the largest variance, in their order.
 * @param {import('./basis.js').Basis} basis @param {Float32Array} codes @param {{most: number, without?: number[]}} options
 * @returns {number[]}
 */
export function mostVarying(basis, codes, {most, without = []}) {
    const axes = Array.from({length: basis.count}, (_, axis) => axis).filter((axis) => !without.includes(axis));
    if (axes.length <= most) return axes;
    const deviations = axes.map((axis) => ({axis, deviation: deviationOf(coordinatesOf(basis, codes, axis))}));
    deviations.sort((a, b) => b.deviation - a.deviation);
    return deviations.slice(0, most).map(({axis}) => axis).sort((a, b) => a - b);
}
