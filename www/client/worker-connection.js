// Connection to one of the two workers: its requests, its signs of life, and its end. Main thread.

import {checkEvent} from '../protocol/schemas.js';
import {createPendingRequests} from '../protocol/pending-requests.js';
import {createWatchdog} from './watchdog.js';

/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {import('../protocol/messages.js').Command} Command */

/** @typedef {{cause: string, details: string}} Loss of a worker or device: in words that begin a sentence, and in those of the driver */

/**
 * @param {import('./training-client.js').WorkerLike} worker
 * @param {object} listeners
 * @param {(connection: Connection, event: Event) => void} listeners.onEvent all but answers to requests of this connection; panics
 * @param {(problem: string, data: unknown) => void} listeners.onInvalid a message that the protocol does not know
 * @param {(connection: Connection, loss: Loss) => void} listeners.onLost the worker failed, was closed, or gives no sign of life
 * @param {(lock: string) => Promise<boolean>} [isFree] whether nobody holds a lock: the worker holds one while it lives
 */
export function createConnection(worker, {onEvent, onInvalid, onLost}, isFree = async () => false) {
    const requests = createPendingRequests();
    /** @type {() => void} */
    let resolve;
    /** @type {(error: ErrorEvent) => void} */
    let reject;
    const opened = /** @type {Promise<void>} */ (new Promise((...settle) => ([resolve, reject] = settle)));
    opened.catch(() => {}); // not everybody waits for it
    let lock = '';
    const watchdog = createWatchdog({
        ping: () => worker.postMessage({type: 'ping'}, []),
        async onOverdue() {
            if (lock && await isFree(lock)) onLost(connection, {cause: 'The training worker was closed', details: ''});
        },
        onSilent: (seconds) => onLost(connection, {cause: `The training worker gave no sign of life for ${seconds} seconds`, details: ''}),
    });
    /** @type {ErrorEvent | null} */
    let end = null;
    const connection = {
        ready: false, // for runs
        opened, // settles when its module is loaded, or will never be
        /** @type {{received: number, total: number, building?: boolean}} */
        bytes: {received: 0, total: 0}, // of its module

        isGone: () => end !== null,

        /** @param {Command} command @param {Transferable[]} [transfer] */
        post: (command, transfer = []) => worker.postMessage(command, transfer),

        /** @param {object} command without its id @param {Transferable[]} [transfer] @returns {Promise<any>} its answer */
        async request(command, transfer = []) {
            if (end) throw end;
            return requests.send((message) => worker.postMessage(message, transfer), command);
        },

        /** A second has passed. */
        tick: watchdog.tick,

        /** @param {ErrorEvent} error rejects the pending requests, and all that follow */
        end(error) {
            end = error;
            worker.terminate();
            worker.onmessage = worker.onerror = null;
            requests.abandon(error);
            reject(error);
        },
    };

    worker.onmessage = ({data}) => {
        const problem = checkEvent(data);
        if (problem) return onInvalid(problem, data);
        watchdog.heard(data);
        if (data.type === 'pong' || data.type === 'busy') return;
        if (data.type === 'ready') {
            resolve();
            lock = data.lock;
        }
        const isPanic = data.type === 'error' && data.code === 'panic'; // about more than the request
        if (isPanic || !requests.settle(data)) onEvent(connection, data);
    };
    worker.onerror = (event) => {
        event.preventDefault?.();
        const [cause, details] = event.message ? ['The training worker failed', event.message] : ['The training worker could not be loaded', ''];
        onLost(connection, {cause, details});
    };
    return connection;
}

/** @typedef {ReturnType<typeof createConnection>} Connection */
