// Data sets of the site, fetched when they are chosen. Keeps them packed, for workers that open later. Main thread.

import {SET_FACTS, isFetched} from './set-facts.js';

/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {{source: string, share: number} | {source: string, error: ErrorEvent} | {source: string, isReady: true}} SetNews `share`: from 0 to 1, of its bytes */
/** @typedef {{coming: Promise<void>, packed: Blob | null, isReady: boolean}} SetEntry */

/** Path of a data set below the folder of the version. @param {string} source */
export const pathOf = (source) => `www/sets/${source}.safetensors.gz`;

/**
 * @param {object} parts
 * @param {(packed: Uint8Array) => Promise<unknown>} parts.load takes a set to the workers that train
 * @param {(news: SetNews) => void} parts.onNews
 * @param {typeof fetchPacked} [parts.fetchSet]
 */
export function createFetchedSets({load, onNews, fetchSet = fetchPacked}) {
    /** @type {Map<string, SetEntry>} */
    const sets = new Map();

    /** @param {string} source @param {SetEntry} entry */
    async function take(source, entry) {
        try {
            const packed = await fetchSet(source, (share) => onNews({source, share}));
            entry.packed = new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (packed)]);
            await load(packed);
        } catch (thrown) {
            sets.delete(source); // the next need is another try
            const error = inWords(source, thrown);
            onNews({source, error});
            throw error;
        }
        entry.isReady = true;
        onNews({source, isReady: true});
    }

    /** @param {string} source */
    function begin(source) {
        /** @type {SetEntry} */
        const entry = {coming: Promise.resolve(), packed: null, isReady: false};
        sets.set(source, entry);
        entry.coming = take(source, entry);
        entry.coming.catch(() => {}); // not everybody waits for it
        return entry;
    }

    /** @param {SetEntry | undefined} entry */
    const read = async (entry) => entry?.packed ? new Uint8Array(await entry.packed.arrayBuffer()) : null;

    return {
        /**
         * Fetches a data set, unless it is at hand: null, also for those that are never fetched.
         * @param {string} source @returns {Promise<void> | null} rejects with an error event
         */
        need(source) {
            if (!isFetched(source)) return null;
            const entry = sets.get(source) ?? begin(source);
            return entry.isReady ? null : entry.coming;
        },
        /** The packed data of one, for another worker. @param {string} source */
        read: (source) => read(sets.get(source)),
        /** The packed data of all that were fetched. */
        readAll: async () => (await Promise.all([...sets.values()].map(read))).filter((packed) => packed !== null),
    };
}

/** @typedef {ReturnType<typeof createFetchedSets>} FetchedSets */

/**
 * @param {string} source
 * @param {(share: number) => void} onShare
 * @returns {Promise<Uint8Array>}
 */
async function fetchPacked(source, onShare) {
    onShare(0);
    const response = await fetch(new URL(`../../${pathOf(source)}`, import.meta.url));
    if (!response.ok || !response.body) throw new Error(`the server answered with status ${response.status}`);
    const total = Number(response.headers.get('content-length') ?? 0);
    let received = 0;
    const counted = response.body.pipeThrough(new TransformStream({
        transform(/** @type {Uint8Array} */ chunk, controller) {
            received += chunk.length;
            if (total > 0) onShare(Math.min(1, received / total));
            controller.enqueue(chunk);
        },
    }));
    const bytes = new Uint8Array(await new Response(counted).arrayBuffer());
    // some servers announce the compression, so that the browser has undone it
    return bytes[0] === 0x1f && bytes[1] === 0x8b ? unzipped(bytes) : bytes;
}

/** @param {Uint8Array<ArrayBuffer>} bytes */
const unzipped = async (bytes) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer());

/** @param {string} source @param {any} thrown @returns {ErrorEvent} */
function inWords(source, thrown) {
    if (thrown?.code === 'lost') return thrown; // the worker, which is replaced
    const why = thrown?.code === 'data' ? 'the server sent another file' : String(thrown?.message ?? thrown).replace(/\.$/, '');
    return {
        type: 'error', code: 'data', field: 'dataset', message: `${SET_FACTS[source].name} could not be fetched: ${why}.`,
        remedy: 'Check the network and try again, or choose another data set.',
    };
}
