// Locks of a browser, for tests: each has one holder, and those who wait get it in turn.

export function createFakeLocks() {
    /** @type {Map<string, (() => void)[]>} who waits for each lock that is held */
    const held = new Map();
    /** @type {Map<string, () => void>} who is called once a lock is free */
    const guards = new Map();

    /** @param {string} name */
    function release(name) {
        const next = held.get(name)?.shift();
        if (next) return next();
        held.delete(name);
        guards.get(name)?.();
        guards.delete(name);
    }

    return {
        /** @param {string} name */
        hold: (name) => void held.set(name, []),
        release,
        /** Calls back once a lock is free. @param {string} name @param {() => void} act */
        whenFree: (name, act) => void guards.set(name, act),
        /** Number of those who wait for a lock. @param {string} name */
        waiting: (name) => held.get(name)?.length ?? 0,
        manager: /** @type {any} */ ({
            // answers with what was held when it was asked
            query: async (names = [...held.keys()]) => ({held: names.map((name) => ({name}))}),
            /** @param {string} name @param {() => any} granted is called with the lock */
            request: (name, granted) => new Promise((resolve) => {
                const take = async () => {
                    resolve(await granted());
                    release(name);
                };
                const waiting = held.get(name);
                if (!waiting) {
                    held.set(name, []);
                    return void take();
                }
                waiting.push(take);
            }),
        }),
    };
}
