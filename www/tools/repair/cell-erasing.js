// Erasing of cells of a row of a table, by a box for each column. Main thread.

import {element} from '../../ui/dom.js';
import {bytesOf, floatsOf, widthOf} from '../../examples/buffer.js';

/** @typedef {import('../../protocol/answers.js').Field} Column */

/**
 * A row without the cells of some columns, and a mask of its numbers that are missing now.
 * @param {Uint8Array} row @param {Column[]} columns @param {boolean[]} isErased one a column
 */
export function withoutCells(row, columns, isErased) {
    const mask = Uint8Array.from(columns.flatMap((column, i) => new Array(widthOf(column)).fill(Number(isErased[i]))));
    return {corrupted: bytesOf(floatsOf(row).map((value, i) => mask[i] ? NaN : value)), mask};
}

/** @param {{onChange: () => void, onCorrupted: (example: import('./corruption.js').Example) => void}} listeners */
export function createCellErasing({onChange, onCorrupted}) {
    const group = element('div', {class: 'class-boxes', role: 'group', 'aria-label': 'Cells that are erased', hidden: true});
    /** @type {Column[]} */
    let columns = [];
    /** @type {HTMLInputElement[]} */
    let boxes = [];

    return {
        node: group,
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
