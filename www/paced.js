// Questions that cost something and are asked again and again, as the model learns: one at a time, of those that came
// meanwhile the newest, and with rests between them that keep them cheap. Main thread.

/** Share of the time that may go into them. */
const SHARE = 0.1;
const LEAST_REST_MS = 120;

const LONG_MS = 1500;
const LONG_SHARE = 0.15; // of questions that take long, so that what they show is not too old

/** How long to rest after a question that took so long, in ms. @param {number} took */
export function paceOf(took) {
    const rest = Math.min(took * (1 / SHARE - 1), Math.max(LONG_MS, took * (1 / LONG_SHARE - 1)));
    return Math.max(LEAST_REST_MS, rest);
}

/**
 * @template Q, A
 * @param {object} parts
 * @param {(question: Q) => Promise<A>} parts.ask
 * @param {(answer: A, question: Q) => void} parts.onAnswer a question that fails has none, nor one that was forgotten
 * @param {() => number} [parts.now] milliseconds
 * @param {(act: () => void, ms: number) => unknown} [parts.later]
 */
export function createPaced({ask, onAnswer, now = () => performance.now(), later = setTimeout}) {
    /** @type {{question: Q} | null} */
    let next = null;
    let asking = false;
    let waiting = false;
    let restUntil = 0;
    let era = 0; // counts what was forgotten

    async function pump() {
        if (asking || !next) return;
        const rest = restUntil - now();
        if (rest > 0) return wait(rest);
        const {question} = next;
        next = null;
        asking = true;
        const [asked, of] = [now(), era];
        // the model may have gone, or broken: what is wrong with it is told elsewhere
        const answer = await ask(question).then((found) => ({found}), () => null);
        asking = false;
        restUntil = now() + paceOf(now() - asked);
        if (answer && of === era) onAnswer(answer.found, question);
        pump();
    }

    /** @param {number} ms */
    function wait(ms) {
        if (waiting) return;
        waiting = true;
        later(() => {
            waiting = false;
            pump();
        }, ms);
    }

    return {
        /** @param {Q} question */
        want(question) {
            next = {question};
            pump();
        },
        /** No answer is wanted any more, nor a rest: all is new. */
        forget() {
            next = null;
            era += 1;
            restUntil = 0;
        },
    };
}
