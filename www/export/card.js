// The card "Export": a button for each file, and one that copies the address. A message below reports the result. Main
// thread.

import {element} from '../ui/dom.js';
import {button, select} from '../ui/widgets.js';
import {whenReachable} from '../ui/lazy-module.js';
import {download, savedInWords} from './download.js';
import {fileName} from './file-name.js';
import {FILE_KINDS} from './file-kinds.js';

/** @typedef {import('../protocol/queries.js').Part} Part */

/** Examples to choose from. @type {Record<Part, string>} */
const PARTS = {training: 'training', validation: 'validation', test: 'test', all: 'all'};

/**
 * @param {HTMLElement} host
 * @param {{words: HTMLElement, now: () => import('../runs/run-recorder.js').CurrentRun | null, page: Omit<import('./formats.js').Page, 'part'>}} parts
 */
export function createExportCard(host, {words, now, page}) {
    const address = element('input', {type: 'text', readOnly: true, hidden: true, class: 'address', 'aria-label': 'Address of this experiment'});
    const part = select('Examples whose codes are saved', PARTS);
    part.value = 'validation';

    /** @param {import('./file-kinds.js').FileKind} kind */
    async function save(kind) {
        try {
            // loaded on the first use
            const {FORMATS: OFFERS} = await whenReachable(() => import('./formats.js'));
            const {missing: lacks, make} = OFFERS[kind];
            const run = now();
            const missing = run ? lacks?.(run) : 'There is no model yet: wait until it is built.';
            if (!run || missing) return report(missing ?? '');
            const {content, message, step = run.step, name: own = kind} = await make(run, {...page, part: () => /** @type {Part} */ (part.value)});
            const name = fileName({...run, step}, own);
            download(name, content);
            report(`${savedInWords(name)} ${message}`);
        } catch (thrown) {
            report(`The file was not saved. ${thrown instanceof Error ? thrown.message : thrown}`);
        }
    }

    /** @param {string} text */
    function report(text) {
        words.textContent = text;
    }

    async function share() {
        const weights = 'It holds every setting, but not the weights: opening it trains again from the same seed. ' +
            'The numbers are the same in the same browser and on the same device, if neither run moves: "Exactly repeatable" under Run sees to that.';
        const file = now()?.config.dataset === 'file' ? ' It does not hold your data file: share that too.' : '';
        address.value = location.href;
        try {
            await navigator.clipboard.writeText(location.href);
            address.hidden = true;
            report(`The address is copied. ${weights}${file}`);
        } catch {
            // not allowed, or not over a safe connection
            address.hidden = false;
            address.select();
            report(`Copy the selected address. ${weights}${file}`);
        }
    }

    /** Adds a row of buttons. @param {string} title @param {HTMLElement[]} buttons */
    function add(title, buttons) {
        host.append(element('div', {class: 'export-row', role: 'group', 'aria-label': title},
            element('h3', {'aria-hidden': 'true'}, title), ...buttons));
    }

    for (const {group, files} of FILE_KINDS) {
        const buttons = files.map(([label, kind]) => button(label, () => save(kind)));
        add(group, group === 'Codes' ? [part, ...buttons] : buttons);
    }
    add('Address', [button('Copy address', share), address]);
    return {add, say: report};
}
