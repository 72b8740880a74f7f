// Schedule of measurements: on the validation split at the end of an epoch and where the run pauses, on the test split on
// request only. Measuring takes at most a twentieth of the time, and far less during pointer interaction. Main thread.

/** @typedef {import('../protocol/messages.js').Metrics} Metrics */
/** @typedef {'validation' | 'test'} MeasuredSplit */
/** @typedef {{split: MeasuredSplit, step: number, metrics: Metrics}} Measured */

const SHARE = {idle: 0.05, interactive: 0.005};

/**
 * @param {object} parts
 * @param {(run: number, split: MeasuredSplit) => Promise<import('../protocol/messages.js').MeasuredEvent>} parts.request
 * @param {(measured: Measured | null) => void} parts.onNews null: a new run without measurements
 * @param {() => number} parts.now in ms
 * @param {(now: number) => boolean} parts.isInteracting
 */
export function createMetricsSchedule({request, onNews, now, isInteracting}) {
    let run = 0;
    let epoch = 0;
    let busy = 0; // the run that is being measured
    let last = {took: 0, endedAt: 0}; // in ms: the next measurement waits for a multiple of what the last one took
    let known = -1; // step of the last validation measurement
    let isNext = false; // the run has paused during a measurement, which was of an earlier step

    function isDue() {
        const at = now();
        const share = isInteracting(at) ? SHARE.interactive : SHARE.idle;
        return at >= last.endedAt + last.took * (1 / share - 1);
    }

    /** @param {MeasuredSplit} split */
    async function measure(split) {
        if (run === 0 || busy === run) return;
        const measuredRun = run;
        busy = measuredRun;
        isNext = false;
        try {
            const {step, ms, metrics} = await request(measuredRun, split);
            last = {took: ms, endedAt: now()};
            if (measuredRun !== run || !metrics) return;
            if (split === 'validation') known = step;
            onNews({split, step, metrics});
        } catch {
            // the worker crashed, which its client reports
        } finally {
            if (busy === measuredRun) busy = 0;
        }
        if (isNext && measuredRun === run) void measure('validation');
    }

    return {
        /** @param {{run: number}} event */
        begin(event) {
            run = event.run;
            epoch = 0;
            known = -1;
            isNext = false;
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
            const isPaused = state === 'paused' || state === 'finished';
            if (of !== run || !isPaused || step === 0 || step === known) return;
            if (busy === run) isNext = true;
            else void measure('validation');
        },
        test: () => measure('test'),
    };
}
