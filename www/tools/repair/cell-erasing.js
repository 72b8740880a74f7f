// Erasing of cells of a row of a table: by a box for each column, or at random as masking noise does. Main thread.

import {element} from '../../ui/dom.js';
import {button, slider} from '../../ui/widgets.js';
import {bytesOf, floatsOf, widthOf} from '../../examples/buffer.js';
import {randomLcg} from '../../vendor/d3-random/d3-random.js';

/** @typedef {import('../../protocol/answers.js').Field} Column */

const SEEDS = 1000;

/**
 * A row without the cells of some columns, and a mask of its numbers that are missing now.
 * @param {Uint8Array} row @param {Column[]} columns @param {boolean[]} isErased one a column
 */
export function withoutCells(row, columns, isErased) {
    const mask = Uint8Array.from(columns.flatMap((column, i) => new Array(widthOf(column)).fill(Number(isErased[i]))));
    return {corrupted: bytesOf(floatsOf(row).map((value, i) => mask[i] ? NaN : value)), mask};
}

/** Columns whose cells masking noise hides: each with this probability. @param {number} count @param {number} fraction @param {number} seed from 0 to 1 */
export function maskedAtRandom(count, fraction, seed) {
    const random = randomLcg(seed);
    return Array.from({length: count}, () => random() < fraction);
}

/** @param {{onChange: () => void, onCorrupted: (example: import('./corruption.js').Example) => void}} listeners */
export function createCellErasing({onChange, onCorrupted}) {
    const group = element('div', {class: 'class-boxes', role: 'group', 'aria-label': 'Cells that are erased', hidden: true});
    /** @type {Column[]} */
    let columns = [];
    /** @type {HTMLInputElement[]} */
    let boxes = [];
    let seed = 0;
    const fraction = slider('Fraction of the cells that masking noise hides', {min: 0, max: 1, step: 0.05, value: 0.3}, mask);
    const amount = element('output', {class: 'tool-value'}, '30 %');
    const again = button('Masking noise', () => {
        seed += 1;
        mask();
    }, {title: 'Hides cells at random; again with another seed'});
    const noise = element('span', {class: 'class-boxes', hidden: true}, again, fraction, amount);

    function mask() {
        amount.textContent = `${Math.round(100 * fraction.valueAsNumber)} %`;
        maskedAtRandom(boxes.length, fraction.valueAsNumber, seed / SEEDS).forEach((isMasked, i) => void (boxes[i].checked = isMasked));
        onChange();
    }

    return {
        nodes: [group, noise],
        /** Begins with one cell: that of the last category, or else of the first column. @param {Column[]} next */
        begin(next) {
            columns = next;
            const first = Math.max(0, columns.findLastIndex(({kind}) => kind === 'category'));
            boxes = columns.map((_, i) => element('input', {type: 'checkbox', checked: i === first, onchange: onChange}));
            group.replaceChildren(element('span', {class: 'tool-text'}, 'Erase'), ...columns.map(({name}, i) => element('label', {class: 'switch'}, boxes[i], ` ${name}`)));
        },
        erased: () => boxes.map(({checked}) => checked),
        /** @param {Uint8Array} truth */
        corrupt: (truth) => onCorrupted({truth, ...withoutCells(truth, columns, boxes.map(({checked}) => checked))}),
    };
}
