// A tool whose files are fetched when it is first looked at, or before, in idle time: no training waits for them. Main
// thread.

import {element} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';

/** @typedef {import('./registry.js').Tool} Tool */

/**
 * @param {object} parts
 * @param {string} parts.label
 * @param {() => Promise<Tool>} parts.load
 * @param {() => void} parts.onLoad its help is known
 * @param {boolean} [parts.waits] until it is looked at
 * @returns {Tool}
 */
export function createLazy({label, load, onLoad, waits = true}) {
    const node = element('div');
    const late = createLazyModule({name: 'This tool', load, show: (message) => node.append(message), isOnDemand: waits});
    let isOpen = false;

    late.queue('come', (tool) => {
        node.replaceChildren(tool.node);
        onLoad();
    });

    return {
        label,
        node,
        get help() {
            return late.loaded()?.help ?? '';
        },
        get terms() {
            return late.loaded()?.terms ?? [];
        },
        begin: (created) => late.queue('begin', (tool) => tool.begin(created)),
        compare: (news) => late.queue('compare', (tool) => tool.compare?.(news)),
        update() {
            const isNew = !isOpen;
            isOpen = true;
            const tool = late.loaded();
            if (tool) tool.update();
            else if (isNew) late.use((come) => isOpen && come.update(), 'update');
        },
        leave() {
            isOpen = false;
            late.loaded()?.leave();
        },
        recolour: () => late.loaded()?.recolour(),
    };
}
