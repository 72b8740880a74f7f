// The table of kept runs: a row for each, to draw, rename, pin, reuse or remove it, with its metrics. Main thread.

import {element} from '../../ui/dom.js';
import {duration, integer, significant} from '../../ui/format.js';
import {headRow} from '../../ui/table.js';
import {button} from '../../ui/widgets.js';
import {METRIC_ROWS} from '../../cards/metric-definitions.js';
import {swatch} from '../../loss/run-overlay.js';

/** @typedef {import('../../runs/run-record.js').RunRecord} RunRecord */

/**
 * @typedef {object} RunRow
 * @property {RunRecord} run
 * @property {boolean} isNow
 * @property {string} letter empty where it has none
 * @property {{token: string, dash: number[]} | null} style of its line; null where it has none
 * @property {boolean} ticked
 * @property {boolean} canTick
 * @property {boolean} canPin
 * @property {string} why it cannot be drawn, or how it ended
 */

/** @typedef {Record<'tick' | 'pin', (id: string, on: boolean) => void> & Record<'remove' | 'use', (id: string) => void> & {rename: (id: string, name: string) => void}} RowActions */

const PLAIN = {class: 'small plain'};
/** Terms for both kinds of examples, as runs of images and of signals may be compared. */
const WORDS = {one: 'example', short: 'example', value: 'value', range: 'lowest to highest'};

/** @type {[name: string, value: (run: RunRecord) => string | null, help: string][]} */
const COLUMNS = [
    ['Validation loss', ({validationLoss}) => significant(validationLoss), 'Last loss on examples that are never trained on, in the units of the run\'s own loss'],
    ['Training loss', ({trainingLoss}) => significant(trainingLoss), 'Last loss of the training, smoothed, in the units of the run\'s own loss'],
    ['Steps', ({steps}) => integer(steps), 'Training steps'],
    ['Epochs', ({epochs}) => epochs.toFixed(1), 'Passes over the training examples'],
    ['Time', ({seconds}) => seconds > 0 ? duration(seconds) : null, 'Training time'],
    ['Device', ({device}) => device, 'Device that trained the run, and the step of each move to another'],
    ...METRIC_ROWS.map(({name, unit, value, help}) => /** @type {[string, (run: RunRecord) => string | null, string]} */ (
        [unit ? `${name} ${unit(WORDS)}` : name, ({measured, config}) => measured && value(measured.metrics, config), help(WORDS)])),
];

/** Explanations of the columns. @type {[name: string, meaning: string][]} */
export const COMPARED_TERMS = COLUMNS.map(([name, , help]) => [name, help]);

/** @param {RowActions} acts */
export function createCompareTable(acts) {
    const head = element('thead');
    const body = element('tbody');
    const node = element('div', {class: 'compare-scroll', tabIndex: 0, role: 'region', 'aria-label': 'Runs that are kept'},
        element('table', {class: 'compare'}, head, body));
    /** @type {Map<string, ReturnType<typeof createRow>>} */
    let rows = new Map();
    let shownHead = '';

    return {
        node,
        /** @param {RunRow[]} next */
        show(next) {
            node.hidden = next.length === 0;
            const columns = COLUMNS.filter(([, value]) => next.some(({run}) => value(run) !== null));
            const titles = columns.map(([name]) => name).join();
            if (titles !== shownHead) {
                head.replaceChildren(headRow(['Run', ...columns.map(([text, , title]) => ({text, title}))]));
            }
            shownHead = titles;
            const nextRows = new Map(next.map(({run}) => [run.id, rows.get(run.id) ?? createRow(run.id, acts)]));
            const isSame = [...nextRows.keys()].join() === [...rows.keys()].join();
            rows = nextRows;
            // rows that stay are not moved: what has the focus would lose it
            if (!isSame) body.replaceChildren(...[...rows.values()].map((row) => row.node));
            for (const row of next) rows.get(row.run.id)?.show(row, columns.map(([name, value]) => ({name, text: value(row.run) ?? '–'})));
        },
    };
}

/** @param {string} id @param {RowActions} acts */
function createRow(id, acts) {
    const box = element('input', {type: 'checkbox', onchange: () => acts.tick(id, box.checked)});
    const key = element('span', {class: 'compare-key'});
    const name = element('input', {
        type: 'text', class: 'compare-name', maxLength: 60, 'aria-label': 'Name of the run',
        onchange: () => acts.rename(id, name.value),
        onkeydown: (/** @type {KeyboardEvent} */ {key: pressed}) => pressed === 'Enter' && name.blur(),
    });
    const why = element('span', {class: 'compare-why'});
    const use = button('Use these settings', () => acts.use(id), PLAIN);
    const pin = button('Pin', () => acts.pin(id, pin.getAttribute('aria-pressed') !== 'true'), PLAIN);
    const remove = button('Remove', () => acts.remove(id), PLAIN);
    const lead = element('th', {scope: 'row'},
        element('div', {class: 'compare-lead'}, element('label', {class: 'compare-tick'}, box, key), name),
        element('div', {class: 'compare-acts'}, use, pin, remove), why);
    const node = element('tr', {}, lead);
    let shownKey = '';

    return {
        node,
        /** @param {RunRow} row @param {{name: string, text: string}[]} values each says what it is, for where there is no room for a head */
        show({run, isNow, letter, style, ticked, canTick, canPin, why: reason}, values) {
            node.classList.toggle('now', isNow);
            box.checked = ticked;
            box.disabled = !canTick;
            box.setAttribute('aria-label', isNow ? 'This run is always drawn' : `Draw ${run.name} in the loss chart`);
            if (document.activeElement !== name) name.value = run.name;
            name.title = run.name;
            why.textContent = reason;
            use.hidden = isNow;
            remove.hidden = isNow;
            pin.setAttribute('aria-pressed', String(run.pinned));
            pin.textContent = run.pinned ? 'Unpin' : 'Pin';
            pin.disabled = !canPin && !run.pinned;
            const nextKey = JSON.stringify([letter, style]);
            if (nextKey !== shownKey) key.replaceChildren(...style ? [swatch(style), letter] : []);
            shownKey = nextKey;
            while (node.children.length > values.length + 1) node.lastElementChild?.remove();
            while (node.children.length < values.length + 1) node.append(element('td'));
            values.forEach(({name: of, text}, i) => {
                const cell = /** @type {HTMLElement} */ (node.children[i + 1]);
                if (cell.textContent !== text) cell.textContent = text;
                if (cell.dataset.name !== of) cell.dataset.name = of;
            });
        },
    };
}
