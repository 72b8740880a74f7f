// Identity of this tab, held by a lock of the browser: the lock goes with the tab, however it ends. Nobody lists all locks: Chromium
// then discards pages that it keeps for "Back". No DOM. Main thread.

const PREFIX = 'hourglass.tab.';

/**
 * @param {Pick<LockManager, 'request'>} [locks] absent where the page is not served safely: then no other tab is seen
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
        /** True if another tab lives. @param {string} other its id @returns {Promise<boolean>} */
        async lives(other) {
            if (!locks) return false;
            // shared, so that two tabs that look at once do not see each other
            return locks.request(PREFIX + other, {ifAvailable: true, mode: 'shared'}, (lock) => lock === null).catch(() => false);
        },
    };
}
