// Door of a worker that does one task and is then ended by the page. Checks the command, and posts the results or the error.
// Runs in a module worker, never on the page.

import {errorEvent, panicEvent} from './errors.js';
import {checkCommand} from '../protocol/schemas.js';
import {transferables} from '../protocol/transferables.js';

/** @param {(command: any, post: (event: object) => void) => Promise<void>} act on the command */
export function answerOnce(act) {
    const scope = /** @type {EventTarget & {postMessage(message: object, transfer: Transferable[]): void}} */ (
        /** @type {unknown} */ (self));
    const post = (/** @type {object} */ event) => scope.postMessage(event, transferables(event));
    scope.addEventListener('message', (event) => {
        const {data} = /** @type {MessageEvent} */ (event);
        const problem = checkCommand(data);
        if (problem) return post({type: 'error', code: 'protocol', message: problem, remedy: 'Reload the page.'});
        act(data, post).catch((thrown) => post(errorEvent(thrown)));
    });
    scope.addEventListener('error', (event) => {
        event.preventDefault();
        post(panicEvent(/** @type {globalThis.ErrorEvent} */ (event).message));
    });
}
