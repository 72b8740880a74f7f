// Finds the principal components of a run's images, away from the worker that trains: one comparison, then
// the page ends it. Loads the small module. Runs in a module worker, never on the page.

import {answerOnce} from './answer-once.js';
import {loadModule} from './load-wasm.js';

/** @typedef {import('../protocol/messages.js').PcaCommand} PcaCommand */
/** @typedef {import('../protocol/messages.js').PcaEvent} PcaEvent */

const REPORT_EVERY_MS = 100;

answerOnce(async (/** @type {PcaCommand} */ {type, config, packed}, /** @type {(event: PcaEvent) => void} */ post) => {
    const {module} = await loadModule('cpu', () => {});
    const lab = new module.Lab();
    if (packed) lab.load(packed);
    const baseline = lab.baseline(config);
    const comparison = find(baseline, post);
    if (type === 'probe') post({type: 'probed', probes: baseline.readings()});
    else post({type: 'compared', ...comparison});
});

/** @param {import('./wasm-module.js').Baseline} baseline @param {(event: PcaEvent) => void} post */
function find(baseline, post) {
    for (;;) {
        const {progress, comparison} = baseline.advance(REPORT_EVERY_MS);
        if (comparison) return comparison;
        post({type: 'comparing', progress});
    }
}
