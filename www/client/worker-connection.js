// One of the tandem's two workers: its questions, whether it is ready, and its end. Main thread.

import {checkEvent} from '../protocol/schemas.js';
import {createQuestions} from '../protocol/pending-requests.js';

/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */

/**
 * @param {import('./training-client.js').WorkerLike} worker
 * @param {object} listeners
 * @param {(side: Side, event: Event) => void} listeners.onEvent all but answers to the questions asked here
 * @param {(data: unknown) => void} listeners.onStray what is no event at all
 * @param {(side: Side, event: {message?: string}) => void} listeners.onCrash the worker ended without a word
 */
export function createSide(worker, {onEvent, onStray, onCrash}) {
    const questions = createQuestions();
    const side = {
        ready: false, // for runs
        bytes: {received: 0, total: 0}, // of its module

        /** @param {Command} command @param {Transferable[]} [transfer] */
        post: (command, transfer = []) => worker.postMessage(command, transfer),

        /** @param {object} question @param {Transferable[]} [transfer] @returns {Promise<any>} */
        ask: (question, transfer = []) => questions.ask((message) => worker.postMessage(message, transfer), question),

        /** @param {ErrorEvent} error what those who still wait for an answer are told */
        end(error) {
            worker.terminate();
            worker.onmessage = worker.onerror = null;
            questions.abandon(error);
        },
    };

    worker.onmessage = ({data}) => {
        if (checkEvent(data)) onStray(data);
        else if (!questions.settle(data)) onEvent(side, data);
    };
    worker.onerror = (event) => onCrash(side, event);
    return side;
}

/** @typedef {ReturnType<typeof createSide>} Side */
