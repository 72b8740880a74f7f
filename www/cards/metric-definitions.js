// Definitions of the metrics: name, unit, value and help of each. Pure.

import {METRIC_NAMES as NAMES} from '../settings/schema.js';
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
        name: NAMES.mse, unit: ({value}) => `per ${value}`, value: ({mse}) => significant(mse),
        help: ({value, range}) => `Mean squared error over all ${value}s, where ${range} is 1. 0 is a perfect reconstruction.`,
    },
    {
        name: NAMES.sse, unit: ({one}) => `per ${one}`, value: ({sse}) => significant(sse),
        help: ({one, value}) => `Sum of squared errors over the ${value}s of a ${one}.`,
    },
    {
        name: NAMES.psnr, value: ({psnr}) => psnr === null ? null : `${psnr.toFixed(1)} dB`,
        help: () => 'Peak signal-to-noise ratio: 10 decibels more is a tenth of the squared error.',
    },
    {
        name: NAMES.ssim, unit: () => '(1 is best)', value: ({ssim}) => three(ssim),
        help: () => 'Structural similarity: 1 is a perfect reconstruction. Closer to human vision than the squared error.',
    },
    {
        name: NAMES.negElbo, unit: ({one}) => `per ${one}`, value: ({negElbo}) => nats(negElbo),
        help: () => 'Negative evidence lower bound: reconstruction plus KL divergence, whatever their weights in the loss. A VAE minimises it. A nat is 1.44 bits. Compare it only between models of the same reconstruction loss: cross-entropy and squared error are different likelihoods.',
    },
    {
        name: NAMES.reconstructionNats, unit: ({one}) => `per ${one}`, value: ({reconstructionNats}) => nats(reconstructionNats),
        help: ({value}) => `Reconstruction term of −ELBO: the cross-entropy of the ${value}s, or half their squared errors.`,
    },
    {
        name: NAMES.klNats, unit: ({one}) => `per ${one}`, value: ({klNats}) => nats(klNats),
        help: ({one}) => `KL term of −ELBO: the information of the code about its ${one} beyond the prior, the standard normal.`,
    },
    {
        name: NAMES.activeUnits, value: ({activeUnits, latent}) => `${activeUnits} of ${latent}`,
        help: ({one}) => `Latent dimensions that vary from ${one} to ${one} (variance over 0.01).`,
    },
    {
        name: NAMES.meanActivation, value: ({meanActivation}) => significant(meanActivation),
        help: () => 'Mean of all codes over all latent dimensions.',
    },
    {
        name: NAMES.knn5Accuracy, value: ({knn5Accuracy}) => percent(knn5Accuracy),
        help: () => 'How often the five nearest training codes vote for the right class (k nearest neighbours).',
    },
    {
        name: NAMES.probeAccuracy, value: ({probeAccuracy}) => percent(probeAccuracy),
        help: () => 'How often a linear classifier of the codes finds the right class.',
    },
    {
        name: NAMES.accuracy, value: ({accuracy}) => percent(accuracy ?? null),
        help: () => 'How often the network’s own classifier, trained with it on the code, finds the right class.',
    },
    {
        name: NAMES.trustworthiness, unit: () => '(1 is best)', value: ({trustworthiness}) => three(trustworthiness),
        help: ({one}) => `Whether neighbours in the latent space, on the two dimensions that it opens with, are neighbours as ${one}s.`,
    },
    {
        name: NAMES.auroc, unit: () => '(1 is best)', value: ({auroc}) => three(auroc ?? null),
        help: ({one}) => `How often a ${one} of another class has a larger squared error than a normal one (area under the ROC curve). 0.5 is chance. All other metrics are of the normal classes.`,
    },
];
