// A worker that gets one command and is ended after its answer. No DOM. Main thread.

import {checkEvent} from '../protocol/schemas.js';

/** @typedef {import('./training-client.js').WorkerLike} WorkerLike */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

/**
 * Sends a worker its one command.
 * @param {WorkerLike} worker
 * @param {object} command @param {Transferable[]} transfer
 * @param {(event: any) => void} onEvent every event but errors
 * @param {(error: ErrorEvent) => void} onFailure
 */
export function begin(worker, command, transfer, onEvent, onFailure) {
    worker.onmessage = ({data}) => {
        const problem = checkEvent(data);
        if (problem) onFailure(failure('protocol', problem));
        else if (data.type === 'error') onFailure(data);
        else onEvent(data);
    };
    worker.onerror = (event) => {
        event.preventDefault?.();
        onFailure(failure('lost', event.message || 'its worker could not be loaded'));
    };
    worker.postMessage(command, transfer);
    return worker;
}

/** @param {WorkerLike} worker */
export function end(worker) {
    worker.onmessage = worker.onerror = null;
    worker.terminate();
}

/** @param {'protocol' | 'lost'} code @param {string} message @returns {ErrorEvent} */
const failure = (code, message) => ({type: 'error', code, message, remedy: 'Try again. If that does not help, reload the page.'});
