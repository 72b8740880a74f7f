// A run as the page records it, small enough to check by hand.

import {createLossSeries} from '../../../www/runs/loss-series.js';
import {PAGE_SCHEMA as SCHEMA} from '../../../www/settings/page-schema.js';
import {defaultsOf} from '../../../www/settings/store.js';

/** @typedef {import('../../../www/runs/run-recorder.js').CurrentRun} Run */

const digits = {
    source: 'digits', kind: /** @type {const} */ ('image'), name: 'Handwritten digits', width: 8, height: 8, channels: 1, alphabet: '', columns: [],
    train: 100, validation: 2, test: 2, classes: ['zero', 'one'], labelled: 104, sound: null, fingerprint: 0,
};

/** @param {string} name */
const termOf = (name) => ({name, label: name, unit: 'squared error per pixel', help: '', weight: 1, warmUp: 0});

/** @param {number} mse @returns {import('../../../www/protocol/messages.js').Metrics} */
const metricsOf = (mse) => ({
    images: 2, mse, sse: 64 * mse, psnr: null, ssim: 0.5, loss: mse, activeUnits: 2, latent: 2, meanActivation: 0,
    leastCrossEntropy: null, lettersRight: null, wordsRight: null, natsPerLetter: null, numbersMse: null, categoriesRight: null, ratingsRmse: null, negElbo: null, reconstructionNats: null, klNats: null, knn5Accuracy: 0.75, probeAccuracy: null, trustworthiness: 0.9,
    auroc: null, labelled: 2, anomalies: 0,
});

/**
 * @param {object} [options]
 * @param {Partial<import('../../../www/protocol/answers.js').DatasetInfo>} [options.dataset]
 * @param {string[]} [options.terms]
 * @param {number[]} [options.losses]
 * @param {{step: number, loss: number, terms: number[]}[]} [options.validations]
 * @param {number[]} [options.labels]
 * @param {import('../../../www/protocol/messages.js').Config} [options.config] what differs from the defaults
 * @returns {Run}
 */
export function runOf({
    dataset: other, terms: names = ['reconstruction'], losses = [3, 2, 1], labels = [0, 1], config: different,
    validations = [{step: 0, loss: 4, terms: [3, 1]}, {step: 2, loss: 2.5, terms: [2, 0.5]}],
} = {}) {
    const dataset = {...digits, ...other};
    const terms = names.map(termOf);
    const series = createLossSeries(undefined, terms.length > 1 ? terms.length : 0);
    const parts = terms.length > 1 ? losses.flatMap((loss) => [0.75 * loss, 0.25 * loss]) : [];
    series.append({step: losses.length, losses: Float32Array.from(losses), terms: Float32Array.from(parts), validations});
    const config = {...defaultsOf(SCHEMA), ...different};
    const device = {kind: /** @type {const} */ ('cpu'), name: 'CPU', why: 'Your choice'};
    const [probes, points] = [new Uint8Array(64), new Uint8Array(128)];
    return {
        config, dataset, device, devices: [{from: 0, name: 'CPU'}], series, state: 'paused', step: 3, begun: 1000, seconds: 2, snapshot: null, pca: null,
        created: {
            type: 'created', run: 1, config, device, probes, probeLabels: Uint8Array.from([0]), points, pointLabels: Uint8Array.from(labels),
            probeNames: [], pointNames: [], pointPlaces: Uint32Array.from([0, 1]),
            description: {dataset, terms, layers: [], parameters: 12674, stepsPerEpoch: 10},
        },
        measured: [{split: 'validation', step: 2, metrics: metricsOf(0.5)}, {split: 'test', step: 3, metrics: metricsOf(0.25)}],
    };
}
