// List of the kept checkpoints under Export: what is kept, to go on with or to forget. Main thread.

import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {button} from '../ui/widgets.js';
import {sizeInWords, timeInWords} from './checkpoint-notices.js';

/** @typedef {import('../runs/checkpoint-store.js').Head} Head */

/**
 * @typedef {object} Parts
 * @property {() => Promise<Head[]>} heads newest first
 * @property {() => Promise<Set<string>>} keptData fingerprints of data that are kept
 * @property {(heads: Head[]) => Promise<string[]>} otherTabs that live and have these runs
 * @property {() => string} current id of the run that is open
 * @property {(head: Head) => void} goOn
 * @property {(run: string) => void} forget
 * @property {() => Promise<void>} forgetAll
 */

/** @param {HTMLElement} host @param {Parts} parts */
export function createCheckpointList(host, parts) {
    let isConfirming = false;

    /** @param {boolean} next */
    function confirm(next) {
        isConfirming = next;
        void refresh();
    }

    async function refresh() {
        if (!host.closest('details')?.open) return;
        try {
            const [heads, data] = await Promise.all([parts.heads(), parts.keptData()]);
            host.replaceChildren(...rowsOf(heads, data, await parts.otherTabs(heads)), forgetting());
        } catch {
            host.replaceChildren(element('p', {class: 'hint'}, 'This browser does not allow the page to keep anything.'));
        }
    }

    /** @param {Head[]} heads @param {Set<string>} data @param {string[]} others */
    function rowsOf(heads, data, others) {
        if (heads.length === 0) return [element('p', {class: 'hint'}, 'Nothing is kept yet. A run is first kept when it pauses, or after about ten seconds of training.')];
        return [element('ul', {class: 'checkpoint-list'}, ...heads.map((head) => rowOf(head, data, others)))];
    }

    /** @param {Head} head @param {Set<string>} data @param {string[]} others */
    function rowOf(head, data, others) {
        const {about: {name, begun, step, config, dataset}, run, kind, size, tab} = head;
        const isElsewhere = others.includes(tab);
        const isCurrent = run === parts.current() && kind === 'newest';
        const facts = [
            timeInWords(begun), `step ${integer(step)}`, ...kind === 'best' ? ['lowest validation loss'] : [], sizeInWords(size),
            ...config.dataset === 'file' ? [data.has(String(dataset.fingerprint)) ? 'your data are kept' : 'your data are not kept'] : [],
            ...isElsewhere ? ['open in another tab'] : isCurrent ? ['open here'] : [],
        ];
        return element('li', {},
            element('p', {}, element('strong', {}, name), ` ${facts.join(' · ')}`),
            button('Go on', () => parts.goOn(head), {disabled: isElsewhere || isCurrent, 'aria-label': `Go on with ${name}, step ${integer(step)}`}),
            button('Forget', () => parts.forget(run), {disabled: isElsewhere, 'aria-label': `Forget ${name}`}));
    }

    function forgetting() {
        if (!isConfirming) return button('Forget everything…', () => confirm(true));
        const words = 'This clears every checkpoint, data that are kept, and the runs under Compare. The open run goes on, and is no longer kept.';
        return element('div', {class: 'checkpoint-confirm', role: 'group', 'aria-label': 'Forget everything?'},
            element('p', {}, words),
            button('Forget everything', () => {
                isConfirming = false;
                void parts.forgetAll();
            }),
            button('Cancel', () => confirm(false)));
    }

    return {refresh: () => void refresh()};
}
