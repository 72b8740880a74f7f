// Which of the axes through the space of codes matter most. Pure.

import {coordinatesOf} from './basis.js';
import {deviationOf} from './selection-stats.js';

/**
 * The axes along which codes vary most, at most so many, in their order; without those that are left out.
 * @param {import('./basis.js').Basis} basis @param {Float32Array} codes @param {{most: number, without?: number[]}} which
 * @returns {number[]}
 */
export function mostVarying(basis, codes, {most, without = []}) {
    const axes = Array.from({length: basis.count}, (_, axis) => axis).filter((axis) => !without.includes(axis));
    if (axes.length <= most) return axes;
    const everyone = Uint32Array.from({length: Math.floor(codes.length / basis.centre.length)}, (_, i) => i);
    const deviations = axes.map((axis) => ({axis, deviation: deviationOf(coordinatesOf(basis, codes, axis), everyone)}));
    deviations.sort((a, b) => b.deviation - a.deviation);
    return deviations.slice(0, most).map(({axis}) => axis).sort((a, b) => a - b);
}
