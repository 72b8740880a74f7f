// Connection to one of the two workers: its requests, whether it is ready, and its end. Main thread.

import {checkEvent} from '../protocol/schemas.js';
import {createPendingRequests} from '../protocol/pending-requests.js';

/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').Command} Command */

/**
 * @param {import('./training-client.js').WorkerLike} worker
 * @param {object} listeners
 * @param {(connection: Connection, event: Event) => void} listeners.onEvent all but answers to requests of this connection; panics
 * @param {(problem: string, data: unknown) => void} listeners.onInvalid a message that the protocol does not know
 * @param {(connection: Connection, event: {message?: string, preventDefault?: () => void}) => void} listeners.onCrash
 */
export function createConnection(worker, {onEvent, onInvalid, onCrash}) {
    const requests = createPendingRequests();
    const connection = {
        ready: false, // for runs
        /** @type {{received: number, total: number, building?: boolean}} */
        bytes: {received: 0, total: 0}, // of its module

        /** @param {Command} command @param {Transferable[]} [transfer] */
        post: (command, transfer = []) => worker.postMessage(command, transfer),

        /** @param {object} command without its id @param {Transferable[]} [transfer] @returns {Promise<any>} its answer */
        request: (command, transfer = []) => requests.send((message) => worker.postMessage(message, transfer), command),

        /** @param {import('../protocol/messages.js').ErrorEvent} error rejects the pending requests */
        end(error) {
            worker.terminate();
            worker.onmessage = worker.onerror = null;
            requests.abandon(error);
        },
    };

    worker.onmessage = ({data}) => {
        const problem = checkEvent(data);
        const isPanic = data?.type === 'error' && data.code === 'panic'; // about more than the request
        if (problem) onInvalid(problem, data);
        else if (isPanic || !requests.settle(data)) onEvent(connection, data);
    };
    worker.onerror = (event) => onCrash(connection, event);
    return connection;
}

/** @typedef {ReturnType<typeof createConnection>} Connection */
