// Reads the user's files away from the page and from the worker that trains: one opening, then the page ends it. Loads the module
// for it. Runs in a module worker, never on the page.

import {errorEvent, panicEvent} from './errors.js';
import {loadModule} from './load-wasm.js';
import {checkCommand} from '../protocol/schemas.js';
import {transferables} from '../protocol/transferables.js';

/** @typedef {import('../protocol/messages.js').ImportCommand} ImportCommand */
/** @typedef {import('../protocol/messages.js').ImportEvent} ImportEvent */

const scope = /** @type {EventTarget & {postMessage(message: object, transfer: Transferable[]): void}} */ (
    /** @type {unknown} */ (self));

scope.addEventListener('message', (event) => {
    const {data} = /** @type {MessageEvent} */ (event);
    const problem = checkCommand(data);
    if (!problem) return read(/** @type {ImportCommand} */ (data));
    post({type: 'error', code: 'protocol', message: problem, remedy: 'Reload the page.'});
});

scope.addEventListener('error', (event) => {
    event.preventDefault();
    post(panicEvent(/** @type {globalThis.ErrorEvent} */ (event).message));
});

/** @param {ImportCommand} command */
async function read({files}) {
    try {
        const module = await loadModule('import', () => {});
        post({type: 'imported', ...module.importFiles(files.map(({name, bytes}) => ({name, bytes: new Uint8Array(bytes)})))});
    } catch (thrown) {
        post(errorEvent(thrown));
    }
}

/** @param {ImportEvent} event */
function post(event) {
    scope.postMessage(event, transferables(event));
}
