// Readout of the loss chart: a value for each line. Main thread.

import {element} from '../ui/dom.js';
import {significant} from '../ui/format.js';

/**
 * @param {HTMLElement} host
 * @param {{key: Element, name: string, title: string}[]} items
 * @param {...HTMLElement} others after them
 */
export function createReadout(host, items, ...others) {
    const head = element('span', {class: 'readout-step'});
    const values = items.map(() => element('b', {}, '–'));
    host.replaceChildren(head, ...items.map(({key, name, title}, i) => element('span', {class: 'readout-item', title}, key, `${name} `, values[i])), ...others);

    /** @param {string} text @param {(number | null | undefined)[]} numbers */
    return (text, numbers) => {
        head.textContent = text;
        values.forEach((value, i) => {
            value.textContent = significant(numbers[i]);
        });
    };
}
