// Work that is asked for more often than there is time for it: one turn at a time, and after each a rest of some
// times its length. What was asked for meanwhile is done once, afterwards. Main thread.

/** Share of the time that may go into it. */
const SHARE = 0.1;

/**
 * @param {() => Promise<void>} act a turn that fails is over
 * @param {object} [parts]
 * @param {number} [parts.leastRestMs]
 * @param {() => number} [parts.now] milliseconds
 * @param {(act: () => void, ms: number) => number} [parts.later]
 */
export function createTurns(act, {leastRestMs = 500, now = () => performance.now(), later = (call, ms) => Number(setTimeout(call, ms))} = {}) {
    let asked = false;
    let acting = false;
    let waiting = 0; // counts rests; 0 while there is none
    let rests = 0;
    let restUntil = -Infinity;

    async function pump() {
        if (!asked || acting || waiting > 0) return;
        const rest = restUntil - now();
        if (rest > 0) {
            const own = waiting = ++rests;
            later(() => {
                if (waiting !== own) return;
                waiting = 0;
                pump();
            }, rest);
            return;
        }
        asked = false;
        acting = true;
        const began = now();
        await act().catch(() => undefined); // what is wrong is told elsewhere
        acting = false;
        restUntil = now() + Math.max(leastRestMs, (now() - began) * (1 / SHARE - 1));
        pump();
    }

    return {
        request() {
            asked = true;
            pump();
        },
        /** The next turn need not wait, as after another choice or for another model. */
        hurry() {
            restUntil = -Infinity;
            waiting = 0;
            pump();
        },
        /** What has not begun is not to be done. */
        forget() {
            asked = false;
        },
    };
}
