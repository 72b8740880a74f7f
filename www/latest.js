// Questions of which only the newest matters, as of a pointer that moves: one at a time is asked, and those
// that came meanwhile give way to the last of them. Main thread.

/**
 * @template Q, A
 * @param {(question: Q) => Promise<A>} ask
 * @param {(answer: A, question: Q) => void} onAnswer a question that fails has none
 */
export function createLatest(ask, onAnswer) {
    /** @type {{question: Q} | null} */
    let next = null;
    let asking = false;

    async function pump() {
        if (asking || !next) return;
        const {question} = next;
        next = null;
        asking = true;
        try {
            onAnswer(await ask(question), question);
        } catch {
            // the model has gone, or broken: what is wrong with it is told elsewhere
        } finally {
            asking = false;
            pump();
        }
    }

    return {
        /** @param {Q} question */
        ask(question) {
            next = {question};
            pump();
        },
        /** What has not been asked yet is not to be asked. */
        forget() {
            next = null;
        },
    };
}
