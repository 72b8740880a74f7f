// Requests to a worker that wait for their answers: each has an id, and its answer settles its promise. Main thread.

/** @typedef {import('./messages.js').Event} Event */
/** @typedef {import('./messages.js').ErrorEvent} ErrorEvent */

let lastId = 0; // one count for the whole page: several clients share a worker

export function createPendingRequests() {
    /** @type {Map<number, {resolve: (event: any) => void, reject: (error: ErrorEvent) => void}>} */
    const open = new Map();

    return {
        /**
         * @param {(message: object) => void} post
         * @param {object} request without its id
         * @returns {Promise<any>} the answer; rejects with the error event
         */
        send(post, request) {
            lastId += 1;
            const id = lastId;
            return new Promise((resolve, reject) => {
                open.set(id, {resolve, reject});
                post({...request, id});
            });
        },

        /** Settles the request that an event answers; true if one was pending. @param {Event} event */
        settle(event) {
            const id = 'id' in event && event.id !== undefined ? event.id : 0;
            const request = open.get(id);
            if (!request) return false;
            open.delete(id);
            if (event.type === 'error') request.reject(event);
            else request.resolve(event);
            return true;
        },

        /** Rejects all that are pending: no answer will come. @param {ErrorEvent} error */
        abandon(error) {
            for (const {reject} of open.values()) reject(error);
            open.clear();
        },
    };
}
