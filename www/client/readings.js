// How well classes can be read off what the codes of a run are compared with: the pixels, and as many principal
// components. Found once for each split and size of the code, away from the run. Main thread.

import {keyOf} from './pca-client.js';
import {checkEvent} from '../protocol/schemas.js';

/** @typedef {import('../protocol/messages.js').Readings} Readings */
/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @param {object} parts
 * @param {() => import('./training-client.js').WorkerLike} parts.spawn
 * @param {() => {opened: () => number, read: () => Promise<{name: string, bytes: ArrayBuffer}[]>}} parts.files
 */
export function createReadings({spawn, files}) {
    /** @type {{key: string, found: Promise<Readings | null>} | null} the latest alone: others are soon found again */
    let latest = null;

    /** @param {Config} config @returns {Promise<Readings | null>} */
    async function find(config) {
        const own = config.dataset === 'file' ? await files().read() : [];
        const worker = spawn();
        try {
            return await new Promise((resolve, reject) => {
                worker.onmessage = ({data}) => {
                    const event = /** @type {import('../protocol/messages.js').PcaEvent} */ (data);
                    if (checkEvent(data) || event.type === 'error') reject(new Error('it could not be found'));
                    else if (event.type === 'read') resolve(event.readings);
                };
                worker.onerror = () => reject(new Error('its worker could not be loaded'));
                worker.postMessage({type: 'read', config, files: own}, own.map(({bytes}) => bytes));
            });
        } finally {
            worker.terminate();
        }
    }

    return {
        /** For runs of this config; null where there are no labels, or nothing could be found. @param {Config} config @returns {Promise<Readings | null>} */
        of(config) {
            const key = keyOf(config, files().opened());
            if (latest?.key !== key) latest = {key, found: find(config).catch(() => null)};
            return latest.found;
        },
    };
}
