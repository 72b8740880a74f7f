// A control for one of a few values: side by side when they are few and short, else a list. Main thread.

import {element} from '../../ui/dom.js';

/** @typedef {import('../../protocol/messages.js').Field} Field */

/** @param {Field} field @param {string} id @param {(value: string) => void} onChange @returns {import('./panel.js').Control} */
export function createChoice(field, id, onChange) {
    const choices = field.choices ?? [];
    const letters = choices.reduce((sum, {label}) => sum + label.length, 0);
    return choices.length <= 3 && letters <= 24 ? segments(field, id, onChange) : list(field, id, onChange);
}

/** @param {Field} field @param {string} id @param {(value: string) => void} onChange */
function segments(field, id, onChange) {
    const inputs = (field.choices ?? []).map(({value}) => element('input', {
        type: 'radio', name: id, id: `${id}-${value}`, value, onchange: () => onChange(value),
    }));
    const node = element('div', {class: 'segments', role: 'radiogroup', 'aria-labelledby': `${id}-label`},
        ...(field.choices ?? []).map(({label, help}, i) => element('label', {class: 'segment', title: help}, inputs[i], element('span', {}, label))));
    return {
        node,
        /** @param {string} value */
        show(value) {
            for (const input of inputs) input.checked = input.value === value;
        },
    };
}

/** @param {Field} field @param {string} id @param {(value: string) => void} onChange */
function list(field, id, onChange) {
    const select = element('select', {id, onchange: () => onChange(select.value)},
        ...(field.choices ?? []).map(({value, label}) => element('option', {value}, label)));
    return {
        node: select,
        labelFor: id,
        /** @param {string} value */
        show(value) {
            select.value = value;
        },
    };
}
