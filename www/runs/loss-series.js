// Losses of a run and the terms that make them up, in bounded memory: numbers in bins, validations thinned, and a reduced
// version for drawing. Pure.

import {createBinnedNumbers} from './binned-numbers.js';
import {MOST_BINS, areBins, binOf, bytesOfBins, countBins, numbersOf, stepsOf} from './bins.js';
import {createDrawnBuckets} from './drawn-buckets.js';
import {createThinned} from './thinned-list.js';

/** @typedef {{step: number, loss: number, terms?: number[]}} Validation */

/**
 * Losses as they are kept with a checkpoint.
 * @typedef {object} SavedSeries
 * @property {import('./bins.js').SavedBins} total
 * @property {import('./bins.js').SavedBins[]} terms
 * @property {Validation[]} validations
 */

/** Points of a curve at most: 10 % more than a run of 50,000 steps has, so that no longer one costs more. */
const MOST_POINTS = 1720;
const MOST_VALIDATIONS = 4096;

/**
 * The losses of one run, and the terms that make them up.
 * @param {number} [maxPoints] drawn
 * @param {number} [termCount] 0 where the loss has only one
 * @param {number} [mostBins] an even number
 */
export function createLossSeries(maxPoints = MOST_POINTS, termCount = 0, mostBins = MOST_BINS) {
    const total = createBinnedNumbers(mostBins);
    const terms = Array.from({length: termCount}, () => createBinnedNumbers(mostBins));
    const all = [total, ...terms];
    const drawn = createDrawnBuckets(2 * Math.floor((maxPoints - 1) / 4));
    /** @type {ReturnType<typeof createThinned<Validation>>} */
    const validations = createThinned({mostItems: MOST_VALIDATIONS});

    /** @param {number} value @param {(term: number) => number} termAt */
    function push(value, termAt) {
        total.push(value);
        terms.forEach((term, i) => term.push(termAt(i)));
        drawn.push(total.bins.steps, value);
    }

    /** After going back to an earlier step. @param {number} step */
    function truncate(step) {
        for (const numbers of all) numbers.truncate(step);
        validations.truncate(step);
        drawn.rebuild(total.bins);
    }

    return {
        /** @param {{step: number, losses: Float32Array, terms?: Float32Array, validations: Validation[]}} progress */
        append({step, losses, terms: values, validations: seen}) {
            const start = step - losses.length;
            if (start < total.bins.steps) truncate(start);
            if (start > total.bins.steps) for (const numbers of all) numbers.skipTo(start);
            losses.forEach((value, at) => push(value, (term) => values?.[at * termCount + term] ?? NaN));
            seen.forEach(validations.add);
        },
        steps: () => total.bins.steps,
        /** Steps that the numbers of a step stand for: itself, until the run is so long that steps share a bin. @param {number} step @returns {{from: number, to: number}} */
        stepsAt: (step) => step === total.bins.steps && total.knowsNewest() ? {from: step, to: step} : stepsOf(total.bins, binOf(total.bins, step)),
        /** Steps of a bin. */
        binWidth: () => total.bins.width,
        /** Loss of a step, or the mean of its bin. */
        rawAt: total.at,
        /** Moving average at a step, or at the end of its bin. */
        smoothAt: total.smoothAt,
        validations: validations.items,
        /** True once the run has had more validations than are kept. */
        areValidationsThinned: validations.isThinned,
        /** Of a term, smoothed. @param {number} term @param {number} step */
        termAt: (term, step) => terms[term].smoothAt(step),
        /** Of a term, not smoothed. @param {number} term @param {number} step */
        rawTermAt: (term, step) => terms[term].at(step),
        termCount,
        /** Steps of each bin, and numbers of the loss and then of its terms. */
        bins: () => Array.from({length: countBins(total.bins)}, (_, bin) => ({...stepsOf(total.bins, bin), numbers: all.map(({bins}) => numbersOf(bins, bin))})),
        /** Points to draw of the training loss. */
        drawn: drawn.points,
        /** Means of the training loss over few buckets of steps. */
        means: drawn.means,
        /** Copy up to a step, for a checkpoint. @param {number} [last] @returns {SavedSeries} */
        save: (last = total.bins.steps) => ({
            total: total.save(last), terms: terms.map((term) => term.save(last)), validations: validations.items().filter(({step}) => step <= last),
        }),
        /** Takes up a saved series of the same terms, in place of everything; leaves out what is not one. @param {SavedSeries} saved */
        restore(saved) {
            if (!isSaved(saved, termCount, mostBins)) return;
            all.forEach((numbers, i) => numbers.restore([saved.total, ...saved.terms][i]));
            validations.clear();
            saved.validations.forEach(validations.add);
            drawn.rebuild(total.bins);
        },
        /** Bytes of the arrays that hold numbers. */
        bytes: () => all.reduce((sum, numbers) => sum + numbers.bytes(), 0),
    };
}

/** @typedef {ReturnType<typeof createLossSeries>} LossSeries */

/** @param {any} saved @param {number} termCount @param {number} mostBins */
function isSaved(saved, termCount, mostBins) {
    const numbers = [saved?.total, ...Array.isArray(saved?.terms) ? saved.terms : []];
    return numbers.length === 1 + termCount && numbers.every((one) => areBins(one, mostBins) && one.steps === saved.total.steps)
        && Array.isArray(saved.validations) && saved.validations.every((/** @type {any} */ one) => Number.isFinite(one?.step) && typeof one.loss === 'number');
}

/** Bytes of a saved series, about. @param {SavedSeries} saved */
export const bytesOfSeries = ({total, terms, validations}) =>
    [total, ...terms].reduce((sum, numbers) => sum + bytesOfBins(numbers), 64 * validations.length);

/**
 * At most so many of a list, evenly, always with the last.
 * @template T
 * @param {readonly T[]} list
 * @param {number} max
 * @returns {readonly T[]}
 */
export function thin(list, max) {
    if (list.length <= max) return list;
    const every = Math.ceil(list.length / max);
    return list.filter((_, i) => (list.length - 1 - i) % every === 0);
}

/**
 * Columns for a chart: steps, raw, smooth and validation, then every term; null where there is nothing.
 * @param {LossSeries} series
 * @param {{positiveOnly: boolean, factors?: ((step: number) => number)[]}} options `positiveOnly` for a logarithmic axis;
 *     `factors` of the terms
 * @returns {[number[], ...(number | null)[][]]}
 */
export function chartColumns(series, {positiveOnly, factors = []}) {
    const marks = new Map(thin(series.validations(), 400).map(({step, loss}) => [step, loss]));
    const drawn = new Map(series.drawn().map(({step, value}) => [step, value]));
    const steps = [...new Set([...drawn.keys(), ...marks.keys()])].sort((a, b) => a - b);
    /** @param {number | undefined} value */
    const shown = (value) => value !== undefined && Number.isFinite(value) && (value > 0 || !positiveOnly) ? value : null;
    return [
        steps,
        steps.map((step) => shown(drawn.get(step))),
        steps.map((step) => drawn.has(step) ? shown(series.smoothAt(step)) : null),
        steps.map((step) => shown(marks.get(step))),
        ...factors.map((factor, term) => steps.map((step) => drawn.has(step) ? shown(factor(step) * series.termAt(term, step)) : null)),
    ];
}
