// A form in which a row of a table is entered: a field for each column, left empty where it is not known. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';
import {bytesOf, widthOf} from '../../examples/buffer.js';
import {numberInWords} from '../../examples/table-cells.js';
import {toolbar} from '../tool.js';

/** @typedef {import('../../protocol/answers.js').Field} Column */

/**
 * The numbers of a column; NaN where it is not known. A name is given by its place.
 * @param {Column} column @param {string} text as it was entered
 */
export function numbersFrom(column, text) {
    const value = text === '' ? NaN : Number(text);
    if (Number.isNaN(value) || column.kind !== 'category') return [...new Array(widthOf(column) - 1).fill(NaN), value];
    return column.names.map((_, i) => Number(i === value));
}

/** The row of some texts, one a column; null where all are empty or one is no number. @param {Column[]} columns @param {string[]} texts */
export function rowFrom(columns, texts) {
    if (texts.every((text) => text === '')) return null;
    return bytesOf(Float32Array.from(columns.flatMap((column, i) => numbersFrom(column, texts[i]))));
}

/** @param {Column} column @param {() => void} onChange */
function fieldOf(column, onChange) {
    if (column.kind === 'category') {
        return element('select', {onchange: onChange}, element('option', {value: ''}, 'not known'), ...column.names.map((name, i) => element('option', {value: String(i)}, name)));
    }
    const limits = column.kind === 'rating' ? {min: String(column.low), max: String(column.high), placeholder: `${column.low} to ${column.high}`} :
        column.kind === 'number' ? {placeholder: `mean ${numberInWords(column.mean, column.deviation)}`} : {};
    return element('input', {type: 'number', step: 'any', oninput: onChange, ...limits});
}

/** @param {{onChange: (example: Uint8Array | null) => void, onKeep: (example: Uint8Array) => void}} listeners null: the form is empty */
export function createRowForm({onChange, onKeep}) {
    const fields = element('div', {class: 'row-form'});
    const clear = button('Clear', empty, {disabled: true});
    const keep = button('Keep', () => {
        if (example) onKeep(example);
        empty();
    }, {disabled: true});
    /** @type {Column[]} */
    let columns = [];
    /** @type {(HTMLInputElement | HTMLSelectElement)[]} */
    let inputs = [];
    /** @type {Uint8Array | null} */
    let example = null;

    function read() {
        // a browser gives an empty text for what is no number, too
        example = rowFrom(columns, inputs.map(({value}) => value));
        clear.disabled = !example;
        onChange(example);
    }

    function empty() {
        for (const input of inputs) input.value = '';
        read();
    }

    return {
        node: element('div', {hidden: true}, fields, toolbar(clear, keep)),
        example: () => example,
        /** Takes the columns of a table, and reads the form again. @param {Uint8Array} _ @param {import('../../protocol/answers.js').DatasetInfo} format */
        begin(_, format) {
            if (JSON.stringify(format.columns) !== JSON.stringify(columns)) {
                columns = format.columns;
                inputs = columns.map((column) => fieldOf(column, read));
                fields.replaceChildren(...columns.map(({name}, i) => element('label', {}, element('span', {}, name), inputs[i])));
            }
            read();
        },
        end: () => void (example = null),
        /** @param {boolean} canKeep */
        allowKeeping(canKeep) {
            keep.disabled = !canKeep;
        },
    };
}
