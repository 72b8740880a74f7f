// Questions of which only the newest matters, as of a pointer that moves or a model that learns: one at a time is asked,
// and those that came meanwhile give way to the last of them. Those that come for as long as the model trains are paced:
// a rest after each keeps them cheap. Main thread.

/** Share of the time that may go into what is paced. */
const SHARE = 0.1;
const LONG_MS = 1500;
const LONG_SHARE = 0.15; // of questions that take long, so that what they show is not too old

/** @typedef {{leastRest: number}} Pace in ms */
/** What is looked at. */
export const BRISK = {leastRest: 120};
/** What is read. */
export const CALM = {leastRest: 500};

let isTraining = false;
/** @type {Set<() => void>} */
const resting = new Set();

/** Rests are for the sake of training: where there is none, they end. @param {boolean} trains */
export function setTraining(trains) {
    isTraining = trains;
    if (!trains) for (const wake of [...resting]) wake();
}

/** How long to rest after what took so long, in ms. @param {number} took @param {Pace} [pace] */
export function restAfter(took, {leastRest} = BRISK) {
    const rest = Math.min(took * (1 / SHARE - 1), Math.max(LONG_MS, took * (1 / LONG_SHARE - 1)));
    return Math.max(leastRest, rest);
}

/**
 * @template Q, A
 * @param {(question: Q) => Promise<A>} ask
 * @param {(answer: A, question: Q) => void} onAnswer a question that fails has none, nor one that was forgotten
 * @param {Pace | null} [pace] null for questions that end by themselves
 * @param {{now: () => number, later: (act: () => void, ms: number) => unknown}} [clock] in ms
 */
export function createNewest(ask, onAnswer, pace = null, {now, later} = {now: () => performance.now(), later: setTimeout}) {
    /** @type {{question: Q} | null} */
    let next = null;
    let isAsking = false;
    let restUntil = -Infinity;
    let era = 0; // counts what was forgotten

    async function pump() {
        if (isAsking || !next) return;
        const rest = isTraining ? restUntil - now() : 0;
        if (rest > 0) return sleep(rest);
        const {question} = next;
        next = null;
        isAsking = true;
        const [begun, of] = [now(), era];
        // the model may have gone, or broken: what is wrong with it is told elsewhere
        const answer = await ask(question).then((found) => ({found}), () => null);
        isAsking = false;
        if (of === era) {
            if (answer) onAnswer(answer.found, question);
            if (pace) restUntil = now() + restAfter(now() - begun, pace);
        }
        pump();
    }

    /** @param {number} ms */
    function sleep(ms) {
        if (resting.has(wake)) return;
        resting.add(wake);
        later(wake, ms);
    }

    function wake() {
        resting.delete(wake);
        pump();
    }

    return {
        /** @param {Q} question */
        ask(question) {
            next = {question};
            pump();
        },
        /** No answer is wanted any more, nor a rest: all is new. */
        forget() {
            next = null;
            era += 1;
            restUntil = -Infinity;
        },
    };
}
