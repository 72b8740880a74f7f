// Playback of a run: its pace, and the order of the kept steps. Pure.

/** Most snapshots of a playback, so that a long run takes seconds. */
const MOST = 120;
const EVERY_MS = 100;
/** With reduced motion: few snapshots, each shown longer. */
const CALM = {most: 12, everyMs: 1200};

/**
 * @param {number} count of kept snapshots
 * @param {boolean} isCalm
 */
export function paceOf(count, isCalm) {
    const [most, everyMs] = isCalm ? [CALM.most, CALM.everyMs] : [MOST, EVERY_MS];
    return {everyMs, stride: Math.max(1, Math.ceil((count - 1) / most))};
}

/**
 * The step to show next; null for the newest, which ends the playback.
 * @param {readonly number[]} steps in order @param {number} shown @param {number} stride
 */
export function stepAfter(steps, shown, stride) {
    const next = steps.findIndex((step) => step > shown) + stride - 1;
    return steps.at(-1) === undefined || shown >= steps[steps.length - 1] || next >= steps.length - 1 ? null : steps[next];
}

/** Index of a step among others: the last that is not beyond it. @param {readonly number[]} steps @param {number} step */
export const indexOf = (steps, step) => Math.max(0, steps.findLastIndex((one) => one <= step));
