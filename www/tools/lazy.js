// A tool whose files are fetched when it is first looked at: no training waits for them. Main thread.

import {element} from '../dom.js';
import {createLate} from '../late.js';

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
    const late = createLate({what: 'This tool', load, show: (words) => node.append(words), waits: true});
    let isOpen = false;

    /** @param {Tool} tool */
    function come(tool) {
        node.replaceChildren(tool.node);
        onLoad();
        if (isOpen) tool.update();
    }

    return {
        label,
        node,
        get help() {
            return late.part()?.help ?? '';
        },
        begin: (created) => late.tell('begin', (tool) => tool.begin(created)),
        compare: (news) => late.tell('compare', (tool) => tool.compare?.(news)),
        update() {
            const isNew = !isOpen;
            isOpen = true;
            const tool = late.part();
            if (tool) tool.update();
            else if (isNew) late.use(come, 'come');
        },
        leave() {
            isOpen = false;
            late.part()?.leave();
        },
        recolour: () => late.part()?.recolour(),
    };
}
