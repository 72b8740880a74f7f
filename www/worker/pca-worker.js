// Finds the principal components of a run's images, away from the worker that trains: one comparison, then
// the page ends it. Loads the small module. Runs in a module worker, never on the page.

import {errorEvent, panicEvent} from './errors.js';
import {loadModule} from './load-wasm.js';
import {checkCommand} from '../protocol/schemas.js';
import {transferables} from '../protocol/transferables.js';

/** @typedef {import('../protocol/messages.js').PcaCommand} PcaCommand */
/** @typedef {import('../protocol/messages.js').PcaEvent} PcaEvent */

const REPORT_EVERY_MS = 100;

const scope = /** @type {EventTarget & {postMessage(message: object, transfer: Transferable[]): void}} */ (
    /** @type {unknown} */ (self));

scope.addEventListener('message', (event) => {
    const {data} = /** @type {MessageEvent} */ (event);
    const problem = checkCommand(data);
    if (!problem) return compare(/** @type {PcaCommand} */ (data));
    post({type: 'error', code: 'protocol', message: problem, remedy: 'Reload the page.'});
});

scope.addEventListener('error', (event) => {
    event.preventDefault();
    post(panicEvent(/** @type {globalThis.ErrorEvent} */ (event).message));
});

/** @param {PcaCommand} command */
async function compare({type, config, packed}) {
    try {
        const module = await loadModule('cpu', () => {});
        const lab = new module.Lab();
        if (packed) lab.load(packed);
        const baseline = lab.baseline(config);
        const comparison = find(baseline);
        if (type === 'probe') post({type: 'probed', probes: baseline.readings()});
        else post({type: 'compared', ...comparison});
    } catch (thrown) {
        post(errorEvent(thrown));
    }
}

/** @param {import('./wasm-module.js').Baseline} baseline */
function find(baseline) {
    for (;;) {
        const {progress, comparison} = baseline.advance(REPORT_EVERY_MS);
        if (comparison) return comparison;
        post({type: 'comparing', progress});
    }
}

/** @param {PcaEvent} event */
function post(event) {
    scope.postMessage(event, transferables(event));
}
