// What is measured, in words: a line for each metric with its name, its unit and what it tells. Pure.

import {significant} from '../ui/format.js';

/** @typedef {import('../protocol/messages.js').Metrics} Metrics */
/** @typedef {ReturnType<typeof import('../examples/terms.js').termsOf>} Words */

/**
 * @typedef {object} MetricRow
 * @property {string} name
 * @property {(words: Words) => string} [unit]
 * @property {(metrics: Metrics) => string | null} value null where it does not apply
 * @property {(words: Words) => string} help
 */

/** @param {number | null} share */
const percent = (share) => share === null ? null : `${(100 * share).toFixed(1)} %`;

/** @param {number | null} value */
const three = (value) => value === null ? null : value.toFixed(3);

/** @param {number | null} value */
const nats = (value) => value === null ? null : `${significant(value)} nats`;

/** @type {MetricRow[]} */
export const METRIC_ROWS = [
    {
        name: 'Squared error', unit: ({value}) => `per ${value}`, value: ({mse}) => significant(mse),
        help: ({value, range}) => `Mean over all ${value}s of the squared difference (MSE), where ${range} is 1. 0 is a perfect copy.`,
    },
    {
        name: 'Squared error', unit: ({one}) => `per ${one}`, value: ({sse}) => significant(sse),
        help: ({one, value}) => `The same, summed over the ${value}s of a ${one} (SSE).`,
    },
    {
        name: 'PSNR', value: ({psnr}) => psnr === null ? null : `${psnr.toFixed(1)} dB`,
        help: () => 'Peak signal-to-noise ratio: 10 decibels more is a tenth of the squared error.',
    },
    {
        name: 'SSIM', unit: () => '(1 is best)', value: ({ssim}) => three(ssim),
        help: () => 'Structural similarity: 1 is a perfect copy. Closer to what eyes see than the squared error.',
    },
    {
        name: '−ELBO', unit: ({one}) => `per ${one}`, value: ({negElbo}) => nats(negElbo),
        help: () => 'Reconstruction plus divergence, whatever their weights in the loss: what a VAE is trained for. Less is better. A nat is a unit of information, 1.44 bits.',
    },
    {
        name: 'Reconstruction', unit: ({one}) => `per ${one}`, value: ({reconstructionNats}) => nats(reconstructionNats),
        help: ({value}) => `The part of −ELBO that the copies have lost: the cross-entropy of the ${value}s, or half their squared errors.`,
    },
    {
        name: 'Divergence', unit: ({one}) => `per ${one}`, value: ({klNats}) => nats(klNats),
        help: ({one}) => `The part of −ELBO that the code costs: what it tells of its ${one} beyond the prior, the standard normal.`,
    },
    {
        name: 'Numbers in use', value: ({activeUnits, latent}) => `${activeUnits} of ${latent}`,
        help: ({one}) => `Numbers of the code that vary from ${one} to ${one} (variance over 0.01).`,
    },
    {
        name: 'Mean activity', value: ({meanActivation}) => significant(meanActivation),
        help: () => 'Mean of all numbers of all codes.',
    },
    {
        name: 'Neighbours agree', value: ({knn5Accuracy}) => percent(knn5Accuracy),
        help: () => 'How often the five nearest training codes vote for the right class (kNN).',
    },
    {
        name: 'Linear reading', value: ({probeAccuracy}) => percent(probeAccuracy),
        help: () => 'How often a linear classifier reads the right class off the code (linear probe).',
    },
    {
        name: 'Labels told', value: ({accuracy}) => percent(accuracy ?? null),
        help: () => 'How often the network itself tells the right class from the code: the accuracy of its classifier.',
    },
    {
        name: 'Map is true', unit: () => '(1 is best)', value: ({trustworthiness}) => three(trustworthiness),
        help: ({one}) => `Trustworthiness of the map as it opens, two numbers of the code: whether neighbours there are neighbours as ${one}s. 1 is best.`,
    },
    {
        name: 'Anomalies told apart', value: ({auroc}) => three(auroc ?? null),
        help: ({one}) => `AUROC: how often a ${one} of another class is copied worse than a normal one. 1 is perfect, 0.5 is chance. All else here is measured on the normal classes.`,
    },
];
