// Work that is asked for more often than there is time for it: one turn at a time, and after each, while the model
// trains, a rest of some times its length. What was asked for meanwhile is done once, afterwards. Main thread.

/** Share of the time that may go into it. */
const SHARE = 0.1;

let isTraining = false;
/** @type {Set<() => void>} */
const resting = new Set();

/** Rests are for the sake of training: where there is none, they end. @param {boolean} trains */
export function trainingIs(trains) {
    isTraining = trains;
    if (!trains) for (const wake of [...resting]) wake();
}

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
    let rests = 0;
    let isResting = false;
    let restUntil = -Infinity;

    async function pump() {
        if (!asked || acting || isResting) return;
        const rest = isTraining ? restUntil - now() : 0;
        if (rest > 0) {
            isResting = true;
            resting.add(hurry);
            const own = ++rests;
            later(() => isResting && own === rests && hurry(), rest);
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

    function hurry() {
        restUntil = -Infinity;
        isResting = false;
        resting.delete(hurry);
        pump();
    }

    return {
        request() {
            asked = true;
            pump();
        },
        /** The next turn need not wait, as after another choice or for another model. */
        hurry,
        /** What has not begun is not to be done. */
        forget() {
            asked = false;
        },
    };
}
