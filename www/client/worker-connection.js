// Connection to one of the two workers: its requests, whether it is ready, and its end. Main thread.

import {checkEvent} from '../protocol/schemas.js';
import {createPendingRequests} from '../protocol/pending-requests.js';

/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

/**
 * @param {import('./training-client.js').WorkerLike} worker
 * @param {object} listeners
 * @param {(side: Side, event: Event) => void} listeners.onEvent all but answers to requests of this page
 * @param {(data: unknown) => void} listeners.onStray what is no event at all
 * @param {(side: Side, event: {message?: string}) => void} listeners.onCrash the worker ended without a word
 */
export function createSide(worker, {onEvent, onStray, onCrash}) {
    const requests = createPendingRequests();
    const side = {
        ready: false, // for runs
        bytes: {received: 0, total: 0}, // of its module

        /** @param {Command} command @param {Transferable[]} [transfer] */
        post: (command, transfer = []) => worker.postMessage(command, transfer),

        /** @param {object} command without its id @param {Transferable[]} [transfer] @returns {Promise<any>} its answer */
        request: (command, transfer = []) => requests.send((message) => worker.postMessage(message, transfer), command),

        /** @param {ErrorEvent} error reason for which pending requests are rejected */
        end(error) {
            worker.terminate();
            worker.onmessage = worker.onerror = null;
            requests.abandon(error);
        },
    };

    worker.onmessage = ({data}) => {
        if (checkEvent(data)) onStray(data);
        else if (!requests.settle(data)) onEvent(side, data);
    };
    worker.onerror = (event) => onCrash(side, event);
    return side;
}

/** @typedef {ReturnType<typeof createSide>} Side */
