// Rows of a table whose first cell names the row. Main thread.

import {element} from './dom.js';

/** @typedef {string | {text: string, title: string}} CellText `title`: its explanation */

/** @param {'th' | 'td'} tag @param {CellText} content @param {Record<string, string>} [props] */
const cell = (tag, content, props = {}) => typeof content === 'string' ? element(tag, props, content) : element(tag, {...props, title: content.title}, content.text);

/** @param {CellText[]} titles of the columns */
export const headRow = (titles) => element('tr', {}, ...titles.map((title) => title === '' ? element('td') : cell('th', title, {scope: 'col'})));

/** @param {CellText[]} cells the first is the name of the row */
export const bodyRow = ([name, ...cells]) => element('tr', {}, cell('th', name, {scope: 'row'}), ...cells.map((text) => cell('td', text)));
