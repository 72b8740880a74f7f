// Looks again and again whether locks of the browser are free. It never waits for one: a browser discards a page that waits for a
// lock, rather than keep it for "Back". Main thread.

const EVERY_MS = 1000;

/**
 * @param {Pick<LockManager, 'query'>} [locks] absent where the page is not served safely: then nothing is ever free
 * @param {(tick: () => void) => void} [every] calls back each second
 * @returns {(name: string, act: () => void) => void} calls back once, about a second after a lock that is held becomes free
 */
export function createFreeLocks(locks, every = (tick) => void setInterval(tick, EVERY_MS)) {
    /** @type {Map<string, () => void>} */
    const guarded = new Map();

    async function look() {
        const names = [...guarded.keys()]; // before the question: what is held later is not in its answer
        if (!locks || names.length === 0) return;
        const {held = []} = await locks.query();
        const still = new Set(held.map(({name}) => name));
        for (const name of names.filter((each) => !still.has(each))) {
            const act = guarded.get(name);
            guarded.delete(name);
            act?.();
        }
    }

    every(() => void look().catch(() => {})); // a page that goes away
    return (name, act) => void guarded.set(name, act);
}
