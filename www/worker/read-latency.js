// Latency of a read-back: how long a device that has nothing else to do takes to hand over a few bytes. Some browsers look for
// finished read-backs on a clock, whatever the device does meanwhile. Runs in the worker.

/** The first may hit the clock anywhere; those after it begin with a tick. */
const READS = 3;

/**
 * The middle one of some times, in ms.
 * @param {import('./wasm-module.js').Lab} lab with a run, and idle @param {() => number} now
 */
export async function measureLatency(lab, now) {
    /** @type {number[]} */
    const times = [];
    for (let read = 0; read < READS; read++) {
        const began = now();
        await lab.touch();
        times.push(now() - began);
    }
    return times.sort((a, b) => a - b)[READS >> 1];
}
