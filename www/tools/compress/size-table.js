// A table of the sizes of an example in several encodings. Main thread.

import {element} from '../../ui/dom.js';
import {compact, significant} from '../../ui/format.js';

/** @typedef {{name: string, bits: number | null, isAtLeast?: boolean, error: number | null}} SizeRow */

export function createSizeTable() {
    const rows = element('tbody');
    const title = element('th', {scope: 'col'});
    const others = ['of raw', 'squared error'].map((text) => element('th', {scope: 'col'}, text));
    return {
        node: element('table', {class: 'metrics tool-table'}, element('thead', {}, element('tr', {}, element('td'), title, ...others)), rows),
        /** The first is raw. @param {SizeRow[]} sizes @param {string} one name of an example */
        show(sizes, one) {
            title.textContent = `bits per ${one}`;
            const raw = sizes[0].bits ?? NaN;
            rows.replaceChildren(...sizes.map(({name, bits, isAtLeast, error}) => element('tr', {},
                element('th', {scope: 'row'}, name),
                element('td', {}, bits === null ? '–' : `${isAtLeast ? 'at least ' : ''}${compact(bits)}`),
                element('td', {}, bits === null ? '–' : shareOf(bits / raw)),
                element('td', {}, error === null ? '–' : significant(error)))));
        },
    };
}

/** @param {number} share */
const shareOf = (share) => share < 0.1 ? `${(100 * share).toPrecision(2)} %` : `${Math.round(100 * share)} %`;
