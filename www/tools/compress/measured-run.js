// A run whose compression is measured: its sample of validation examples, its name among saved curves, and the report in
// words. Pure.

import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';
import {termsOf} from '../../examples/terms.js';
import {compact, integer} from '../../ui/format.js';
import {pcaRates, rawBits, rawCount, rawDepth} from './rate-distortion.js';
import {runName} from './run-name.js';

/** Values of the whole sample at most, and examples of the sample at least. A larger sample takes too long. */
const MOST_VALUES = 150_000;
const LEAST_EXAMPLES = 64;

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{created: CreatedEvent, id: string, name: string, data: string, sample: Uint8Array[]}} MeasuredRun */
/** @typedef {import('./measure.js').Measured & {step: number}} Measurement */

/** @param {CreatedEvent} created @returns {MeasuredRun} */
export function measuredRun(created) {
    const {config, points, pointLabels, description: {dataset}} = created;
    const {normalClasses} = config;
    // a model that was trained on some classes is measured on these
    const counts = (/** @type {number} */ i) => !(normalClasses?.length > 0) || pointLabels.length === 0 || normalClasses.includes(pointLabels[i]);
    const indices = Array.from({length: countOf(points, dataset)}, (_, i) => i).filter(counts)
        .slice(0, Math.max(LEAST_EXAMPLES, Math.floor(MOST_VALUES / sizeOf(dataset))));
    return {
        created, id: `${Date.now()}.${created.run}`, name: runName(config),
        data: [dataset.source, dataset.fingerprint, dataset.width, dataset.height, dataset.channels, dataset.train].join(' '),
        sample: indices.map((i) => exampleAt(points, dataset, i)),
    };
}

/** The curve to save. @param {MeasuredRun} run @param {Measurement} measured @returns {import('./saved-curves.js').SavedCurve} */
export function curveOf({id, name, data}, {rates, step}) {
    return {id, name: `${name}, step ${integer(step)}`, data, rates: rates.map(({depth, bits, error}) => ({depth, bits, error}))};
}

/** Rates of PCA on the data of a run; null until PCA is found. @param {MeasuredRun} run @param {import('../../client/pca-client.js').PcaNews | null} pca */
export function linearRates({created: {config, points, description: {dataset}}}, pca) {
    if (!pca?.comparison) return null;
    const {error, coefficients} = pca.comparison;
    return pcaRates({error, codes: coefficients}, {latent: config.latent, points: countOf(points, dataset), size: sizeOf(dataset)});
}

/** True of examples that a PNG file may hold. @param {import('../../protocol/answers.js').DatasetInfo} dataset */
export const isPng = ({kind}) => kind === 'image' || kind === 'sequence';

/** Notes on sizes or errors, by the kind of the examples. */
const NOTES = {
    image: 'PNG files count with their 57 bytes of headers. An optimising encoder would make them somewhat smaller.',
    sequence: 'PNG files count with their 57 bytes of headers. An optimising encoder would make them somewhat smaller.',
    table: 'A squared error is in standard deviations of the numbers.',
    word: 'A raw letter has enough bits to number the alphabet. A squared error is of the probability of each letter, at each place.',
};

/**
 * Rows of the table of sizes.
 * @param {MeasuredRun} run
 * @param {{depth: number, png: number | null, rate: import('./measure.js').Measured['rates'][0] | undefined}} found `png`: mean bits of a PNG file
 * @returns {import('./size-table.js').SizeRow[]}
 */
export function sizesOf({created: {config, description: {dataset}}, sample}, {depth, png, rate}) {
    return [
        {name: `raw: ${rawDepth(dataset)} bits × ${integer(rawCount(dataset))} ${dataset.kind === 'word' ? 'letters' : 'values'}`, bits: rawBits(dataset), error: 0},
        ...isPng(dataset) ? [{name: `as a PNG file, mean of ${sample.length}`, bits: png, error: 0}] : [],
        {name: `code: ${depth} bits × ${integer(config.latent)}`, bits: config.latent * depth, error: rate?.error ?? null},
        {name: 'the same, entropy-coded (estimate)', bits: rate?.coded.bits ?? null, isAtLeast: rate?.coded.isAtLeast, error: rate?.error ?? null},
    ];
}

/**
 * Report of the measurement, and of the costs it leaves out.
 * @param {MeasuredRun} run
 * @param {{step: number, codes: number, isAtLeast: boolean, linear: import('./rate-distortion.js').Rate[] | null}} measured
 */
export function reportInWords({created: {description: {dataset, parameters}}, sample}, {step, codes, isAtLeast, linear}) {
    const {one} = termsOf(dataset);
    const pca = !linear ? 'PCA is added to the chart when it has been found.' :
        linear.length > 1 ? `The coefficients of PCA are rounded in the same way. Its error is over all ${integer(dataset.validation)} validation ${one}s.` :
            `Of PCA only the error without rounding is known here, over all ${integer(dataset.validation)} validation ${one}s. It stands at 32 bits.`;
    return [
        `Measured at step ${integer(step)}: errors are means over ${sample.length} validation ${one}s.`,
        `Each latent dimension is rounded to one of 2 to the power of its bits levels, from the least to the greatest value of ${integer(codes)} validation codes.`,
        `The frequency of each level in these codes gives the entropy-coded size${isAtLeast ? ', a lower bound: a better estimate takes more codes' : ''}.`,
        `The decoder is not counted. The network has ${compact(parameters)} parameters.`,
        NOTES[dataset.kind], pca,
    ].join(' ');
}
