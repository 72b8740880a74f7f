// What is measured, in words: a line for each metric with its name, its unit and what it tells. Pure.

import {loss} from '../numbers.js';

/** @typedef {import('../metrics.js').Metrics} Metrics */
/** @typedef {ReturnType<typeof import('../words.js').wordsOf>} Words */

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

/** @type {MetricRow[]} */
export const METRIC_ROWS = [
    {
        name: 'Squared error', unit: ({value}) => `per ${value}`, value: ({mse}) => loss(mse),
        help: ({value, range}) => `Mean over all ${value}s of the squared difference (MSE), where ${range} is 1. 0 is a perfect copy.`,
    },
    {
        name: 'Squared error', unit: ({one}) => `per ${one}`, value: ({sse}) => loss(sse),
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
        name: '−ELBO', value: ({kl, loss: total}) => kl === undefined ? null : loss(total),
        help: () => 'Reconstruction plus divergence, counted as in the loss: what a VAE is trained for. Less is better.',
    },
    {
        name: 'Divergence', unit: ({one}) => `per ${one}`, value: ({kl}) => kl === undefined ? null : `${loss(kl)} nats`,
        help: ({one}) => `The part of −ELBO that the code costs, for a ${one}.`,
    },
    {
        name: 'Numbers in use', value: ({activeUnits, latent}) => `${activeUnits} of ${latent}`,
        help: ({one}) => `Numbers of the code that vary from ${one} to ${one} (variance over 0.01).`,
    },
    {
        name: 'Mean activity', value: ({meanActivation}) => loss(meanActivation),
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
        name: 'Map is true', unit: () => '(1 is best)', value: ({trustworthiness}) => three(trustworthiness),
        help: ({one}) => `Trustworthiness: whether neighbours by their codes are neighbours as ${one}s. 1 is best.`,
    },
    {
        name: 'Anomalies told apart', value: ({auroc}) => three(auroc ?? null),
        help: ({one}) => `AUROC: how often a ${one} of another class is copied worse than a normal one. 1 is perfect, 0.5 is chance. All else here is measured on the normal classes.`,
    },
];
