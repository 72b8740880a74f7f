// Database of checkpoints: opens it when needed, again after the browser has closed it, and does one transaction whole or not at
// all. No DOM. Main thread.

import {openDB} from '../vendor/idb/idb.js';

/** @typedef {import('../vendor/idb/idb.js').ObjectStore} ObjectStore */
/** @typedef {Record<'heads' | 'bodies' | 'files', ObjectStore>} Stores */

export const DATABASE = 'hourglass';
const NAMES = ['heads', 'bodies', 'files'];

/** Starts a request of a transaction, which reports its failure as a whole. @param {Promise<unknown>} request */
export const quietly = (request) => void request.catch(() => undefined);

export function createDatabase() {
    /** @type {Promise<import('../vendor/idb/idb.js').Database> | null} */
    let opening = null;
    /** @type {import('../vendor/idb/idb.js').Database | null} */
    let ready = null;

    function close() {
        void opening?.then((database) => database.close());
        ready = opening = null;
    }

    function open() {
        opening ??= openDB(DATABASE, 1, {
            upgrade(database) {
                database.createObjectStore('heads', {keyPath: 'id'});
                for (const name of ['bodies', 'files']) database.createObjectStore(name);
            },
            blocking: close, // another tab has a newer page
            terminated: () => (ready = opening = null), // the browser has evicted it
        });
        opening.then((database) => (ready = database), () => (opening = null));
        return opening;
    }

    return {
        /**
         * @template T
         * @param {'readonly' | 'readwrite'} mode
         * @param {(stores: Stores) => Promise<T>} act
         */
        async transact(mode, act) {
            const transaction = (await open()).transaction(NAMES, mode);
            const [heads, bodies, files] = NAMES.map((name) => transaction.objectStore(name));
            try {
                const result = await act({heads, bodies, files});
                await transaction.done;
                return result;
            } catch (thrown) {
                throw await abandon(transaction) ?? thrown;
            }
        },
        /** Starts a transaction without waiting for it, as a page that goes cannot wait. @param {(stores: Stores) => void} act */
        actAtOnce(act) {
            const transaction = ready?.transaction(NAMES, 'readwrite');
            if (!transaction) return;
            const [heads, bodies, files] = NAMES.map((name) => transaction.objectStore(name));
            act({heads, bodies, files});
            transaction.commit();
            quietly(transaction.done);
        },
        close,
    };
}

/** Ends a transaction without effect; its own error, where it had failed by itself. @param {import('../vendor/idb/idb.js').Transaction} transaction */
async function abandon(transaction) {
    let isOver = false;
    try {
        transaction.abort();
    } catch {
        isOver = true;
    }
    const why = await transaction.done.catch((thrown) => thrown);
    return isOver ? why : undefined;
}
