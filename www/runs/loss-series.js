// Losses of a run, and a reduced version for drawing: minima and maxima of growing buckets. The cost of drawing does not depend
// on the number of steps. Pure.

/** @typedef {{step: number, loss: number, terms?: number[]}} Validation */
/** @typedef {{step: number, losses: Float32Array, terms: Float32Array, validations: Validation[]}} Progress of the steps before `step` */

const SMOOTHING = 0.95;

/** A growing list of 32-bit floats. */
export function createFloatList() {
    let values = new Float32Array(1024);
    let length = 0;
    return {
        length: () => length,
        /** @param {number} i */
        at: (i) => values[i],
        /** @param {number} value */
        push(value) {
            if (length === values.length) {
                const larger = new Float32Array(2 * length);
                larger.set(values);
                values = larger;
            }
            values[length++] = value;
        },
        /** @param {number} to */
        truncate(to) {
            length = Math.min(length, to);
        },
        /** A copy of the first ones. @param {number} most */
        first: (most) => values.slice(0, Math.min(length, most)),
    };
}

/**
 * Indices of the smallest and largest value of each bucket; buckets double when there are too many.
 * @param {(i: number) => number} valueAt
 * @param {number} maxBuckets even
 */
export function createBuckets(valueAt, maxBuckets) {
    /** @type {number[]} */
    let lows = [];
    /** @type {number[]} */
    let highs = [];
    let size = 1;
    let newest = -1;

    /** @param {number} a @param {number} b */
    const lower = (a, b) => valueAt(b) < valueAt(a) ? b : a;
    /** @param {number} a @param {number} b */
    const higher = (a, b) => valueAt(b) > valueAt(a) ? b : a;

    function halve() {
        const pairs = lows.length >> 1;
        const nextLows = [];
        const nextHighs = [];
        for (let i = 0; i < pairs; i++) {
            nextLows.push(lower(lows[2 * i], lows[2 * i + 1]));
            nextHighs.push(higher(highs[2 * i], highs[2 * i + 1]));
        }
        lows = nextLows;
        highs = nextHighs;
        size *= 2;
    }

    return {
        /** @param {number} i the next index */
        add(i) {
            newest = i;
            let bucket = Math.floor(i / size);
            if (bucket === lows.length && bucket === maxBuckets) {
                halve();
                bucket = Math.floor(i / size);
            }
            if (bucket === lows.length) {
                lows.push(i);
                highs.push(i);
            } else {
                lows[bucket] = lower(lows[bucket], i);
                highs[bucket] = higher(highs[bucket], i);
            }
        },
        clear() {
            lows = [];
            highs = [];
            size = 1;
            newest = -1;
        },
        /** Indices to draw, in order: the extremes of each bucket, and the newest. @returns {number[]} */
        indices() {
            const found = [];
            for (let i = 0; i < lows.length; i++) {
                const [first, second] = lows[i] < highs[i] ? [lows[i], highs[i]] : [highs[i], lows[i]];
                found.push(first);
                if (second !== first) found.push(second);
            }
            if (newest > (found.at(-1) ?? -1)) found.push(newest);
            return found;
        },
    };
}

/** Numbers and their moving average; index i belongs to step i + 1. */
function createSmoothed() {
    const raw = createFloatList();
    const smooth = createFloatList();
    let average = 0; // exponential, not yet corrected for having started at 0
    let known = 0; // numbers so far: a step may have none
    const corrected = () => known > 0 ? average / (1 - SMOOTHING ** known) : NaN;
    return {
        raw,
        smooth,
        /** @param {number} value */
        push(value) {
            if (!Number.isNaN(value)) {
                average = SMOOTHING * average + (1 - SMOOTHING) * value;
                known += 1;
            }
            raw.push(value);
            smooth.push(corrected());
        },
        /** After going back to an earlier step. @param {number} length */
        truncate(length) {
            raw.truncate(length);
            smooth.truncate(length);
            known = 0;
            for (let i = 0; i < raw.length(); i++) known += Number.isNaN(raw.at(i)) ? 0 : 1;
            average = known > 0 ? smooth.at(length - 1) * (1 - SMOOTHING ** known) : 0;
        },
    };
}

/**
 * The losses of one run, and the terms that make them up. Index i belongs to step i + 1.
 * @param {number} [maxPoints]
 * @param {number} [termCount] 0 where the loss has only one
 */
export function createLossSeries(maxPoints = 2000, termCount = 0) {
    const total = createSmoothed();
    const {raw, smooth} = total;
    const terms = Array.from({length: termCount}, createSmoothed);
    const buckets = createBuckets(raw.at, 2 * Math.floor((maxPoints - 1) / 4));
    /** @type {Validation[]} */
    let validations = [];

    /** @param {number} value @param {(term: number) => number} termAt */
    function push(value, termAt) {
        total.push(value);
        terms.forEach((term, i) => term.push(termAt(i)));
        buckets.add(raw.length() - 1);
    }

    /** After going back to an earlier step. @param {number} length */
    function truncate(length) {
        for (const series of [total, ...terms]) series.truncate(length);
        validations = validations.filter(({step}) => step <= length);
        buckets.clear();
        for (let i = 0; i < length; i++) buckets.add(i);
    }

    return {
        /** @param {{step: number, losses: Float32Array, terms?: Float32Array, validations: Validation[]}} progress */
        append({step, losses, terms: values, validations: seen}) {
            const start = step - losses.length;
            if (start < raw.length()) truncate(start);
            while (raw.length() < start) push(NaN, () => NaN);
            losses.forEach((value, at) => push(value, (term) => values?.[at * termCount + term] ?? NaN));
            validations.push(...seen);
        },
        steps: () => raw.length(),
        /** @param {number} step */
        rawAt: (step) => raw.at(step - 1),
        /** @param {number} step */
        smoothAt: (step) => smooth.at(step - 1),
        validations: () => validations,
        /** Of a term, smoothed. @param {number} term @param {number} step */
        termAt: (term, step) => terms[term].smooth.at(step - 1),
        /** Of a term, not smoothed. @param {number} term @param {number} step */
        rawTermAt: (term, step) => terms[term].raw.at(step - 1),
        termCount,
        /** Every number up to a step, as `append` takes it. @param {number} last */
        upTo(last) {
            const losses = raw.first(last);
            const values = new Float32Array(losses.length * termCount);
            terms.forEach((term, t) => term.raw.first(last).forEach((value, i) => (values[i * termCount + t] = value)));
            return {step: losses.length, losses, terms: values, validations: validations.filter(({step}) => step <= last)};
        },
        /** Steps to draw of the training curves. */
        drawnSteps: () => buckets.indices().map((i) => i + 1),
    };
}

/** @typedef {ReturnType<typeof createLossSeries>} LossSeries */

/**
 * At most so many of a list, evenly, always with the last.
 * @template T
 * @param {T[]} list
 * @param {number} max
 * @returns {T[]}
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
    const drawn = new Set(series.drawnSteps());
    const steps = [...new Set([...drawn, ...marks.keys()])].sort((a, b) => a - b);
    /** @param {number | undefined} value */
    const shown = (value) => value !== undefined && Number.isFinite(value) && (value > 0 || !positiveOnly) ? value : null;
    return [
        steps,
        steps.map((step) => drawn.has(step) ? shown(series.rawAt(step)) : null),
        steps.map((step) => drawn.has(step) ? shown(series.smoothAt(step)) : null),
        steps.map((step) => shown(marks.get(step))),
        ...factors.map((factor, term) => steps.map((step) => drawn.has(step) ? shown(factor(step) * series.termAt(term, step)) : null)),
    ];
}
