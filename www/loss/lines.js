// Lines of the loss chart: training, smoothed and validation loss, each weighted term, and shares on a scale of their own.
// Pure.

import {unitTerm} from '../examples/terms.js';
import {withinSentence} from '../ui/format.js';
import {chartColumns} from '../runs/loss-series.js';

/** @typedef {import('../protocol/answers.js').TermInfo} TermInfo */

/** @typedef {import('../ui/plot.js').PlotLine & {title: string}} LossLine `title`: explanation with the unit */

/** @type {LossLine[]} */
const LOSS = [
    {name: 'training', title: 'Training loss of each step', token: '--loss-raw', width: 1},
    {name: 'smoothed', title: 'Training loss, smoothed', token: '--loss-smooth', width: 2},
    {name: 'validation', title: 'Loss on the validation examples', token: '--loss-validation', width: 1.5, dots: 5},
];

/** The error of PCA; it is in no list of lines, as it comes later. @type {LossLine} */
export const PCA_LINE = {
    name: 'PCA', title: 'The error of PCA with as many components as there are latent dimensions', token: '--loss-pca', width: 1.5, dash: [6, 4],
};
/** Smaller errors are rounding of a perfect reconstruction, and would stretch a logarithmic axis. */
const LEAST = 1e-8;

const TERM_TOKENS = ['--term-0', '--term-1', '--term-2', '--term-3', '--term-4'];
// One more than colours, so that none is given twice.
const DASHES = [[6, 3], [2, 3], [8, 3, 2, 3], [4, 2], [1, 2], [10, 2]];

/** Terms that are drawn by themselves: all, unless there is only one. @param {TermInfo[]} terms */
export const drawnTerms = (terms) => terms.length > 1 ? terms : [];

/**
 * The factor of a term at a step, so that the terms add up to the loss: its weight, with its warm-up.
 * @param {TermInfo} term @returns {(step: number) => number}
 */
export const factorOf = ({weight, warmUp}) => (step) => weight === null ? 1 : step > warmUp ? weight : weight * (step - 1) / warmUp;

/** The unit of the loss. @param {TermInfo[]} terms @param {import('../examples/terms.js').DatasetKind} dataset */
export function unitOfLoss(terms, dataset) {
    const weighted = terms.filter(({weight}) => weight !== null);
    if (weighted.length === 0) return '';
    const unit = unitTerm(weighted[0].unit, dataset);
    return weighted.length > 1 ? `${unit} + weighted terms` : unit;
}

/** @param {TermInfo[]} terms @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine[]} */
export function linesFor(terms, dataset) {
    return [...LOSS, ...drawnTerms(terms).map((term, i) => lineOf(term, i, dataset))];
}

/** @param {TermInfo} term @param {number} i @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine} */
function lineOf({label, unit, help, weight}, i, dataset) {
    const times = weight !== null && weight !== 1 ? ` × ${Number(weight.toPrecision(3))}` : '';
    return {
        name: `${withinSentence(label)}${times}`,
        title: `${unitTerm(help, dataset)} In ${unitTerm(unit, dataset)}, smoothed.`,
        token: TERM_TOKENS[i % TERM_TOKENS.length],
        width: 1.5,
        scale: weight === null ? 'share' : 'y',
        dash: DASHES[i % DASHES.length],
    };
}

/**
 * Columns of a run: steps, a column for each of its lines, and at last the error of PCA.
 * @param {import('../runs/loss-series.js').LossSeries} series
 * @param {{terms: TermInfo[], pca: number | null, positiveOnly: boolean}} options `positiveOnly` for a logarithmic axis
 * @returns {[number[], ...(number | null)[][]]}
 */
export function columnsFor(series, {terms, pca, positiveOnly}) {
    const columns = chartColumns(series, {positiveOnly, factors: drawnTerms(terms).map(factorOf)});
    const shown = pca !== null && (!positiveOnly || pca > LEAST) ? pca : null;
    return [...columns, columns[0].map(() => shown)];
}
