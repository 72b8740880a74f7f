// The gate between snapshots and the views: keeps what comes, and passes on the newest, or, while somebody
// looks back, one of those that were kept. The views need not know. Main thread; no DOM.

import {createThinned} from './thinned-list.js';

/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/** Room for snapshots, whichever is reached first. */
const MOST = {mostItems: 200, mostBytes: 48 * 2 ** 20};

/** @param {SnapshotEvent} snapshot */
const bytesOf = ({outputs, errors, codes}) => outputs.byteLength + errors.byteLength + codes.byteLength;

/**
 * @param {object} parts
 * @param {(snapshot: SnapshotEvent) => void} parts.show
 * @param {(step: number | null) => void} parts.onTurn from now on snapshots of this step are shown, or, for null, the newest
 * @param {{mostItems: number, mostBytes: number}} [parts.limits]
 */
export function createReplaying({show, onTurn, limits = MOST}) {
    const kept = createThinned({...limits, bytesOf});
    /** @type {SnapshotEvent | null} */
    let past = null;
    let trains = false;
    /** @type {(() => void)[]} */
    const listeners = [];
    const tell = () => listeners.forEach((listener) => listener());

    /** @param {SnapshotEvent | null} next */
    function turn(next) {
        if (next === past) return;
        past = next;
        onTurn(past?.step ?? null);
        const shown = past ?? kept.items().at(-1);
        if (shown) show(shown);
        tell();
    }

    return {
        /** A new run: nothing of the one before is kept. */
        begin() {
            kept.clear();
            turn(null);
            tell();
        },
        /** @param {SnapshotEvent} snapshot */
        snapshot(snapshot) {
            kept.add(snapshot);
            if (!past) show(snapshot);
            // the run has gone back to before what is looked at
            else if (past.step >= snapshot.step) turn(null);
            tell();
        },
        /** @param {import('../protocol/messages.js').State} [state] */
        status(state) {
            if (state) trains = state === 'running';
            tell();
        },
        /** Shows what was kept nearest to a step; the newest is now. @param {number} step */
        seek(step) {
            const found = kept.nearest(step);
            turn(found === kept.items().at(-1) ? null : found);
        },
        now: () => turn(null),
        /** @param {() => void} listener told of all news */
        subscribe: (listener) => listeners.push(listener),
        isPast: () => past !== null,
        /**
         * Asks the model only while the views show it as it is: what earlier codes stood for it cannot tell any more.
         * @param {import('../latent/explorer.js').Ask} ask @returns {import('../latent/explorer.js').Ask}
         */
        only: (ask) => async (question, urgent) => past ? null : ask(question, urgent),
        /** What can be shown, and what is. */
        told: () => ({steps: kept.items().map(({step}) => step), shown: past?.step ?? null, trains}),
    };
}

/** @typedef {ReturnType<typeof createReplaying>} Replaying */
