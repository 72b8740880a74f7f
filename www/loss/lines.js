// Which lines a loss chart has: the loss three times, then each of its terms by its weight, and what is
// only watched on a scale of its own. Pure.

import {unitTerm} from '../examples/terms.js';

/** @typedef {import('../protocol/messages.js').Term} Term */

/**
 * @typedef {object} LossLine
 * @property {string} name
 * @property {string} title what the number is, with its unit
 * @property {string} token of its colour
 * @property {number} width
 * @property {'y' | 'share'} scale
 * @property {number[]} [dash]
 */

/** @type {LossLine[]} */
const LOSS = [
    {name: 'training', title: 'Training loss of each step', token: '--loss-raw', width: 1, scale: 'y'},
    {name: 'smoothed', title: 'Training loss, smoothed', token: '--loss-smooth', width: 2, scale: 'y'},
    {name: 'validation', title: 'Loss on the validation examples', token: '--loss-validation', width: 1.5, scale: 'y'},
];

const TERM_TOKENS = ['--term-0', '--term-1', '--term-2', '--term-3', '--term-4'];
// One more than colours, so that none is given twice.
const DASHES = [[6, 3], [2, 3], [8, 3, 2, 3], [4, 2], [1, 2], [10, 2]];

/** Terms that are drawn by themselves: all, unless there is only one. @param {Term[]} terms */
export const drawnTerms = (terms) => terms.length > 1 ? terms : [];

/**
 * What a term of a step is multiplied by in the chart, so that the terms add up to the loss: its weight, which may
 * grow at first.
 * @param {Term} term @returns {(step: number) => number}
 */
export const factorOf = ({weight, warmUp}) => (step) => weight === null ? 1 : step > warmUp ? weight : weight * (step - 1) / warmUp;

/** What the loss is counted in. @param {Term[]} terms @param {import('../examples/terms.js').DatasetKind} dataset */
export function unitOfLoss(terms, dataset) {
    const parts = terms.filter(({weight}) => weight !== null);
    if (parts.length === 0) return '';
    const unit = unitTerm(parts[0].unit, dataset);
    return parts.length > 1 ? `${unit} + weighted terms` : unit;
}

/** @param {Term[]} terms @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine[]} */
export function linesFor(terms, dataset) {
    return [...LOSS, ...drawnTerms(terms).map((term, i) => lineOf(term, i, dataset))];
}

/** @param {Term} term @param {number} i @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine} */
function lineOf({label, unit, help, weight}, i, dataset) {
    const times = weight !== null && weight !== 1 ? ` × ${Number(weight.toPrecision(3))}` : '';
    return {
        name: `${label.toLowerCase()}${times}`,
        title: `${unitTerm(help, dataset)} In ${unitTerm(unit, dataset)}, smoothed.`,
        token: TERM_TOKENS[i % TERM_TOKENS.length],
        width: 1.5,
        scale: weight === null ? 'share' : 'y',
        dash: DASHES[i % DASHES.length],
    };
}
