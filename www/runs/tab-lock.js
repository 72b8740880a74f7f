// Identity of this tab, held by a lock of the browser: the lock goes with the tab, however it ends. No DOM. Main thread.

const PREFIX = 'hourglass.tab.';

/**
 * @param {Pick<LockManager, 'request' | 'query'>} [locks] absent where the page is not served safely: then no other tab is seen
 * @param {string} [id]
 */
export function createTabLock(locks, id = Math.random().toString(36).slice(2)) {
    const held = new Promise((resolve) => {
        if (!locks) return resolve(undefined);
        locks.request(PREFIX + id, () => {
            resolve(undefined);
            return new Promise(() => {}); // for as long as the tab lives
        }).catch(resolve);
    });
    return {
        id,
        /** Settles once the other tabs can see this one. */
        held,
        /** Ids of the other tabs that live. @returns {Promise<string[]>} */
        async others() {
            const names = (await locks?.query().catch(() => undefined))?.held?.map(({name}) => name ?? '') ?? [];
            return names.filter((name) => name.startsWith(PREFIX)).map((name) => name.slice(PREFIX.length)).filter((other) => other !== id);
        },
    };
}
