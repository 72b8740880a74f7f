// Runs for tests of what is kept of them.

import {defaultsOf} from '../../../www/settings/store.js';
import {PAGE_SCHEMA as SCHEMA} from '../../../www/settings/page-schema.js';

/** @typedef {import('../../../www/runs/run-record.js').RunRecord} RunRecord */

/** @param {Partial<RunRecord>} [news] @returns {RunRecord} */
export function runOf(news = {}) {
    const points = {steps: [50, 100], values: [0.2, 0.1]};
    return {
        version: 2, id: 'one', name: 'One', pinned: false, begun: 1000, config: defaultsOf(SCHEMA),
        dataset: {key: 'digits', name: 'Handwritten digits'}, device: 'CPU', terms: '[["reconstruction",1]]',
        steps: 100, epochs: 5, seconds: 1.5, end: '', trainingLoss: 0.1, validationLoss: 0.1,
        curves: {training: points, validation: points, squared: points}, measured: null, ...news,
    };
}
