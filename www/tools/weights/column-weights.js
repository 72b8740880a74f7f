// The weights of a layer's units for each number of a row of a table, by the names of its columns. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {bytesOfWeights} from './weight-images.js';

const MOST = 16; // units
const MIDDLE = 127.5;

/** @typedef {import('../../protocol/answers.js').Field} Column */

/** A name for each number of a row: "mass", "species: Adelie". @param {Column[]} columns */
export const namesOfNumbers = (columns) => columns.flatMap((column) =>
    column.kind === 'category' ? column.names.map((name) => `${column.name}: ${name}`) : [column.name]);

/**
 * Weights of each unit, as numbers and as shades of its largest one.
 * @param {import('../../protocol/answers.js').Tiles} tiles @param {number} size numbers of a row
 */
export function unitsOf({values}, size) {
    const shades = bytesOfWeights(values, size);
    return Array.from({length: values.length / size}, (_, unit) => Array.from({length: size}, (__, i) => {
        const at = unit * size + i;
        return {text: significant(Number(values[at].toPrecision(2))), share: Math.abs(shades[at] - MIDDLE) / MIDDLE, isNegative: values[at] < 0};
    }));
}

/** @param {string} title */
export function createColumnWeights(title) {
    const table = element('table', {class: 'heatmap'});
    const node = element('div', {class: 'heatmap-host', tabIndex: 0, role: 'region', 'aria-label': title, hidden: true}, table);
    return {
        node,
        clear: () => void (node.hidden = true),
        /** @param {import('../../protocol/answers.js').Tiles | undefined} tiles @param {Column[]} columns @returns {string} a note on units without room */
        show(tiles, columns) {
            const names = namesOfNumbers(columns);
            node.hidden = !tiles || tiles.width !== names.length;
            if (!tiles || node.hidden) return '';
            const units = unitsOf(tiles, names.length);
            const shown = units.slice(0, MOST);
            table.replaceChildren(element('caption', {}, title), element('tr', {}, element('th', {}, 'column'), ...shown.map((_, i) => element('th', {scope: 'col'}, `${i + 1}`))),
                ...names.map((name, i) => element('tr', {}, element('th', {scope: 'row'}, name), ...shown.map((unit) => cellOf(unit[i])))));
            return units.length > MOST ? `The first ${MOST} of ${units.length} units are shown.` : '';
        },
    };
}

/** @param {{text: string, share: number, isNegative: boolean}} weight */
function cellOf({text, share, isNegative}) {
    const cell = element('td', {class: isNegative ? 'wrong-cell' : ''}, text);
    cell.style.setProperty('--share', `${Math.round(100 * share)}%`);
    return cell;
}
