// Values kept in the browser's storage from visit to visit. No DOM; the storage is handed in. Main thread.

/** @typedef {Pick<Storage, 'length' | 'key' | 'getItem' | 'setItem' | 'removeItem'>} KeyValueStorage */

/**
 * Texts by key, and JSON values by key. Nothing here throws: a storage that is forbidden holds nothing.
 * @param {() => Partial<KeyValueStorage>} storage may throw where the browser forbids storage
 */
export function createLocalStore(storage = () => localStorage) {
    /** @template T @param {(store: KeyValueStorage) => T} act @param {T} otherwise @returns {T} */
    function attempt(act, otherwise) {
        try {
            return act(/** @type {KeyValueStorage} */ (storage()));
        } catch {
            return otherwise;
        }
    }

    /** @param {string} key @param {string} text @returns {'' | 'full' | 'forbidden'} why the text is not kept */
    function writeText(key, text) {
        try {
            storage().setItem?.(key, text);
            return '';
        } catch (thrown) {
            return /quota/i.test(/** @type {{name?: string}} */ (thrown).name ?? '') ? 'full' : 'forbidden';
        }
    }

    return {
        /** @param {string} key @returns {string | null} */
        text: (key) => attempt((store) => store.getItem(key), null),
        writeText,
        /** Value as `check` returns it; null where there is none, or `check` throws. @template T @param {string} key @param {(value: any) => T} check @returns {T | null} */
        value: (key, check) => attempt((store) => check(JSON.parse(store.getItem(key) ?? 'null')), null),
        /** @param {string} key @param {unknown} value */
        write: (key, value) => writeText(key, JSON.stringify(value)),
        /** @param {string} key */
        remove: (key) => attempt((store) => store.removeItem(key), undefined),
        /** @param {string} prefix @returns {string[]} */
        keys: (prefix) => attempt((store) => Array.from({length: store.length}, (_, i) => store.key(i) ?? '')
            .filter((key) => key.startsWith(prefix)), []),
    };
}

/** @typedef {ReturnType<typeof createLocalStore>} LocalStore */
