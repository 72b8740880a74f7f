// A curve of a run in bounded room: the mean of each bucket of steps, and buckets that double when there are too
// many. Pure.

/** @typedef {{steps: number[], values: number[]}} Points */
/** @typedef {{last: number, sum: number, count: number}} Bucket */

/** Digits that a chart can show. @param {number} value */
const rounded = (value) => Number(value.toPrecision(5));

/** @param {number} most points */
export function createCurve(most) {
    /** @type {Bucket[]} by step */
    let buckets = [];
    let width = 1; // steps

    /** @param {number} step @param {number} sum @param {number} count */
    function put(step, sum, count) {
        const newest = buckets.at(-1);
        if (newest && Math.floor((newest.last - 1) / width) === Math.floor((step - 1) / width)) {
            Object.assign(newest, {last: step, sum: newest.sum + sum, count: newest.count + count});
        } else buckets.push({last: step, sum, count});
    }

    function halve() {
        width *= 2;
        const before = buckets;
        buckets = [];
        for (const {last, sum, count} of before) put(last, sum, count);
    }

    return {
        /** @param {number} step @param {number} value one that is not finite is left out */
        push(step, value) {
            if (!Number.isFinite(value)) return;
            put(step, value, 1);
            while (buckets.length > most) halve();
        },
        /** After going back to an earlier step. @param {number} step */
        truncate(step) {
            buckets = buckets.filter(({last}) => last <= step);
        },
        /** @returns {Points} each bucket at its last step */
        points: () => ({
            steps: buckets.map(({last}) => last),
            values: buckets.map(({sum, count}) => rounded(sum / count)),
        }),
    };
}

/** Some values by their steps. @param {readonly {step: number, value: number}[]} items @returns {Points} */
export const pointsOf = (items) => ({steps: items.map(({step}) => step), values: items.map(({value}) => rounded(value))});
