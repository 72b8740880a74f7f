// Numbers of a run, one a step, and their moving average, in bins: memory is bounded, however long the run trains. Pure.

import {MOST_BINS, addToLast, binOf, bytesOfBins, countBins, cutBins, emptyBins, extendBins, numbersOf, restoreBins, savedBins} from './bins.js';

const SMOOTHING = 0.95;

/** @param {number} [most] bins, an even number */
export function createBinnedNumbers(most = MOST_BINS) {
    const bins = emptyBins(most);
    let average = 0; // exponential, not yet corrected for having started at 0
    let known = 0; // numbers so far: a step may have none
    let newest = NaN; // of the last step; NaN where it is not known by itself

    const corrected = () => known > 0 ? average / (1 - SMOOTHING ** known) : NaN;

    /** Takes up the moving average at the end of the bins. */
    function resume() {
        const count = countBins(bins);
        known = bins.counts.subarray(0, count).reduce((sum, some) => sum + some, 0);
        average = known > 0 ? bins.smooth[count - 1] * (1 - SMOOTHING ** known) : 0;
        newest = bins.width === 1 ? numbersOf(bins, count - 1).mean : NaN;
    }

    return {
        /** The bins, to be read. @type {Readonly<import('./bins.js').Bins>} */
        bins,
        /** @param {number} value of the next step; NaN for none */
        push(value) {
            extendBins(bins, bins.steps + 1, corrected());
            newest = value;
            if (Number.isNaN(value)) return;
            average = SMOOTHING * average + (1 - SMOOTHING) * value;
            known += 1;
            addToLast(bins, value);
            bins.smooth[countBins(bins) - 1] = corrected();
        },
        /** Leaves a gap up to a step; where there is nothing yet, the bins begin after it. @param {number} step */
        skipTo(step) {
            if (bins.steps === bins.origin) [bins.origin, bins.steps] = [step, step];
            else extendBins(bins, step, corrected());
            newest = NaN;
        },
        /** Goes back to an earlier step. Of a bin that is cut nothing stays. @param {number} step */
        truncate(step) {
            if (step >= bins.steps) return;
            cutBins(bins, step);
            resume();
            if (step > bins.steps) extendBins(bins, step, corrected());
        },
        /** Number of a step, or the mean of its bin; NaN where it is not known. @param {number} step */
        at: (step) => step === bins.steps && !Number.isNaN(newest) ? newest : numbersOf(bins, binOf(bins, step)).mean,
        /** Moving average at a step, or at the end of its bin. @param {number} step */
        smoothAt: (step) => bins.smooth[binOf(bins, step)],
        /** True where the last step is known by itself. */
        knowsNewest: () => !Number.isNaN(newest),
        /** Copy up to a step, for a checkpoint. @param {number} last */
        save: (last) => savedBins(bins, last),
        /** Takes up what was saved, in place of everything. @param {import('./bins.js').SavedBins} saved */
        restore(saved) {
            restoreBins(bins, saved);
            resume();
        },
        bytes: () => bytesOfBins(bins),
    };
}

/** @typedef {ReturnType<typeof createBinnedNumbers>} BinnedNumbers */
