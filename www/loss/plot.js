// Description of the loss chart: axes, scales and lines. Main thread.

import {compact, significant} from '../ui/format.js';
import {axisOf} from '../ui/plot.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */
/** @typedef {import('../ui/plot.js').AlignedData} AlignedData */

/**
 * @typedef {object} Curves
 * @property {() => import('../ui/plot.js').PlotLine[]} lines
 * @property {number} room at the right, in CSS pixels
 * @property {(join: import('../ui/plot.js').Join, options: {positiveOnly: boolean}) => AlignedData} columns
 * @property {(plot: uPlot) => void} draw draws over the curves
 */

/**
 * @param {Curves} curves
 * @param {{isLog: boolean, hooks: import('../ui/plot.js').Options['hooks']}} options
 * @returns {import('../ui/plot.js').PlotDescription}
 */
export function describeLossPlot(curves, {isLog, hooks}) {
    const lines = curves.lines();
    const hasShares = lines.some(({scale}) => scale === 'share');
    return {
        lines, hooks,
        cursor: {drag: {x: false, y: false}, y: false, points: {size: 6}},
        padding: [8, hasShares ? 0 : curves.room, 0, 0],
        scales: {
            x: {time: false, range: (_, __, max) => [0, Math.max(10, max || 0)]},
            y: isLog ? {distr: 3} : {range: (_, __, max) => [0, max > 0 ? max * 1.05 : 1]},
            share: {range: [0, 1]},
        },
        axes: [
            axisOf({size: 24, space: 70, label: 'step', values: (_, splits) => splits.map((step) => Number.isInteger(step) ? compact(step) : '')}),
            axisOf({size: 50, space: 40, values: (_, splits) => splits.map((value) => value === null ? '' : significant(value))}),
            ...hasShares ? [axisOf({
                scale: 'share', side: 1, size: 44, grid: {show: false}, values: (_, splits) => splits.map((share) => `${Math.round(100 * share)} %`),
            })] : [],
        ],
    };
}
