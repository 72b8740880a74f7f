// Keeper of the last checkpoint of the run that trains, so that a lost worker or device costs seconds, not the run. Takes one
// when the run starts, pauses or ends, and again and again while it trains. No DOM. Main thread.

/** @typedef {import('../protocol/messages.js').ProgressEvent} ProgressEvent */
/** @typedef {import('../protocol/messages.js').StatusEvent} StatusEvent */

/** @typedef {{run: number, step: number, bytes: Uint8Array}} Checkpoint a whole run as bytes, as it was after `step` steps */

const LEAST_MS = 10_000;
const LEAST_BEST_MS = 1000; // while one look after the other has a lower validation loss
const SHARE = 0.02; // of the training time that checkpoints may take

/** Time from one checkpoint to the next, in ms. @param {number} cost ms that the last one took @param {number} [least] ms */
export const intervalAfter = (cost, least = LEAST_MS) => Math.max(least, cost / SHARE);

const nothing = () => ({
    run: 0,
    /** @type {Checkpoint | null} */ last: null,
    takenAt: -Infinity, // when the last one was asked for
    cost: 0, // ms of the worker for it
    best: Infinity, // validation loss
    isBest: false, // and none has been taken since
});

/**
 * @param {object} parts
 * @param {() => Promise<Checkpoint & {ms: number} | null>} parts.take asks the worker for a checkpoint of the live run
 * @param {() => number} parts.now ms
 * @param {(checkpoint: Checkpoint, isBest: boolean) => void} [parts.onTaken] `isBest`: at the lowest validation loss so far
 */
export function createCheckpointKeeper({take, now, onTaken = () => {}}) {
    let kept = nothing();
    let isTaking = false;
    let isAskedAgain = false; // while one was on its way

    async function save() {
        if (kept.run === 0) return;
        if (isTaking) return void (isAskedAgain = true);
        isTaking = true;
        const of = kept;
        const isBest = of.isBest;
        of.isBest = false;
        of.takenAt = now();
        try {
            const taken = await take();
            if (taken && taken.run === of.run) {
                of.last = {run: taken.run, step: taken.step, bytes: taken.bytes};
                of.cost = taken.ms;
                if (of === kept) onTaken(of.last, isBest);
            }
        } catch {
            // the run has diverged, or its worker is lost: the one before stays
        }
        isTaking = false;
        if (!isAskedAgain) return;
        isAskedAgain = false;
        await save();
    }

    return {
        /** Follows a new run. @param {{run: number}} created */
        begin({run}) {
            kept = {...nothing(), run};
        },
        /** @param {StatusEvent} status */
        status({run, state, step}) {
            if (run !== kept.run || state === 'preparing' || state === 'ready' || state === 'empty' || state === 'stopped') return;
            // the run went back: what came later is not a state of it any more
            if (kept.last && step < kept.last.step) kept.last = null;
            if (kept.last?.step !== step) void save();
            else if (state !== 'running') onTaken(kept.last, false); // the same, of a run that now stands still
        },
        /** @param {Pick<ProgressEvent, 'run' | 'validations'>} progress */
        progress({run, validations}) {
            if (run !== kept.run) return;
            const best = Math.min(kept.best, ...validations.map(({loss}) => loss));
            const isBetter = best < kept.best;
            kept.best = best;
            kept.isBest ||= isBetter;
            const age = now() - kept.takenAt;
            if (age >= intervalAfter(kept.cost, isBetter ? LEAST_BEST_MS : LEAST_MS)) void save();
        },
        /** Takes one now, as before the page is hidden. */
        save: () => void save(),
        /** The newest checkpoint of a run. @param {number} run */
        last: (run) => kept.last?.run === run ? kept.last : null,
    };
}

/** @typedef {ReturnType<typeof createCheckpointKeeper>} CheckpointKeeper */
