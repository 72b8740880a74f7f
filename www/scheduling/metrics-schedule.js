// When a run is measured: at the end of an epoch, and where it rests, on the validation images; on the test
// images only when somebody asks. Measuring takes no more than a twentieth of the time, and next to nothing of it while
// somebody points: an answer would wait for its end. Main thread.

/** @typedef {import('../protocol/messages.js').Metrics} Metrics */
/** @typedef {'validation' | 'test'} Part */
/** @typedef {{part: Part, step: number, metrics: Metrics}} Measured */

const SHARE = {calm: 0.05, hurried: 0.005};

/**
 * @param {object} parts
 * @param {(run: number, part: Part) => Promise<import('../protocol/messages.js').MeasuredEvent>} parts.ask
 * @param {(measured: Measured | null) => void} parts.onNews null: a new run, of which nothing is known
 * @param {() => number} parts.now in ms
 * @param {(now: number) => boolean} parts.isHurried
 */
export function createMetrics({ask, onNews, now, isHurried}) {
    let run = 0;
    let epoch = 0;
    let busy = 0; // the run that is being measured
    let last = {took: 0, endedAt: 0}; // in ms: the validation images are left alone for some times as long
    let known = -1; // the step that they were last measured at

    function isDue() {
        const at = now();
        const share = isHurried(at) ? SHARE.hurried : SHARE.calm;
        return at >= last.endedAt + last.took * (1 / share - 1);
    }

    /** @param {Part} part */
    async function measure(part) {
        if (run === 0 || busy === run) return;
        const asked = run;
        busy = asked;
        try {
            const {step, ms, metrics} = await ask(asked, part);
            last = {took: ms, endedAt: now()};
            if (asked !== run || !metrics) return;
            if (part === 'validation') known = step;
            onNews({part, step, metrics});
        } catch {
            // the worker broke down, which others tell
        } finally {
            if (busy === asked) busy = 0;
        }
    }

    return {
        /** @param {{run: number}} event */
        begin(event) {
            run = event.run;
            epoch = 0;
            known = -1;
            last = {took: 0, endedAt: 0};
            onNews(null);
        },
        /** @param {{run: number, epoch: number}} event */
        progress(event) {
            const done = Math.floor(event.epoch);
            if (event.run !== run || done <= epoch || busy === run || !isDue()) return;
            epoch = done;
            void measure('validation');
        },
        /** @param {{run: number, state: import('../protocol/messages.js').State, step: number}} event */
        status({run: of, state, step}) {
            const rests = state === 'paused' || state === 'finished';
            if (of === run && rests && step > 0 && step !== known) void measure('validation');
        },
        test: () => measure('test'),
    };
}
