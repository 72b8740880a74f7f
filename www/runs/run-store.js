// The runs that are kept, here and in the browser's storage, each under a key of its own; no more than so many.
// Where the browser keeps nothing, they last as long as the page. No DOM; the storage is handed in. Main thread.

import {readRecord} from './run-record.js';

/** @typedef {import('./run-record.js').RunRecord} RunRecord */

export const MOST_RUNS = 24;
export const MOST_PINNED = 12;
const PREFIX = 'hourglass.run.';

/** @typedef {Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>} Store */

/** @param {() => Store} storage may throw where storage is forbidden */
export function createShelf(storage) {
    /** @type {Map<string, RunRecord>} */
    const runs = new Map(recall(storage).map((run) => [run.id, run]));
    /** @type {Set<() => void>} */
    const listeners = new Set();
    let problem = '';
    let gone = ''; // the name of the run that last made room

    const tell = () => listeners.forEach((listener) => listener());

    /** @param {RunRecord} run */
    function write(run) {
        runs.set(run.id, run);
        try {
            storage().setItem(PREFIX + run.id, JSON.stringify(run));
            problem = '';
        } catch (thrown) {
            problem = /quota/i.test(/** @type {{name?: string}} */ (thrown).name ?? '') ? 'full' : 'forbidden';
        }
    }

    /** @param {string} id */
    function erase(id) {
        runs.delete(id);
        try {
            storage().removeItem(PREFIX + id);
        } catch { /* where nothing is kept, nothing is left */ }
    }

    const oldestFirst = () => [...runs.values()].sort((a, b) => a.begun - b.begun);

    function makeRoom() {
        while (runs.size > MOST_RUNS) {
            const oldest = oldestFirst().find(({pinned}) => !pinned);
            if (!oldest) return;
            gone = oldest.name;
            erase(oldest.id);
        }
    }

    /** @param {string} id @param {Partial<RunRecord>} news */
    function change(id, news) {
        const run = runs.get(id);
        if (run) write({...run, ...news});
        tell();
    }

    return {
        /** Newest first. */
        runs: () => oldestFirst().reverse(),
        /** @param {string} id */
        get: (id) => runs.get(id) ?? null,
        /** A run, or news of it; its name and its pin stay as the user has set them. @param {RunRecord} run */
        put(run) {
            const {name = run.name, pinned = run.pinned} = runs.get(run.id) ?? {};
            write({...run, name, pinned});
            makeRoom();
            tell();
        },
        /** @param {string} id @param {string} name an empty one changes nothing */
        rename: (id, name) => change(id, name.trim() ? {name: name.trim().slice(0, 60)} : {}),
        /** @param {string} id @param {boolean} pinned */
        pin: (id, pinned) => change(id, {pinned}),
        canPin: () => oldestFirst().filter(({pinned}) => pinned).length < MOST_PINNED,
        /** @param {string} id */
        remove(id) {
            erase(id);
            tell();
        },
        /** Another tab has changed what is kept. @param {string | null} key @param {string | null} text */
        heard(key, text) {
            if (!key?.startsWith(PREFIX)) return;
            const run = readRecord(text);
            if (run) runs.set(run.id, run);
            else if (text === null) runs.delete(key.slice(PREFIX.length));
            tell();
        },
        /** What is not as it should be. @returns {{problem: string, gone: string}} `full`, `forbidden` or nothing; who made room */
        news: () => ({problem, gone}),
        /** @param {() => void} listener */
        subscribe: (listener) => listeners.add(listener),
    };
}

/** @param {() => Store} storage @returns {RunRecord[]} */
function recall(storage) {
    try {
        const store = storage();
        const keys = Array.from({length: store.length}, (_, i) => store.key(i) ?? '').filter((key) => key.startsWith(PREFIX));
        return keys.map((key) => readRecord(store.getItem(key))).filter((run) => run !== null);
    } catch {
        return []; // forbidden
    }
}

/** @typedef {ReturnType<typeof createShelf>} Shelf */
