// Store of what was collected, so that it comes back after a reload of this tab. What closed tabs left is deleted. Nothing here
// throws: a storage that is forbidden keeps nothing. Main thread.

import {openDB} from '../vendor/idb/idb.js';

const DATABASE = 'hourglass-made';
const STORE = 'doors';
const TAB = 'hourglass.made';

/** The name of this tab, the same after a reload. */
function tabName() {
    const known = sessionStorage.getItem(TAB);
    if (known) return known;
    const name = `${TAB}.${crypto.randomUUID()}`;
    sessionStorage.setItem(TAB, name);
    return name;
}

/** Holds a lock of this name as long as the tab lives. @param {string} name */
const stayAlive = (name) => void navigator.locks?.request(name, {mode: 'shared'}, () => new Promise(() => {})).catch(() => undefined);

/** True for names of tabs that are open, as far as the browser says. @param {string} own @returns {Promise<(name: string) => boolean>} */
async function livingTabs(own) {
    const held = navigator.locks ? (await navigator.locks.query()).held ?? [] : null;
    return (name) => name === own || !held || held.some((lock) => lock.name === name);
}

export async function createKeptExamples() {
    try {
        const tab = tabName();
        const database = await openDB(DATABASE, 1, {
            upgrade: (fresh) => void fresh.createObjectStore(STORE), blocking: () => database.close(), terminated: () => undefined,
        });
        const store = (/** @type {'readonly' | 'readwrite'} */ mode) => database.transaction([STORE], mode).objectStore(STORE);
        const keyOf = (/** @type {string} */ door) => `${tab}/${door}`;
        stayAlive(tab);
        const isAlive = await livingTabs(tab);
        for (const key of await store('readonly').getAllKeys()) if (!isAlive(key.split('/')[0])) await store('readwrite').delete(key);
        return {
            /** The state of a door; undefined where none is kept. @param {string} door @returns {Promise<any>} */
            read: (door) => store('readonly').get(keyOf(door)).catch(() => undefined),
            /** @param {string} door @param {unknown} state null for none @returns {Promise<boolean>} whether it is kept */
            write(door, state) {
                const transaction = database.transaction([STORE], 'readwrite');
                const doors = transaction.objectStore(STORE);
                const writing = state === null ? doors.delete(keyOf(door)) : doors.put(state, keyOf(door));
                transaction.commit(); // a page that goes cannot wait
                return Promise.all([writing, transaction.done]).then(() => true, () => false);
            },
        };
    } catch {
        return {read: async () => undefined, write: async () => false};
    }
}
