// Questions to a worker, and whose they are: numbers each, and hands its answer to who asked. Main thread.

/** @typedef {import('./messages.js').Event} Event */
/** @typedef {import('./messages.js').ErrorEvent} ErrorEvent */

let lastId = 0; // one count for the whole page: several parts of it ask the same worker

export function createQuestions() {
    /** @type {Map<number, {resolve: (event: any) => void, reject: (error: ErrorEvent) => void}>} */
    const open = new Map();

    return {
        /**
         * @param {(message: object) => void} post
         * @param {object} question without its number
         * @returns {Promise<any>} the answer; rejects with the error event
         */
        ask(post, question) {
            lastId += 1;
            const id = lastId;
            return new Promise((resolve, reject) => {
                open.set(id, {resolve, reject});
                post({...question, id});
            });
        },

        /** Whether this was the answer to one of the questions. @param {Event} event */
        settle(event) {
            const id = 'id' in event && event.id !== undefined ? event.id : 0;
            const question = open.get(id);
            if (!question) return false;
            open.delete(id);
            if (event.type === 'error') question.reject(event);
            else question.resolve(event);
            return true;
        },

        /** No answer will come any more. @param {ErrorEvent} error */
        abandon(error) {
            for (const {reject} of open.values()) reject(error);
            open.clear();
        },
    };
}
