// A heatmap as a table: numbers in cells that are shaded by their size. Main thread.

import {element} from '../../ui/dom.js';

/**
 * @typedef {object} Heatmap
 * @property {string} caption
 * @property {string} corner title of the rows
 * @property {string[]} rows
 * @property {string[]} columns
 * @property {(row: number, column: number) => {text: string, share: number, isWrong?: boolean}} cell `share` of the deepest shade, 0 to 1
 */

export function createHeatmapTable() {
    const table = element('table', {class: 'heatmap'});
    const node = element('div', {class: 'heatmap-host', tabIndex: 0, role: 'region', hidden: true}, table);
    return {
        node,
        clear: () => void (node.hidden = true),
        /** @param {Heatmap | null} shown */
        show(shown) {
            node.hidden = !shown;
            if (!shown) return;
            const {caption, corner, rows, columns, cell} = shown;
            node.setAttribute('aria-label', caption);
            const head = element('tr', {}, element('th', {}, corner), ...columns.map((name) => element('th', {scope: 'col'}, name)));
            table.replaceChildren(element('caption', {}, caption), head, ...rows.map((name, row) => element('tr', {},
                element('th', {scope: 'row'}, name), ...columns.map((_, column) => {
                    const {text, share, isWrong = false} = cell(row, column);
                    const td = element('td', {class: isWrong ? 'wrong-cell' : ''}, text);
                    td.style.setProperty('--share', `${Math.round(100 * Math.min(1, share))}%`);
                    return td;
                }))));
        },
    };
}
