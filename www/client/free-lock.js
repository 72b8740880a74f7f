// Probe of a lock of the browser: true if nobody holds it. It asks for the one lock, and never lists all. When somebody lists locks,
// Chromium discards the pages with locks that it keeps for "Back" (since version 146). Nor does it wait for the lock: a page that
// waits is not kept. Main thread.

/** @param {Pick<LockManager, 'request'>} [locks] absent where the page is not served safely: then nothing is free @returns {(name: string) => Promise<boolean>} */
export const createLockProbe = (locks) => async (name) => {
    if (!locks) return false;
    return locks.request(name, {ifAvailable: true}, (lock) => lock !== null).catch(() => false); // a page that goes away
};
