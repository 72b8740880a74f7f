// Locks of a browser, for tests: each has one holder, and those who wait get it in turn.

export function createFakeLocks() {
    /** @type {Map<string, (() => void)[]>} who waits for each lock that is held */
    const held = new Map();

    /** @param {string} name */
    function release(name) {
        const next = held.get(name)?.shift();
        if (next) return next();
        held.delete(name);
    }

    return {
        /** @param {string} name */
        hold: (name) => void held.set(name, []),
        release,
        /** Number of those who wait for a lock. @param {string} name */
        waiting: (name) => held.get(name)?.length ?? 0,
        manager: /** @type {any} */ ({
            /** @param {string} name @param {[granted: Function] | [options: {ifAvailable?: boolean}, granted: Function]} rest `granted` is called with the lock, or with null */
            request: (name, ...rest) => new Promise((resolve) => {
                const granted = /** @type {Function} */ (rest.at(-1));
                const isProbe = rest.length > 1 && /** @type {any} */ (rest[0]).ifAvailable;
                const take = async () => {
                    resolve(await granted({name}));
                    release(name);
                };
                const waiting = held.get(name);
                if (waiting && isProbe) return resolve(granted(null));
                if (!waiting) {
                    held.set(name, []);
                    return void take();
                }
                waiting.push(take);
            }),
        }),
    };
}
