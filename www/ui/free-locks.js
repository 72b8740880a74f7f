// Waits until locks of the browser are free. It does not wait while the page is away: a browser discards a page that waits for a
// lock, rather than keep it for "Back". Main thread.

/**
 * @param {Pick<LockManager, 'request'>} [locks] absent where the page is not served safely: then nothing is ever free
 * @param {Pick<EventTarget, 'addEventListener'>} [page]
 * @returns {(name: string, act: () => void) => void} calls back once, as soon as a lock is free
 */
export function createFreeLocks(locks, page = window) {
    /** @type {Map<string, () => void>} */
    const waiting = new Map();
    let away = new AbortController();

    /** @param {string} name @param {() => void} act */
    function wait(name, act) {
        locks?.request(name, {signal: away.signal}, () => {
            waiting.delete(name);
            act();
        }).catch(() => {}); // the page goes away
    }

    page.addEventListener('pagehide', () => away.abort());
    page.addEventListener('pageshow', () => {
        if (!away.signal.aborted) return;
        away = new AbortController();
        for (const [name, act] of waiting) wait(name, act);
    });
    return (name, act) => {
        waiting.set(name, act);
        wait(name, act);
    };
}
