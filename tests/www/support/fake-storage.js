// A browser's storage for tests: in memory, with as much room as one likes.

/** @param {{room?: number, forbidden?: boolean}} [options] room in characters */
export function fakeStorage({room = Infinity, forbidden = false} = {}) {
    /** @type {Map<string, string>} */
    const entries = new Map();
    const refuse = (/** @type {string} */ name) => {
        throw Object.assign(new Error('no'), {name});
    };
    const store = {
        get length() {
            return entries.size;
        },
        key: (/** @type {number} */ i) => [...entries.keys()][i] ?? null,
        getItem: (/** @type {string} */ key) => entries.get(key) ?? null,
        setItem(/** @type {string} */ key, /** @type {string} */ value) {
            const others = [...entries].filter(([one]) => one !== key);
            const used = others.reduce((sum, [one, text]) => sum + one.length + text.length, 0);
            if (used + key.length + value.length > room) refuse('QuotaExceededError');
            entries.set(key, value);
        },
        removeItem: (/** @type {string} */ key) => void entries.delete(key),
    };
    return {
        entries,
        storage: () => forbidden ? refuse('SecurityError') : store,
        setRoom(/** @type {number} */ next) {
            room = next;
        },
    };
}
