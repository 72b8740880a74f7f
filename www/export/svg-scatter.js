// Scatter plot as SVG, with a colour and a symbol for each class. Pure.

import {classTerm, UNKNOWN} from '../examples/terms.js';
import {symbolPath} from '../scatter/symbols.js';
import {rangeOf} from '../scatter/geometry.js';
import {chartSvg, positionOn} from './svg-chart.js';
import {escaped, tag} from './xml.js';

const RADIUS = 3.2;

/**
 * @typedef {object} ScatterData
 * @property {Float32Array} xs
 * @property {Float32Array} ys
 * @property {string} xName
 * @property {string | null} yName null without a meaning
 * @property {ArrayLike<number>} labels empty without labels
 * @property {string[]} classes
 */

/** @param {Omit<import('./svg-chart.js').SvgChart, 'x' | 'y' | 'legend'> & {plane: ScatterData, fillOf: (label: number) => string, plain: string}} options `fillOf`: the colour of a class */
export function dotsSvg({plane, fillOf, plain, ...chart}) {
    const {xs, ys, xName, yName, labels, classes} = plane;
    const [x, y] = [{...rangeOf(xs), name: xName}, {...rangeOf(ys), name: yName ?? ''}];
    const labelled = labels.length > 0;
    const shown = labelled ? shownClasses(classes, labels) : [];
    /** @param {number} label */
    const fill = (label) => labelled ? fillOf(label) : plain;
    const legend = shown.map(({name, label}) => ({name, key: tag('path', {d: symbolPath(label, 0, 0, 4.5), fill: fill(label)})}));
    return chartSvg({...chart, x, y: yName === null ? null : y, legend}, (box) => {
        const groups = labelled ? shown : [{name: '', label: 0}];
        return groups.map(({name, label}) => {
            const paths = Array.from(xs, (value, i) => !labelled || labels[i] === label ?
                symbolPath(label, positionOn(x, value, box.left, box.right), positionOn(y, ys[i], box.bottom, box.top), RADIUS) : '');
            return tag('g', {fill: fill(label), stroke: chart.colours.paper, 'stroke-width': 0.75},
                name ? tag('title', {}, escaped(name)) : '', ...paths.filter(Boolean).map((d) => tag('path', {d})));
        }).join('');
    });
}

/**
 * The classes of a legend with their labels; at the beginning "unknown", where a label is, so that known classes are drawn over it.
 * @param {string[]} classes @param {ArrayLike<number>} labels
 */
export function shownClasses(classes, labels) {
    const known = classes.map((name, label) => ({name, label}));
    return Array.from(labels).includes(UNKNOWN) ? [{name: classTerm({source: 'file', classes}, UNKNOWN), label: UNKNOWN}, ...known] : known;
}
