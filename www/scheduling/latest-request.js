// Latest-only requests, as for a moving pointer or a model that trains. Sends one at a time, and then only the newest of
// those that came meanwhile. Requests during training are paced, so that they stay cheap. Main thread.

/** Share of the time that paced requests may take. */
const SHARE = 0.1;
const LONG_MS = 1500;
const LONG_SHARE = 0.15; // of long requests, so that what they show is not too old

/** @typedef {{leastRest: number}} Pace in ms */
/** Pace of requests for images. */
export const BRISK = {leastRest: 120};
/** Pace of numbers. */
export const CALM = {leastRest: 500};

let isTraining = false;
/** @type {Set<() => void>} */
const waiting = new Set();

/** Pauses are for the sake of training: without it they end. @param {boolean} trains */
export function setTraining(trains) {
    isTraining = trains;
    if (!trains) for (const wake of [...waiting]) wake();
}

/** Pause after a request, in ms. @param {number} took ms of the request @param {Pace} [pace] */
export function restAfter(took, {leastRest} = BRISK) {
    const rest = Math.min(took * (1 / SHARE - 1), Math.max(LONG_MS, took * (1 / LONG_SHARE - 1)));
    return Math.max(leastRest, rest);
}

/**
 * @template Q, A
 * @param {(content: Q) => Promise<A>} send
 * @param {(answer: A, content: Q) => void} onAnswer not called where a request fails or was forgotten
 * @param {Pace | null} [pace] null for requests that end by themselves
 * @param {{now: () => number, later: (act: () => void, ms: number) => unknown}} [clock] in ms
 */
export function createLatestRequest(send, onAnswer, pace = null, {now, later} = {now: () => performance.now(), later: setTimeout}) {
    /** @type {{content: Q, isSecond?: boolean} | null} */
    let next = null;
    let isSending = false;
    let pauseUntil = -Infinity;
    let era = 0; // counts what was forgotten

    async function pump() {
        if (isSending || !next) return;
        const pause = isTraining ? pauseUntil - now() : 0;
        if (pause > 0) return sleep(pause);
        const {content, isSecond} = next;
        next = null;
        isSending = true;
        const [begun, of] = [now(), era];
        // the model may have diverged, or be gone: others report that
        const answer = await send(content).then((found) => ({found}), (error) => {
            // the worker is gone, and the next one answers; asked once, as this may be why
            if (error?.code === 'lost' && of === era && !isSecond) next ??= {content, isSecond: true};
            return null;
        });
        isSending = false;
        if (of === era) {
            if (answer) onAnswer(answer.found, content);
            if (pace) pauseUntil = now() + restAfter(now() - begun, pace);
        }
        pump();
    }

    /** @param {number} ms */
    function sleep(ms) {
        if (waiting.has(wake)) return;
        waiting.add(wake);
        later(wake, ms);
    }

    function wake() {
        waiting.delete(wake);
        pump();
    }

    return {
        /** @param {Q} content */
        send(content) {
            next = {content};
            pump();
        },
        /** Drops what is pending, and the pause: all is new. */
        forget() {
            next = null;
            era += 1;
            pauseUntil = -Infinity;
        },
    };
}
