// Kept runs, at most so many, each under a key of its own in the browser's storage. Where the browser forbids storage,
// they last as long as the page. No DOM. Main thread.

import {createLocalStore} from '../ui/local-store.js';
import {readRecord} from './run-record.js';

/** @typedef {import('./run-record.js').RunRecord} RunRecord */

export const MOST_RUNS = 24;
export const MOST_PINNED = 12;
const PREFIX = 'hourglass.run.';

/** @param {Parameters<typeof createLocalStore>[0]} [storage] */
export function createRunStore(storage) {
    const store = createLocalStore(storage);
    const kept = store.keys(PREFIX).map((key) => readRecord(store.text(key))).filter((run) => run !== null);
    /** @type {Map<string, RunRecord>} */
    const runs = new Map(kept.map((run) => [run.id, run]));
    /** @type {Set<() => void>} */
    const listeners = new Set();
    let problem = '';
    let gone = ''; // the name of the run that last made room

    const notify = () => listeners.forEach((listener) => listener());

    /** @param {RunRecord} run */
    function write(run) {
        runs.set(run.id, run);
        problem = store.write(PREFIX + run.id, run);
    }

    /** @param {string} id */
    function erase(id) {
        runs.delete(id);
        store.remove(PREFIX + id);
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
        notify();
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
            notify();
        },
        /** @param {string} id @param {string} name an empty one changes nothing */
        rename: (id, name) => change(id, name.trim() ? {name: name.trim().slice(0, 60)} : {}),
        /** @param {string} id @param {boolean} pinned */
        pin: (id, pinned) => change(id, {pinned}),
        canPin: () => oldestFirst().filter(({pinned}) => pinned).length < MOST_PINNED,
        /** @param {string} id */
        remove(id) {
            erase(id);
            notify();
        },
        /** Takes over what another tab has kept. @param {string | null} key @param {string | null} text */
        adopt(key, text) {
            if (!key?.startsWith(PREFIX)) return;
            const run = readRecord(text);
            if (run) runs.set(run.id, run);
            else if (text === null) runs.delete(key.slice(PREFIX.length));
            notify();
        },
        /** Trouble of the last change. @returns {{problem: string, gone: string}} `full`, `forbidden` or nothing; name of the run that made room */
        trouble: () => ({problem, gone}),
        /** @param {() => void} listener */
        subscribe: (listener) => listeners.add(listener),
    };
}

/** @typedef {ReturnType<typeof createRunStore>} RunStore */
