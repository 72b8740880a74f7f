// A control for a list of layer sizes: add, remove, resize. Main thread.

import {element} from '../../ui/dom.js';
import {createBox} from './number.js';

/**
 * @param {import('../../protocol/messages.js').Field} field
 * @param {string} id
 * @param {(value: number[]) => void} onChange
 * @returns {import('./panel.js').Control}
 */
export function createSizes(field, id, onChange) {
    const limits = {min: field.min, max: field.max, whole: true};
    const list = element('ol', {class: 'sizes'});
    const add = element('button', {type: 'button', class: 'small', onclick: append}, '+ Add layer');
    /** @type {number[]} */
    let sizes = [];
    /** @type {ReturnType<typeof createItem>[]} */
    let items = [];

    function append() {
        // half the last layer: the encoder narrows
        const last = sizes.at(-1) ?? 128;
        onChange([...sizes, Math.max(field.min ?? 1, Math.round(last / 2))]);
        items.at(-1)?.box.focus();
    }

    /** @param {number} i */
    function createItem(i) {
        const label = `Units in hidden layer ${i + 1}`;
        const box = createBox(`${id}-${i}`, label, limits, (value) => onChange(sizes.with(i, value)));
        const remove = element('button', {
            type: 'button', class: 'remove', 'aria-label': `Remove hidden layer ${i + 1}`,
            onclick: () => {
                onChange(sizes.toSpliced(i, 1));
                add.focus();
            },
        }, '×');
        return {box, node: element('li', {}, box.node, remove)};
    }

    return {
        node: element('div', {role: 'group', 'aria-labelledby': `${id}-label`}, list, add),
        /** @param {number[]} next */
        show(next) {
            if (next.length !== items.length) {
                items = next.map((_, i) => createItem(i));
                list.replaceChildren(...items.map(({node}) => node));
            }
            sizes = next;
            items.forEach(({box}, i) => box.show(next[i]));
            add.disabled = field.maxItems !== undefined && next.length >= field.maxItems;
            list.dataset.empty = String(next.length === 0);
        },
    };
}
