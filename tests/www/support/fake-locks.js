// Locks of a browser, for tests: each has one holder, and those who wait get it in turn.

export function createFakeLocks() {
    /** @type {Map<string, (() => void)[]>} who waits for each lock that is held */
    const held = new Map();

    /** @param {string} name */
    function release(name) {
        const next = held.get(name)?.shift();
        if (next) next();
        else held.delete(name);
    }

    return {
        /** @param {string} name */
        hold: (name) => void held.set(name, []),
        release,
        manager: /** @type {any} */ ({
            /** @param {string} name @param {() => any} granted */
            request: (name, granted) => new Promise((resolve) => {
                const take = async () => {
                    resolve(await granted());
                    release(name);
                };
                const waiting = held.get(name);
                if (waiting) return waiting.push(() => void take());
                held.set(name, []);
                void take();
            }),
        }),
    };
}
