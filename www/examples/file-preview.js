// Way from opened files to their preview, whose card is loaded with the first of them. Main thread.

import {element} from '../ui/dom.js';
import {whenReachable} from '../ui/lazy-module.js';

/** @typedef {import('../protocol/messages.js').ImportedEvent} Imported */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

/**
 * @param {object} parts
 * @param {HTMLElement} parts.host
 * @param {(imported: Imported) => void} parts.onUse
 * @param {() => void} parts.onCancel
 * @param {(error: ErrorEvent) => void} parts.onError
 */
export function createFilePreview({host, onUse, onCancel, onError}) {
    let shown = 0; // number of the newest files
    let close = () => {};

    /** Replaces an earlier preview. @param {(reading?: object) => Promise<Imported>} read reads the files, with options */
    return async function show(read) {
        const mine = shown += 1;
        close();
        host.replaceChildren(element('p', {class: 'note', role: 'status'}, 'Reading your files…'));
        try {
            const first = await read();
            const {createPreviewCard} = await whenReachable(() => import('./preview-card.js'));
            if (mine === shown) ({close} = await createPreviewCard({host, first, read, onUse, onCancel}));
        } catch (thrown) {
            if (mine === shown) host.replaceChildren();
            onError(/** @type {ErrorEvent} */ (thrown));
        }
    };
}
