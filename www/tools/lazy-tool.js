// A tool whose files are fetched when it is first opened, or before, in idle time. Main thread.

import {element} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';

/** @typedef {import('./registry.js').Tool} Tool */

/**
 * @param {object} parts
 * @param {string} parts.label
 * @param {() => Promise<Tool>} parts.load
 * @param {() => void} parts.onLoad called when the help is known
 * @param {boolean} [parts.isOnDemand] not fetched before it is opened
 * @returns {Tool}
 */
export function createLazy({label, load, onLoad, isOnDemand = true}) {
    const node = element('div');
    const module = createLazyModule({name: 'This tool', load, show: (message) => node.append(message), isOnDemand});
    let isOpen = false;

    module.queue('node', (tool) => {
        node.replaceChildren(tool.node);
        onLoad();
    });

    return {
        label,
        node,
        get help() {
            return module.loaded()?.help ?? '';
        },
        get terms() {
            return module.loaded()?.terms ?? [];
        },
        begin: (created) => module.queue('begin', (tool) => tool.begin(created)),
        compare: (news) => module.queue('compare', (tool) => tool.compare?.(news)),
        update() {
            const isNew = !isOpen;
            isOpen = true;
            const tool = module.loaded();
            if (tool) tool.update();
            else if (isNew) module.use((loaded) => isOpen && loaded.update(), 'update');
        },
        leave() {
            isOpen = false;
            module.loaded()?.leave();
        },
        recolour: () => module.loaded()?.recolour(),
    };
}
