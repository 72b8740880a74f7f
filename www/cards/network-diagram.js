// Diagram of the network: one bar a layer, to scale, joined by its weights. Needs the description only, so that it shows before
// training. Main thread.

import {element, svg} from '../ui/dom.js';
import {integer} from '../ui/format.js';

const HEIGHT = 156;
const TOP = 24; // room for the numbers above the bars
const FOOT = 20;
const BAR = 14;

/**
 * Bar heights in (0, 1]: proportional to the square root of the units, so that 784 and 2 both show.
 * @param {number[]} units
 */
export function barHeights(units) {
    const most = Math.max(...units);
    return units.map((count) => Math.max(0.04, Math.sqrt(count / most)));
}

/** The layers from input to output, without the classifier. @param {import('../protocol/answers.js').Summary} description */
const chainOf = ({layers}) => layers.filter(({role}) => role !== 'classes');

/**
 * Units of each level, from the input to the output.
 * @param {import('../protocol/answers.js').Summary} description
 */
export function levelsOf(description) {
    const layers = chainOf(description);
    const input = {units: layers[0].inputs, kind: 'input', activation: ''};
    return [input, ...layers.map(({outputs, role, activation}) => ({units: outputs, kind: role, activation}))];
}

/** @param {HTMLElement} host @param {{caption: HTMLElement, table: HTMLElement}} parts */
export function createNetworkDiagram(host, {caption, table}) {
    /** @type {import('../protocol/answers.js').Summary | null} */
    let shown = null;
    const draw = () => shown && host.clientWidth > 0 && host.replaceChildren(drawing(shown, host.clientWidth));
    new ResizeObserver(draw).observe(host);
    return {
        /** @param {import('../protocol/answers.js').Summary} description */
        update(description) {
            shown = description;
            draw();
            caption.textContent = `${integer(description.parameters)} parameters`;
            table.replaceChildren(...tableRows(description));
        },
    };
}

/** @param {import('../protocol/answers.js').Summary} description @param {number} width */
function drawing(description, width) {
    const levels = levelsOf(description);
    const heights = barHeights(levels.map(({units}) => units)).map((share) => share * (HEIGHT - TOP - FOOT));
    const middle = TOP + (HEIGHT - TOP - FOOT) / 2;
    const gap = (width - BAR - 24) / (levels.length - 1);
    const xs = levels.map((_, i) => 12 + i * gap);
    const small = gap < 46; // no room for shapes between the bars
    const picture = svg('svg', {
        width, height: HEIGHT, role: 'img', class: small ? 'network small' : 'network',
        'aria-label': `${levels.map(({units}) => units).join(' to ')} units, ${integer(description.parameters)} parameters`,
    });
    chainOf(description).forEach((layer, i) => {
        picture.append(connection({xs, heights, middle}, i, layer));
    });
    levels.forEach(({units, kind}, i) => {
        const height = heights[i];
        picture.append(
            svg('rect', {x: xs[i], y: middle - height / 2, width: BAR, height, rx: 3, class: `bar ${kind}`}),
            svg('text', {x: xs[i] + BAR / 2, y: middle - height / 2 - 7, class: 'units'}, String(units)),
        );
    });
    return picture;
}

/**
 * @param {{xs: number[], heights: number[], middle: number}} layout
 * @param {number} i
 * @param {import('../protocol/answers.js').LayerInfo} layer
 */
function connection({xs, heights, middle}, i, layer) {
    const [left, right] = [xs[i] + BAR, xs[i + 1]];
    const [a, b] = [heights[i] / 2, heights[i + 1] / 2];
    const points = `${left},${middle - a} ${right},${middle - b} ${right},${middle + b} ${left},${middle + a}`;
    const words = `${layer.shape}, ${layer.activation}, ${integer(layer.parameters)} parameters`;
    return svg('g', {class: `funnel ${layer.role}`},
        svg('title', {}, words),
        svg('polygon', {points}),
        svg('text', {x: (left + right) / 2, y: HEIGHT - 4, class: 'shape'}, `${layer.inputs}×${layer.outputs}`));
}

/** @param {import('../protocol/answers.js').Summary} description */
function tableRows({layers}) {
    return layers.map(({role, shape, activation, parameters}) => element('tr', {},
        element('th', {scope: 'row'}, role),
        element('td', {}, shape),
        element('td', {}, activation),
        element('td', {}, integer(parameters))));
}
