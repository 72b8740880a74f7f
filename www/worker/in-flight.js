// Chunks of steps and snapshots that a device was given and has not answered yet. They are settled in the order in which they were
// issued. Runs in the worker.

/**
 * @typedef {object} Timing
 * @property {number} issued when it was issued
 * @property {number} ms since then, or since what came before it was settled
 * @property {boolean} alone nothing else was in flight when it was issued, so that all of the read-back was waited for
 *
 * @typedef {object} Entry
 * @property {'chunk' | 'snapshot'} kind
 * @property {Promise<any>} reading its numbers
 * @property {(numbers: any, timing: Timing) => void} settle
 */

/** @param {() => number} now */
export function createInFlight(now) {
    /** @type {(Entry & {issued: number, alone: boolean})[]} */
    let entries = [];
    let settledAt = -Infinity;
    function forget() {
        for (const {reading} of entries) reading.then((numbers) => numbers.free?.(), () => {});
        entries = [];
    }
    return {
        forget,
        /** @param {'chunk' | 'snapshot'} kind */
        count: (kind) => entries.filter((entry) => entry.kind === kind).length,
        isEmpty: () => entries.length === 0,
        /** @param {Entry} entry that was issued just now @param {number} issued when that began */
        add(entry, issued) {
            entry.reading.catch(() => {}); // whoever settles it gets the error, perhaps much later
            entries.push({...entry, issued, alone: entries.length === 0});
        },
        /** Waits for the oldest; where it fails, all others are forgotten. */
        async settleOldest() {
            const [{reading, issued, alone, settle}] = entries;
            try {
                const numbers = await reading;
                entries.shift();
                const ms = now() - Math.max(issued, settledAt);
                settledAt = now();
                settle(numbers, {issued, ms, alone});
            } catch (thrown) {
                forget();
                throw thrown;
            }
        },
    };
}
