// Checkpoints for tests: a body with a small history.

import {createLossSeries} from '../../../www/runs/loss-series.js';

/** @param {string} id of the run @param {number} step @param {{state?: string, bytes?: number, fingerprint?: number}} [more] */
export function bodyOf(id, step, {state = 'running', bytes = 100, fingerprint = 0} = {}) {
    const series = createLossSeries();
    series.append({step, losses: Float32Array.from({length: step}, (_, i) => 1 / (i + 1)), validations: [{step, loss: 0.5}]});
    return {
        model: new Uint8Array(bytes).fill(step),
        history: /** @type {import('../../../www/runs/run-history.js').RunHistory} */ ({
            id, name: `run ${id}`, begun: 1, config: {seed: 1}, dataset: {key: 'k', name: 'Digits', fingerprint}, device: 'CPU',
            state: /** @type {any} */ (state), step, epoch: 1, seconds: 2,
            curves: series.save(), measured: [],
        }),
    };
}
