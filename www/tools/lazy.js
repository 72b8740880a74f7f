// A tool whose files are fetched when it is first looked at: no training waits for them. Main thread.

import {element} from '../dom.js';

/** @typedef {import('./all.js').Tool} Tool */

/**
 * @param {object} parts
 * @param {string} parts.label
 * @param {() => Promise<Tool>} parts.load
 * @param {() => void} parts.onLoad its help is known
 * @returns {Tool}
 */
export function createLazy({label, load, onLoad}) {
    const node = element('div');
    /** @type {Tool | null} */
    let tool = null;
    /** @type {import('../protocol.js').CreatedEvent | null} */
    let run = null;
    /** @type {import('../pca.js').PcaNews | null} */
    let news = null;
    let isLoading = false;
    let isOpen = false;

    async function fetch() {
        if (isLoading) return;
        isLoading = true;
        try {
            const loaded = await load();
            node.replaceChildren(loaded.node);
            if (run) loaded.begin(run);
            if (news) loaded.compare?.(news);
            tool = loaded;
            onLoad();
            if (isOpen) loaded.update();
        } catch (thrown) {
            const again = element('button', {type: 'button', class: 'small', onclick: fetch}, 'Try again');
            const why = /** @type {{message: string}} */ (thrown).message;
            node.replaceChildren(element('p', {class: 'tool-words', role: 'status'}, `This tool could not be fetched: ${why}. `, again));
        }
        isLoading = false;
    }

    return {
        label,
        node,
        get help() {
            return tool?.help ?? '';
        },
        begin(created) {
            run = created;
            tool?.begin(created);
        },
        compare(next) {
            news = next;
            tool?.compare?.(next);
        },
        update() {
            const isNew = !isOpen;
            isOpen = true;
            if (tool) tool.update();
            else if (isNew) fetch();
        },
        leave() {
            isOpen = false;
            tool?.leave();
        },
        recolour: () => tool?.recolour(),
    };
}
