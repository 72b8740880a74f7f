// Preview of opened files: their roles, what was recognised, some examples and the choices. Nothing is used before the button is
// pressed. Loaded with the first files. Main thread.

import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {whenReachable} from '../ui/lazy-module.js';
import {loadStyle} from '../ui/style-sheet.js';
import {examplesOf} from './buffer.js';
import {SURE, choiceControls, setChoice} from './preview-choices.js';
import {termsOf} from './terms.js';
import {rowsTable} from './rows-table.js';
import {createTile} from './tile.js';

/** @typedef {import('../protocol/messages.js').ImportedEvent} Imported */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {Record<string, string | string[] | Record<string, string>>} Reading options that were chosen; what the files suggest is left out */

const ROLES = {training: 'training', test: 'test', labels: 'labels', out: 'left out'};
const MOST_FILES = 8;
const MOST_CLASSES = 12;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.host
 * @param {Imported} parts.first as the files suggest
 * @param {(reading: Reading) => Promise<Imported>} parts.read reads the files again
 * @param {(imported: Imported) => void} parts.onUse
 * @param {() => void} parts.onCancel
 */
export async function createPreviewCard({host, first, read, onUse, onCancel}) {
    await Promise.all(['preview', 'tables'].map((name) => loadStyle(`styles/${name}.css`)));
    const {node, title, body, problem, use} = createFrame({use: () => end(() => onUse(shown)), cancel: () => end(onCancel)});
    let shown = first;
    let newest = 0; // choice
    let isReading = false;
    /** @type {Reading} */
    const reading = {};
    /** @type {ReturnType<typeof createTile>[]} */
    let tiles = [];
    const recolour = new MutationObserver(() => tiles.forEach((tile) => tile.recolour()));

    /** @param {string} field @param {string | string[]} value */
    function choose(field, value) {
        setChoice(reading, field, value);
        newest += 1;
        if (!isReading) void reread();
    }

    /** Reads with the newest choices, one reading at a time. */
    async function reread() {
        setBusy(true);
        let outcome, mine;
        do {
            mine = newest;
            outcome = await read(reading).then((imported) => ({imported}), (/** @type {ErrorEvent} */ error) => ({error}));
        } while (mine !== newest);
        setBusy(false);
        problem.textContent = 'error' in outcome ? `${outcome.error.message} ${outcome.error.remedy}` : '';
        use.disabled = 'error' in outcome;
        if ('imported' in outcome) draw(outcome.imported);
    }

    /** @param {boolean} isBusy */
    function setBusy(isBusy) {
        isReading = isBusy;
        node.setAttribute('aria-busy', String(isBusy));
        use.disabled = isBusy;
    }

    /** @param {Imported} imported */
    function draw(imported) {
        shown = imported;
        use.textContent = imported.preview.is_sample ? 'Use this sample' : 'Use these data';
        const focused = document.activeElement?.id;
        const open = openFolds(body);
        tiles = imported.dataset.kind === 'table' ? [] : exampleTiles(imported);
        body.replaceChildren(
            element('div', {}, ...listsOf(imported)),
            element('div', {}, numbersOf(imported), examplesGroup(imported, tiles), ...warningsOf(imported)),
            element('div', {class: 'preview-choices'}, ...choiceControls(imported.preview.choices, choose)));
        void addPlayButtons(imported, tiles);
        for (const fold of body.querySelectorAll('details')) fold.open = open.includes(fold.dataset.fold);
        if (focused) document.getElementById(focused)?.focus({preventScroll: true});
    }

    function close() {
        recolour.disconnect();
        node.remove();
    }

    /** @param {() => void} act */
    function end(act) {
        close();
        act();
    }

    draw(first);
    host.replaceChildren(node);
    title.focus();
    recolour.observe(document.documentElement, {attributes: true});
    return {close};
}

/** Names of the folds that are open. @param {HTMLElement} body */
const openFolds = (body) => [...body.querySelectorAll('details')].filter(({open}) => open).map(({dataset}) => dataset.fold);

/** The card without its contents. @param {{use: () => void, cancel: () => void}} acts */
function createFrame({use: onUse, cancel: onCancel}) {
    const title = element('h3', {id: 'preview-title', tabIndex: -1}, 'Your data: a preview');
    const body = element('div', {class: 'preview-body'});
    const problem = element('p', {class: 'field-error', role: 'alert'});
    const use = element('button', {type: 'button', class: 'primary', 'data-does': 'use', onclick: onUse});
    const cancel = element('button', {type: 'button', onclick: onCancel}, 'Cancel');
    const node = element('section', {class: 'preview', 'aria-labelledby': 'preview-title'}, title, body, problem,
        element('div', {class: 'preview-buttons'}, use, cancel, element('span', {class: 'note'}, 'Until then the data before stay.')));
    return {node, title, body, problem, use};
}

/** @param {Imported} imported */
function exampleTiles({dataset, preview}) {
    return examplesOf(preview.examples, dataset).map((bytes, i) => {
        const tile = createTile(dataset.classes[preview.labels[i]] ?? '', {isSmall: dataset.kind === 'sequence'});
        tile.show(bytes, dataset);
        return tile;
    });
}

/** Makes examples that are sounds heard. @param {Imported} imported @param {ReturnType<typeof createTile>[]} tiles */
async function addPlayButtons({dataset: {sound}}, tiles) {
    if (!sound) return;
    const {loadPlayStyle, playButton} = await whenReachable(() => import('./play-button.js'));
    await loadPlayStyle();
    tiles.forEach((tile, i) => tile.node.append(playButton(tile, [`example ${i + 1}`, tile.caption.textContent].filter(Boolean).join(', '), () => sound)));
}

/** @param {Imported} imported @param {ReturnType<typeof createTile>[]} tiles */
const examplesGroup = ({dataset, preview}, tiles) => dataset.kind === 'table' ?
    rowsTable(preview.examples, dataset, {labels: Array.from(preview.labels, (label) => dataset.classes[label] ?? 'unknown'), names: preview.names}) : 
    element('div', {class: `preview-examples${dataset.sound ? ' heard' : ''}`, role: 'group', 'aria-label': 'Some examples'}, ...tiles.map(({node}) => node));

/** Files and findings. @param {Imported} imported */
const listsOf = ({preview}) => [
    listOf(preview.files, MOST_FILES, ({name, role, detail}) => [element('span', {class: `tag ${role}`}, ROLES[role]), element('b', {}, name), ` ${detail}`]),
    listOf(preview.findings, Infinity, ({text, sure}) => [element('span', {class: `tag ${sure}`}, SURE[sure]), ` ${text}`]),
];

/** @param {Imported} imported */
function numbersOf({dataset, preview}) {
    const {train, validation, test, classes} = dataset;
    const numbers = [
        ['Examples', `${integer(train + validation + test)} ${termsOf(dataset).one}s: ${integer(train)} to train on, ${integer(validation)} to watch, ${integer(test)} to test on`],
        ['Classes', classes.length > 0 ? classesInWords(classes, preview.counts) : 'no labels'],
        ['Values', preview.range],
    ];
    return element('dl', {class: 'preview-numbers'}, ...numbers.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, value)]));
}

/** @param {string[]} classes @param {number[]} counts */
function classesInWords(classes, counts) {
    const some = classes.slice(0, MOST_CLASSES).map((name, i) => `${name} (${integer(counts[i])})`);
    const more = classes.length > MOST_CLASSES ? ` and ${classes.length - MOST_CLASSES} more` : '';
    return `${classes.length}: ${some.join(', ')}${more}`;
}

/** @template T @param {T[]} items @param {number} most @param {(item: T) => (Node | string)[]} contentsOf */
function listOf(items, most, contentsOf) {
    const rows = items.slice(0, most).map((item) => element('li', {}, ...contentsOf(item)));
    if (items.length > most) rows.push(element('li', {}, `and ${items.length - most} more`));
    return element('ul', {}, ...rows);
}

/** @param {Imported} imported */
const warningsOf = ({preview}) => preview.warnings.map((warning) => element('p', {class: 'preview-warning'}, warning));
