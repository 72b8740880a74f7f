// Rows of a table as a table of the page, with the names and kinds of its columns. Main thread.

import {element} from '../ui/dom.js';
import {examplesOf} from './buffer.js';
import {cellsOf} from './table-cells.js';

/** A column in words: "category of 3", "number". @param {import('../protocol/answers.js').Field} column */
export function kindInWords(column) {
    if (column.kind === 'category') return `category of ${column.names.length}`;
    return column.kind === 'rating' ? `rating, ${column.low} to ${column.high}` : column.kind;
}

/**
 * @param {Uint8Array} bytes of rows @param {Pick<import('../protocol/answers.js').DatasetInfo, 'kind' | 'width' | 'height' | 'channels' | 'columns'>} format
 * @param {{labels: string[], names: string[]}} known one a row; none where there are no classes, or no names
 */
export function rowsTable(bytes, format, {labels, names}) {
    const {columns} = format;
    const head = [...names.length > 0 ? [['name', 'of the row']] : [], ...labels.length > 0 ? [['class', 'label']] : [], ...columns.map((column) => [column.name, kindInWords(column)])];
    const rows = examplesOf(bytes, format).map((row, i) => element('tr', {},
        ...[names, labels].flatMap((own) => own.length > 0 ? [element('th', {scope: 'row'}, own[i])] : []),
        ...cellsOf({role: 'input', bytes: row, columns}).map(({text, isKnown, kind}) => element('td', {class: `${kind === 'category' ? 'name' : 'amount'}${isKnown ? '' : ' unknown'}`}, text))));
    return element('div', {class: 'rows-table', tabIndex: 0, role: 'region', 'aria-label': 'Some rows'}, element('table', {},
        element('thead', {}, element('tr', {}, ...head.map(([name, kind]) => element('th', {scope: 'col'}, name, element('small', {}, kind))))),
        element('tbody', {}, ...rows)));
}
