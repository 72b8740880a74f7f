// Loads modules that nobody has used yet, one after the other, in the idle time of the browser. Main thread.

const IDLE_MS = 300; // the longest wait for idle time
const QUIET_MS = 5000; // without Start after so long, idle loading begins by itself

/** @type {Set<() => Promise<void>>} */
const waiting = new Set();
let isLoading = false;

/** Registers a module for idle time. @param {() => Promise<void>} load */
export const loadWhenIdle = (load) => void waiting.add(load);

/** Removes a module that is being loaded already. @param {() => Promise<void>} load */
export const cancelIdleLoad = (load) => void waiting.delete(load);

/** Begins to load; called after the first step of a run, so that nothing delays it. */
export function startIdleLoading() {
    const [load] = waiting;
    if (isLoading || !load) return;
    isLoading = true;
    whenIdle(async () => {
        await load();
        isLoading = false;
        startIdleLoading();
    });
}

/** Begins to load after a while, in case nobody presses Start. */
export function scheduleIdleLoading() {
    setTimeout(startIdleLoading, QUIET_MS);
}

/** @param {() => void} act */
function whenIdle(act) {
    // Safari has no requestIdleCallback
    if ('requestIdleCallback' in globalThis) requestIdleCallback(act, {timeout: IDLE_MS});
    else setTimeout(act, IDLE_MS / 2);
}
