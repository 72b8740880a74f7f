// Writer of checkpoints: takes what the keeper has in memory to the store. Writes at most one at a time, at most every 20 s while
// the run trains, and for at most 2 % of that time. No DOM. Main thread.

import {intervalAfter} from './checkpoint-keeper.js';

/** @typedef {import('./checkpoint-store.js').CheckpointStore} CheckpointStore */
/** @typedef {import('./checkpoint-store.js').Body} Body */
/** @typedef {'full' | 'forbidden' | 'large' | 'elsewhere'} Trouble `elsewhere`: another tab has the run */

export const LEAST_MS = 20_000; // the keeper takes one every 10 s: what is written is at most 30 s old

/**
 * @param {object} parts
 * @param {Pick<CheckpointStore, 'put' | 'putAtOnce' | 'shrink'>} parts.store
 * @param {() => number} parts.now ms
 * @param {(trouble: Trouble) => void} parts.onTrouble once for each
 * @param {(body: Body) => void} [parts.onWritten]
 */
export function createCheckpointWriter({store, now, onTrouble, onWritten = () => {}}) {
    /** @type {Body | null} */
    let newest = null; // not written yet
    /** @type {Body | null} */
    let best = null;
    let isWriting = false;
    let isAskedAgain = false; // while one was written
    let startedAt = -Infinity;
    let cost = 0; // ms of the last write
    let written = ''; // id of the run that was written last
    const troubles = createTroubles(onTrouble);
    const muted = new Set(); // ids of runs that are to be forgotten

    async function write() {
        if (!newest || troubles.has('forbidden')) return;
        if (isWriting) return void (isAskedAgain = true);
        isWriting = true;
        isAskedAgain = false;
        startedAt = now();
        const [last, lowest] = [newest, best];
        newest = best = null;
        written = last.history.id;
        try {
            const isOurs = await putTwice(store, [{...last, kind: 'newest'}, ...lowest ? [{...lowest, kind: /** @type {const} */ ('best')}] : []]);
            if (isOurs) onWritten(last);
            else troubles.say('elsewhere');
        } catch (thrown) {
            troubles.say(isQuota(thrown) ? 'full' : nameOf(thrown) === 'TooLargeError' ? 'large' : 'forbidden');
        }
        cost = now() - startedAt;
        isWriting = false;
        if (isAskedAgain) await write();
    }

    const isDue = () => now() - startedAt >= intervalAfter(cost, LEAST_MS);
    /** The run stands still, or is another: its training loses no time. @param {Body | null} body */
    const isUrgent = (body) => body !== null && (body.history.state !== 'running' || body.history.id !== written);

    return {
        /** A new checkpoint. @param {Body} body @param {boolean} isBest at the lowest validation loss so far */
        taken(body, isBest) {
            if (body.history.step === 0 || muted.has(body.history.id)) return;
            if (newest && newest.history.id !== body.history.id) best = null;
            newest = body;
            if (isBest) best = body;
            if (isDue() || isUrgent(body)) void write();
        },
        /** Writes at once what is in memory, as before the page goes. */
        flush: () => void write(),
        /** The same without waiting, where the page goes and cannot wait. */
        leave() {
            if (!newest || newest.history.id !== written || troubles.any()) return;
            store.putAtOnce(newest);
            newest = null;
        },
        /** Writes no more of a run. @param {string} run */
        mute(run) {
            muted.add(run);
            if (newest?.history.id === run) newest = best = null;
        },
    };
}

/** @param {(trouble: Trouble) => void} onTrouble called once for each */
function createTroubles(onTrouble) {
    /** @type {Set<Trouble>} */
    const said = new Set();
    return {
        any: () => said.size > 0,
        /** @param {Trouble} trouble */
        has: (trouble) => said.has(trouble),
        /** @param {Trouble} trouble */
        say(trouble) {
            if (said.has(trouble)) return;
            said.add(trouble);
            onTrouble(trouble);
        },
    };
}

/**
 * Tries again with more room, or with the storage opened again where the browser has closed it.
 * @param {Pick<CheckpointStore, 'put' | 'shrink'>} store @param {Parameters<CheckpointStore['put']>[0]} checkpoints
 */
async function putTwice(store, checkpoints) {
    try {
        return await store.put(checkpoints);
    } catch (thrown) {
        if (nameOf(thrown) === 'TooLargeError') throw thrown;
        if (isQuota(thrown) && await store.shrink().catch(() => 0) === 0) throw thrown;
        return store.put(checkpoints);
    }
}

/** @param {unknown} thrown */
const nameOf = (thrown) => /** @type {{name?: string}} */ (thrown)?.name ?? '';
/** @param {unknown} thrown */
const isQuota = (thrown) => /quota/i.test(nameOf(thrown));
