// Replay of snapshots: keeps what comes, and shows the newest or, while somebody replays, an earlier one. The views need not
// know. No DOM. Main thread.

import {createThinned} from './thinned-list.js';

/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/** Room for snapshots, whichever is reached first. */
const MOST = {mostItems: 200, mostBytes: 48 * 2 ** 20};

/** @param {SnapshotEvent} snapshot */
const bytesOf = ({outputs, errors, codes}) => outputs.byteLength + errors.byteLength + codes.byteLength;

/**
 * @param {object} parts
 * @param {(snapshot: SnapshotEvent) => void} parts.show
 * @param {(step: number | null) => void} parts.onTurn step of the snapshot that is shown from now on; null for the newest
 * @param {{mostItems: number, mostBytes: number}} [parts.limits]
 */
export function createSnapshotReplay({show, onTurn, limits = MOST}) {
    const kept = createThinned({...limits, bytesOf});
    /** @type {SnapshotEvent | null} */
    let replayed = null;
    let trains = false;
    /** @type {(() => void)[]} */
    const listeners = [];
    const notify = () => listeners.forEach((listener) => listener());

    /** @param {SnapshotEvent | null} next */
    function turn(next) {
        if (next === replayed) return;
        replayed = next;
        onTurn(replayed?.step ?? null);
        const shown = replayed ?? kept.items().at(-1);
        if (shown) show(shown);
        notify();
    }

    return {
        /** Begins a new run: nothing of the one before is kept. */
        begin() {
            kept.clear();
            turn(null);
            notify();
        },
        /** @param {SnapshotEvent} snapshot */
        snapshot(snapshot) {
            kept.add(snapshot);
            if (!replayed) show(snapshot);
            // the run has gone back to before the replayed step
            else if (replayed.step >= snapshot.step) turn(null);
            notify();
        },
        /** @param {import('../protocol/messages.js').State} [state] */
        status(state) {
            if (state) trains = state === 'running';
            notify();
        },
        /** Shows the snapshot nearest to a step. @param {number} step */
        seek(step) {
            const found = kept.nearest(step);
            turn(found === kept.items().at(-1) ? null : found);
        },
        showNewest: () => turn(null),
        newestStep: () => kept.items().at(-1)?.step ?? 0,
        /** @param {() => void} listener called on every change */
        subscribe: (listener) => listeners.push(listener),
        isReplaying: () => replayed !== null,
        /**
         * Sends queries about the model only while the newest snapshot is shown: it cannot decode codes of an earlier step.
         * @param {import('../protocol/queries.js').RunQuery} query @returns {import('../protocol/queries.js').RunQuery}
         */
        guarded: (query) => async (content, urgent) => replayed && content.kind !== 'axes' ? null : query(content, urgent),
        /** Steps that can be shown, and the one that is. */
        state: () => ({steps: kept.items().map(({step}) => step), shown: replayed?.step ?? null, trains}),
    };
}

/** @typedef {ReturnType<typeof createSnapshotReplay>} SnapshotReplay */
