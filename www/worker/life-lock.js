// Lock of the browser that a worker holds for as long as it lives. The page looks for it while the worker owes an answer, and so
// sees the worker's end, however it ends. Runs in the worker.

/**
 * @param {Pick<LockManager, 'request'>} [locks] absent where the page is not served safely
 * @param {string} [name]
 * @returns {Promise<string>} its name, once it is held; empty where the browser has none to give
 */
export function holdLifeLock(locks, name = `hourglass.worker.${Math.random().toString(36).slice(2)}`) {
    return new Promise((resolve) => {
        if (!locks) return resolve('');
        locks.request(name, () => {
            resolve(name);
            return new Promise(() => {}); // for as long as the worker lives
        }).catch(() => resolve(''));
    });
}
