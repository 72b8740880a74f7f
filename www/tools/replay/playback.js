// Playback of a run: its pace, the order of the kept steps, and the timer. Main thread.

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

/**
 * Seeks and plays in a replay.
 * @param {import('../../runs/snapshot-replay.js').SnapshotReplay} replay @param {() => void} onChange
 */
export function createPlayback(replay, onChange) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let timer = 0;

    function stop() {
        clearInterval(timer);
        timer = 0;
    }

    function back() {
        stop();
        replay.showNewest();
        onChange();
    }

    /** @param {number} stride */
    function advance(stride) {
        const {steps, shown} = replay.state();
        const next = shown === null ? null : stepAfter(steps, shown, stride);
        if (next === null) back();
        else replay.seek(next);
    }

    function play() {
        const {steps, shown} = replay.state();
        if (steps.length < 2) return;
        const {everyMs, stride} = paceOf(steps.length, calm.matches);
        timer = Number(setInterval(() => advance(stride), everyMs));
        if (shown === null) replay.seek(steps[0]);
        onChange();
    }

    return {
        plays: () => timer !== 0,
        back,
        /** @param {number} step */
        seek(step) {
            stop();
            replay.seek(step);
            onChange();
        },
        /** Plays, or stops. */
        toggle() {
            if (timer === 0) return play();
            stop();
            onChange();
        },
    };
}
