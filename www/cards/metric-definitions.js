// Definitions of the metrics: name, unit, value and help of each. Pure.

import {METRIC_NAMES as NAMES} from '../settings/schema.js';
import {significant} from '../ui/format.js';
import {errorOfAuroc, percent} from './uncertainty.js';

/** @typedef {import('../protocol/messages.js').Metrics} Metrics */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {ReturnType<typeof import('../examples/terms.js').termsOf>} Words */

/**
 * @typedef {object} MetricRow
 * @property {string} name
 * @property {(words: Words) => string} [unit]
 * @property {(metrics: Metrics, config: Config) => string | null} value of a run with this config; null where it does not apply
 * @property {(words: Words) => string} help
 */

/** Examples from which on a trustworthiness means something: each has five neighbours. */
const LEAST_POINTS = 100;

/** @param {number | null} share @param {number} count of examples */
const shareOf = (share, count) => share === null ? null : percent(share, count);

/** Examples that an accuracy is of; a record of an earlier version knows only all. @param {Pick<Metrics, 'images'> & {labelled?: number}} metrics */
export const labelledOf = ({images, labelled = images}) => labelled;

/** Without an error: letters of one word depend on each other. @param {number | null | undefined} share */
const sharePlain = (share) => (share ?? null) === null ? null : `${(100 * Number(share)).toFixed(1)} %`;

/** With its standard error; null where nobody knows how many examples it is of. @param {Metrics} metrics */
function areaOf({auroc, images, anomalies}) {
    return auroc === null || auroc === undefined || !anomalies ? null : `${auroc.toFixed(3)} ± ${errorOfAuroc(auroc, images, anomalies).toFixed(3)}`;
}

/** @param {number | null} value */
const three = (value) => value === null ? null : value.toFixed(3);

/** Likelihood that a run's −ELBO is of; those of different ones cannot be compared. @param {Config} config */
export const likelihoodOf = ({loss}) => loss === 'bce' ? 'Bernoulli' : 'Gaussian';

/** @param {number | null} value @param {Metrics} metrics @param {Config} config */
const nats = (value, metrics, config) => value === null ? null : `${significant(value)} nats, ${areWords(metrics) ? 'categorical' : areRows(metrics) ? 'Gaussian and categorical' : likelihoodOf(config)}`;

/** True for metrics of words, whose squared errors say little. @param {Metrics} metrics */
const areWords = ({lettersRight}) => (lettersRight ?? null) !== null;

/** True for metrics of tables, which have one for each kind of column. @param {Metrics} metrics */
const areRows = ({numbersMse, categoriesRight, ratingsRmse}) => [numbersMse, categoriesRight, ratingsRmse].some((value) => (value ?? null) !== null);

/** Squared errors, where they are of pixels. @param {number} value @param {Metrics} metrics */
const ofPixels = (value, metrics) => areWords(metrics) || areRows(metrics) ? null : significant(value);

const STANDARD_ERROR = '± its standard error: of 100 repetitions with other examples 68 would lie within it';

/** @type {MetricRow[]} */
export const METRIC_ROWS = [
    {
        name: NAMES.mse, unit: ({value}) => `per ${value}`, value: (metrics) => ofPixels(metrics.mse, metrics),
        help: ({value, range}) => `Mean squared error over all ${value}s, where ${range} is 1. 0 is a perfect reconstruction.`,
    },
    {
        name: NAMES.sse, unit: ({one}) => `per ${one}`, value: (metrics) => ofPixels(metrics.sse, metrics),
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
        name: NAMES.leastCrossEntropy, unit: ({value}) => `per ${value}`, value: ({leastCrossEntropy}) => (leastCrossEntropy ?? null) === null ? null : `${significant(leastCrossEntropy)} nats`,
        help: ({value}) => `The cross-entropy of a perfect reconstruction, below which no loss comes: a ${value} between 0 and 1 has some of its own.`,
    },
    {
        name: NAMES.lettersRight, value: ({lettersRight}) => sharePlain(lettersRight),
        help: () => 'How often the most probable letter is the right one. The end of a word is no letter.',
    },
    {
        name: NAMES.wordsRight, value: ({wordsRight, images}) => shareOf(wordsRight ?? null, images),
        help: () => `How often every letter of a word is right, and its end, ${STANDARD_ERROR}.`,
    },
    {
        name: NAMES.natsPerLetter, value: ({natsPerLetter}) => (natsPerLetter ?? null) === null ? null : `${significant(natsPerLetter)} nats`,
        help: () => 'Cross-entropy of all places of a word, its end included, divided by its letters: how surprised the network is by a letter. A nat is 1.44 bits.',
    },
    {
        name: NAMES.numbersMse, value: ({numbersMse}) => (numbersMse ?? null) === null ? null : significant(numbersMse),
        help: () => 'Mean squared error of the known numbers, in standard deviations of their columns. Guessing the mean of each column has about 1.',
    },
    {
        name: NAMES.categoriesRight, value: ({categoriesRight}) => sharePlain(categoriesRight),
        help: () => 'How often the most probable category is the right one, of those that are known.',
    },
    {
        name: NAMES.ratingsRmse, value: ({ratingsRmse}) => (ratingsRmse ?? null) === null ? null : `${significant(ratingsRmse)} steps`,
        help: () => 'Root of the mean squared error of the known ratings: 1 is one star, about.',
    },
    {
        name: NAMES.negElbo, unit: ({one}) => `per ${one}`, value: (metrics, config) => nats(metrics.negElbo, metrics, config),
        help: () => 'Negative evidence lower bound: reconstruction plus KL divergence, whatever their weights in the loss. A VAE minimises it. A nat is 1.44 bits. Compare it only between models of the same likelihood: that of cross-entropy is Bernoulli, that of squared error is Gaussian with σ = 1, without its constant.',
    },
    {
        name: NAMES.reconstructionNats, unit: ({one}) => `per ${one}`, value: (metrics, config) => nats(metrics.reconstructionNats, metrics, config),
        help: ({value}) => `Reconstruction term of −ELBO: the cross-entropy of the ${value}s, or half their squared errors.`,
    },
    {
        name: NAMES.klNats, unit: ({one}) => `per ${one}`, value: ({klNats}) => klNats === null ? null : `${significant(klNats)} nats`,
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
        name: NAMES.knn5Accuracy, value: ({knn5Accuracy, ...of}) => shareOf(knn5Accuracy, labelledOf(of)),
        help: () => `How often the five nearest training codes vote for the right class (k nearest neighbours), ${STANDARD_ERROR}.`,
    },
    {
        name: NAMES.probeAccuracy, value: ({probeAccuracy, ...of}) => shareOf(probeAccuracy, labelledOf(of)),
        help: () => `How often a linear classifier of the codes finds the right class, ${STANDARD_ERROR}.`,
    },
    {
        name: NAMES.accuracy, value: ({accuracy, ...of}) => shareOf(accuracy ?? null, labelledOf(of)),
        help: () => `How often the network’s own classifier, trained with it on the code, finds the right class, ${STANDARD_ERROR}.`,
    },
    {
        name: NAMES.trustworthiness, unit: () => '(1 is best)', value: ({trustworthiness, images}) => images < LEAST_POINTS ? null : three(trustworthiness),
        help: ({one}) => `Whether neighbours in the latent space, on the two dimensions that it opens with, are neighbours as ${one}s. Left out below ${LEAST_POINTS} ${one}s, which say too little.`,
    },
    {
        name: NAMES.auroc, unit: () => '(1 is best)', value: areaOf,
        help: ({one}) => `How often a ${one} of another class has a larger squared error than a normal one (area under the ROC curve), ${STANDARD_ERROR}. 0.5 is chance. All other metrics are of the normal classes.`,
    },
];
