// A table of the sizes of an example in several encodings. Main thread.

import {element} from '../../ui/dom.js';
import {compact, significant} from '../../ui/format.js';
import {bodyRow, headRow} from '../../ui/table.js';

/** @typedef {{name: string, bits: number | null, isAtLeast?: boolean, error: number | null}} SizeRow */

export function createSizeTable() {
    const [head, rows] = [element('thead'), element('tbody')];
    return {
        node: element('table', {class: 'metrics tool-table'}, head, rows),
        /** The first is raw. @param {SizeRow[]} sizes @param {string} one name of an example */
        show(sizes, one) {
            head.replaceChildren(headRow(['', `bits per ${one}`, 'of raw', 'squared error']));
            const raw = sizes[0].bits ?? NaN;
            rows.replaceChildren(...sizes.map(({name, bits, isAtLeast, error}) => bodyRow([
                name, bits === null ? '–' : `${isAtLeast ? 'at least ' : ''}${compact(bits)}`, bits === null ? '–' : shareOf(bits / raw), significant(error),
            ])));
        },
    };
}

/** @param {number} share */
const shareOf = (share) => share < 0.1 ? `${(100 * share).toPrecision(2)} %` : `${Math.round(100 * share)} %`;
