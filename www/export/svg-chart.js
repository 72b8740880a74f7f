// Frame of an SVG chart: title, legend, axes with names and units, and a clipped plot area. Pure.

import {significant, ticks} from '../ui/format.js';
import {escaped, tag} from './xml.js';

const PAD = {left: 66, right: 24, bottom: 46};
const [SIZE, LINE] = [12, 18]; // of the type
const TITLE = 20; // the height of its line
const LETTER = 6.6; // about as wide as a letter is

/** @typedef {import('../scatter/geometry.js').PlotArea} PlotArea */
/** @typedef {{ink: string, soft: string, line: string, paper: string}} Colours */
/** @typedef {{name: string, key: string}} Entry of the legend; `key` is markup in a square of 16 around 0 */

/**
 * @typedef {object} Axis
 * @property {number} min
 * @property {number} max
 * @property {string} name with its unit
 * @property {boolean} [isLog]
 * @property {(value: number) => string} [text] of a tick
 */

/**
 * @typedef {object} SvgChart
 * @property {number} width
 * @property {number} height of all
 * @property {string} title
 * @property {boolean} [isBare] without the title, below a heading
 * @property {string} note below the title
 * @property {Entry[]} legend
 * @property {Axis} x
 * @property {Axis | null} y null without a meaning
 * @property {Axis} [right] a second axis
 * @property {Colours} colours
 */

/** The position of a value. @param {Axis} axis @param {number} value @param {number} from @param {number} to */
export function positionOn({min, max, isLog}, value, from, to) {
    const [low, high, at] = isLog ? [min, max, value].map(Math.log10) : [min, max, value];
    return from + (at - low) / (high - low) * (to - from);
}

/** Powers of ten, with their doubles and fives if they are few. @param {Axis} axis */
function logTicks({min, max}) {
    const [first, last] = [Math.floor(Math.log10(min)), Math.ceil(Math.log10(max))];
    const factors = last - first > 3 ? [1] : [1, 2, 5];
    return Array.from({length: last - first + 1}, (_, i) => factors.map((factor) => Number(`${factor}e${first + i}`))).flat()
        .filter((value) => value >= min && value <= max);
}

/** @param {Axis} axis @param {number} about how many */
const ticksOf = (axis, about) => axis.isLog ? logTicks(axis) : ticks(axis.min, axis.max, about);

/** A position in an SVG. @param {number} value */
export const rounded = (value) => Number(value.toFixed(2));

/** @param {string} text @param {Record<string, string | number>} attributes */
const textAt = (text, attributes) => tag('text', attributes, escaped(text));

/** @param {Entry[]} legend @param {{left: number, right: number, top: number}} room */
function legendOf(legend, {left, right, top}) {
    let [x, y] = [left, top];
    const items = legend.map(({name, key}) => {
        const width = 34 + LETTER * name.length;
        if (x + width > right && x > left) [x, y] = [left, y + LINE];
        const item = tag('g', {transform: `translate(${rounded(x)} ${y})`},
            tag('g', {transform: 'translate(8 -4)'}, key), textAt(name, {x: 20, y: 0}));
        x += width;
        return item;
    });
    return {markup: items.join(''), bottom: legend.length > 0 ? y + LINE : top - LINE};
}

/** @param {SvgChart} chart @param {PlotArea} box */
function acrossOf({x, height, colours}, box) {
    const text = x.text ?? significant;
    const lines = ticksOf(x, (box.right - box.left) / 80).map((value) => {
        const at = rounded(positionOn(x, value, box.left, box.right));
        return tag('line', {x1: at, x2: at, y1: box.top, y2: box.bottom, stroke: colours.line})
            + textAt(text(value), {x: at, y: box.bottom + 16, 'text-anchor': 'middle', fill: colours.soft});
    });
    const name = textAt(x.name, {x: (box.left + box.right) / 2, y: height - 10, 'text-anchor': 'middle', fill: colours.soft});
    return lines.join('') + name;
}

/** @param {Axis} axis @param {PlotArea} box @param {Colours} colours @param {boolean} isRight */
function upOf(axis, box, colours, isRight) {
    const text = axis.text ?? significant;
    const x = isRight ? box.right + 6 : box.left - 6;
    const anchor = isRight ? 'start' : 'end';
    const lines = ticksOf(axis, (box.bottom - box.top) / 50).map((value) => {
        const at = rounded(positionOn(axis, value, box.bottom, box.top));
        const line = tag('line', {x1: box.left, x2: box.right, y1: at, y2: at, stroke: colours.line});
        return (isRight ? '' : line) + textAt(text(value), {x, y: at + 4, 'text-anchor': anchor, fill: colours.soft});
    });
    const [middle, side] = [(box.top + box.bottom) / 2, isRight ? box.right + 52 : 14];
    const turned = `translate(${side} ${rounded(middle)}) rotate(-90)`;
    return lines.join('') + textAt(axis.name, {transform: turned, 'text-anchor': 'middle', fill: colours.soft});
}

/**
 * @param {SvgChart} chart
 * @param {(box: PlotArea) => string} draw content, clipped to the box
 */
export function chartSvg(chart, draw) {
    const {width, height: whole, title, isBare = false, note, legend, y, right, colours} = chart;
    const head = isBare ? 0 : TITLE;
    const height = whole - TITLE + head;
    const room = {left: PAD.left, right: width - (right ? 66 : PAD.right)};
    const keys = legendOf(legend, {...room, top: head + 46});
    const box = {...room, top: keys.bottom - 4, bottom: height - PAD.bottom};
    const extent = {x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top};
    return tag('svg', {
        xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img',
        'aria-label': `${title}. ${note}`, 'font-family': 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif', 'font-size': SIZE,
    },
    tag('title', {}, escaped(title)),
    tag('rect', {width, height, fill: colours.paper}),
    isBare ? '' : textAt(title, {x: 14, y: 24, 'font-size': 15, 'font-weight': 600, fill: colours.ink}),
    textAt(note, {x: 14, y: head + 23, fill: colours.soft}),
    tag('g', {fill: colours.ink}, keys.markup),
    acrossOf({...chart, height}, box), y ? upOf(y, box, colours, false) : '', right ? upOf(right, box, colours, true) : '',
    tag('svg', {...extent, viewBox: `${extent.x} ${extent.y} ${extent.width} ${extent.height}`}, draw(box)));
}
