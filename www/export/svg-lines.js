// Line chart over steps as SVG, linear or logarithmic, with shares on an axis of their own. Pure.

import {integer} from '../ui/format.js';
import {chartSvg, positionOn, rounded} from './svg-chart.js';
import {escaped, tag} from './xml.js';

/** @typedef {import('./svg-chart.js').Axis} Axis */

/**
 * @typedef {object} SvgCurve
 * @property {string} name
 * @property {string} colour
 * @property {number} width
 * @property {number[]} [dash]
 * @property {boolean} [isShare] on the right axis
 * @property {(number | null)[]} values one for each step; null for none
 */

/** The axis of the values; of a loss from 0 on. @param {SvgCurve[]} curves @param {string} name @param {boolean} isLog @returns {Axis} */
function upAxis(curves, name, isLog) {
    let [min, max] = [Infinity, -Infinity];
    for (const value of curves.flatMap(({values}) => values)) {
        if (value === null) continue;
        min = Math.min(min, value);
        max = Math.max(max, value);
    }
    if (min > max) return {min: 0, max: 1, name};
    if (isLog) return {min: min / 1.1, max: max * 1.1, name, isLog};
    return {min: Math.min(0, 1.05 * min), max: max > 0 ? 1.05 * max : 1, name};
}

/** @param {SvgCurve} curve */
const strokeOf = ({colour, width, dash}) =>
    ({fill: 'none', stroke: colour, 'stroke-width': width, 'stroke-dasharray': dash?.join(' '), 'stroke-linejoin': 'round'});

/**
 * @param {Omit<import('./svg-chart.js').SvgChart, 'x' | 'y' | 'right' | 'legend'> & {
 *     steps: number[], curves: SvgCurve[], unit: string, isLog: boolean
 * }} options
 */
export function linesSvg({steps, curves, unit, isLog, ...chart}) {
    /** @type {Axis} */
    const x = {min: 0, max: Math.max(10, steps.at(-1) ?? 0), name: 'step', text: integer};
    const y = upAxis(curves.filter(({isShare}) => !isShare), unit, isLog);
    /** @type {Axis | undefined} */
    const right = curves.some(({isShare}) => isShare) ? {min: 0, max: 1, name: 'share', text: (value) => `${Math.round(100 * value)} %`} : undefined;
    const legend = curves.map((curve) => ({name: curve.name, key: tag('path', {d: 'M-8 0H8', ...strokeOf(curve)})}));
    return chartSvg({...chart, x, y, right, legend}, (box) => curves.map((curve) => {
        const axis = curve.isShare && right ? right : y;
        const points = steps.flatMap((step, i) => {
            const value = curve.values[i];
            return value === null ? [] : [`${rounded(positionOn(x, step, box.left, box.right))},${rounded(positionOn(axis, value, box.bottom, box.top))}`];
        });
        return tag('polyline', {points: points.join(' '), ...strokeOf(curve)}, tag('title', {}, escaped(curve.name)));
    }).join(''));
}
