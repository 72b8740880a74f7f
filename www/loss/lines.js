// Lines of the loss chart: training, smoothed and validation loss, each weighted term, and shares on a scale of their own.
// Pure.

import {unitTerm} from '../examples/terms.js';
import {withinSentence} from '../ui/format.js';

/** @typedef {import('../protocol/messages.js').Term} Term */

/**
 * @typedef {object} LossLine
 * @property {string} name
 * @property {string} title explanation with the unit
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
 * The factor of a term at a step, so that the terms add up to the loss: its weight, with its warm-up.
 * @param {Term} term @returns {(step: number) => number}
 */
export const factorOf = ({weight, warmUp}) => (step) => weight === null ? 1 : step > warmUp ? weight : weight * (step - 1) / warmUp;

/** The unit of the loss. @param {Term[]} terms @param {import('../examples/terms.js').DatasetKind} dataset */
export function unitOfLoss(terms, dataset) {
    const weighted = terms.filter(({weight}) => weight !== null);
    if (weighted.length === 0) return '';
    const unit = unitTerm(weighted[0].unit, dataset);
    return weighted.length > 1 ? `${unit} + weighted terms` : unit;
}

/** @param {Term[]} terms @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine[]} */
export function linesFor(terms, dataset) {
    return [...LOSS, ...drawnTerms(terms).map((term, i) => lineOf(term, i, dataset))];
}

/** @param {Term} term @param {number} i @param {import('../examples/terms.js').DatasetKind} dataset @returns {LossLine} */
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
