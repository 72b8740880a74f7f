// Long computations in slices, so that the page draws and answers in between. Main thread.

const SLICE_MS = 12; // shorter than a frame of the screen, so that none is lost

/** The page draws and answers, then goes on. */
const turn = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Runs a computation that yields every few milliseconds.
 * @template T
 * @param {Generator<void, T, void>} steps
 * @param {() => boolean} [goesOn] asked between slices: where not, it ends
 * @param {{now: () => number, pause: () => Promise<unknown>}} [clock] in ms
 * @returns {Promise<T | null>} null where it did not go on
 */
export async function inSlices(steps, goesOn = () => true, {now, pause} = {now: () => performance.now(), pause: turn}) {
    for (;;) {
        const end = now() + SLICE_MS;
        do {
            const {done, value} = steps.next();
            if (done) return value;
        } while (now() < end);
        await pause();
        if (!goesOn()) return null;
    }
}
