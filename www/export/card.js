// The card "Take it away": a button for each file, and one that copies the address. What was saved, or what is
// needed first, is said below. Main thread.

import {element} from '../ui/dom.js';
import {download} from './download.js';
import {fileName} from './file-name.js';
import {MENU} from './file-kinds.js';

/**
 * @param {HTMLElement} host
 * @param {{words: HTMLElement, now: () => import('../app/current-run.js').Run | null, page: import('./formats.js').Page}} parts
 */
export function createTakeAway(host, {words, now, page}) {
    const address = element('input', {type: 'text', readOnly: true, hidden: true, class: 'address', 'aria-label': 'Address of this experiment'});

    /** @param {import('./file-kinds.js').FileKind} kind */
    async function take(kind) {
        try {
            // not before somebody asks: no training waits for it
            const {OFFERS} = await import('./formats.js');
            const {lacks, make} = OFFERS[kind];
            const run = now();
            const missing = run ? lacks?.(run) : 'There is no model yet: wait until it has been built.';
            if (!run || missing) return say(missing ?? '');
            const {content, told, step = run.step} = await make(run, page);
            const name = fileName({...run, step}, kind);
            download(name, content);
            say(`Saved ${name}. ${told}`);
        } catch (thrown) {
            say(`It could not be saved. ${thrown instanceof Error ? thrown.message : thrown}`);
        }
    }

    /** @param {string} text */
    function say(text) {
        words.textContent = text;
    }

    async function share() {
        const weights = 'It holds every setting, but not the weights: who opens it trains the same network from the same seed.';
        const file = now()?.config.dataset === 'file' ? ' Your file is not in it: give it along.' : '';
        address.value = location.href;
        try {
            await navigator.clipboard.writeText(location.href);
            address.hidden = true;
            say(`The address is copied. ${weights}${file}`);
        } catch {
            // not allowed, or not over a safe connection
            address.hidden = false;
            address.select();
            say(`Copy the address that is marked now. ${weights}${file}`);
        }
    }

    /** A line of buttons. @param {string} title @param {HTMLElement[]} buttons */
    function add(title, buttons) {
        host.append(element('div', {class: 'offers', role: 'group', 'aria-label': title},
            element('h3', {'aria-hidden': 'true'}, title), ...buttons));
    }

    for (const {group, files} of MENU) add(group, files.map(([label, kind]) => button(label, () => take(kind))));
    add('Address', [button('Copy address', share), address]);
    return {add, say};
}

/** @param {string} label @param {() => void} onclick */
const button = (label, onclick) => element('button', {type: 'button', class: 'small', onclick}, label);
