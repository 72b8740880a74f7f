// How a run is played: which of the steps that were kept come one after another, and how fast. Pure.

/** A film takes no longer than this many pictures, so that a long run is seen in a moment. */
const MOST = 120;
const EVERY_MS = 100;
/** For those who asked their system for less motion: few pictures, each for a while. */
const CALM = {most: 12, everyMs: 1200};

/**
 * @param {number} count of what was kept
 * @param {boolean} isCalm
 */
export function paceOf(count, isCalm) {
    const [most, everyMs] = isCalm ? [CALM.most, CALM.everyMs] : [MOST, EVERY_MS];
    return {everyMs, stride: Math.max(1, Math.ceil((count - 1) / most))};
}

/**
 * The step to show next; null where that is the newest, with which the film ends.
 * @param {readonly number[]} steps in order @param {number} shown @param {number} stride
 */
export function stepAfter(steps, shown, stride) {
    const next = steps.findIndex((step) => step > shown) + stride - 1;
    return steps.at(-1) === undefined || shown >= steps[steps.length - 1] || next >= steps.length - 1 ? null : steps[next];
}

/** Where a step stands among others: the last that is not beyond it. @param {readonly number[]} steps @param {number} step */
export const placeOf = (steps, step) => Math.max(0, steps.findLastIndex((one) => one <= step));
