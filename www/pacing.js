// How the worker spends its time: steps a chunk, when a picture is due, steps a second.
// Pure arithmetic on times that the caller passes in; no clock and no timer of its own.

/** How long a chunk takes, in ms: a question waits for its end. On WebGPU each ends with a read-back, which has its price. */
const CHUNK_MS = {cpu: 25, webgpu: 50};
// so many steps are recorded and sent as one
const RECORDED = 10;
const SNAPSHOT_EVERY_MS = 200;
// pictures and questions are to take an eighth of the time; but the next picture comes after 20 times what one took
const SNAPSHOT_SHARE = 8;
const LONGEST_SHARE = 20;
const WINDOW_MS = 3000;

/** Sizes chunks so that each takes about as long as it may, from how long the last one took. @param {'cpu' | 'webgpu'} [device] */
export function createPacer(device = 'webgpu') {
    let steps = 1;
    return {
        /** Steps of the next chunk. */
        steps: () => steps,
        /** @param {number} done steps of the chunk @param {number} ms what it took */
        record(done, ms) {
            const factor = Math.min(2, Math.max(0.1, CHUNK_MS[device] / Math.max(ms, 0.01)));
            const wanted = Math.max(1, Math.round(done * factor));
            steps = wanted < RECORDED ? wanted : wanted - wanted % RECORDED;
        },
    };
}

/** Says when a picture is due: about five a second, and fewer where pictures and questions about them take long. */
export function createSnapshotClock() {
    let dueAt = -Infinity;
    let others = 0;
    return {
        /** The model was asked something, between two pictures. @param {number} ms what it took */
        spent(ms) {
            others += ms;
        },
        /** @param {number} now */
        due: (now) => now >= dueAt,
        /** @param {number} started @param {number} ended */
        record(started, ended) {
            const own = ended - started;
            dueAt = started + Math.max(SNAPSHOT_EVERY_MS, Math.min(SNAPSHOT_SHARE * (own + others), LONGEST_SHARE * own));
            others = 0;
        },
    };
}

/** Steps a second over a sliding window; 0 while it has seen too little. */
export function createThroughput() {
    /** @type {{time: number, step: number}[]} */
    let seen = [];
    return {
        /** @param {number} time @param {number} step */
        record(time, step) {
            seen.push({time, step});
            // keep one sample older than the window, so that slow devices have two to compare
            while (seen.length > 2 && time - seen[1].time >= WINDOW_MS) seen.shift();
        },
        stepsPerSecond() {
            if (seen.length < 2) return 0;
            const first = seen[0];
            const last = seen[seen.length - 1];
            return last.time > first.time ? 1000 * (last.step - first.step) / (last.time - first.time) : 0;
        },
        clear() {
            seen = [];
        },
    };
}
