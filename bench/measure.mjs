// One run: a workload on a device, from an empty page to its last step. Where it happens is handed in,
// so that the order of things can be tested without a browser.

/**
 * @typedef {object} Lab
 * @property {(name: string, ...given: unknown[]) => Promise<any>} command to the worker; see worker.js
 * @property {() => number | null} cpuMs user and system time of the browser's processes so far, in ms
 * @property {() => Promise<number>} mainMs time of the page's own thread so far, in ms
 */

/**
 * @typedef {object} Plan
 * @property {string} address of the package
 * @property {'cpu' | 'webgpu'} device
 * @property {{workload: object, adam: object, data: object}} model
 * @property {number} readEvery steps between two read-backs
 * @property {number} windows
 * @property {number} windowMs how long a window should take
 * @property {number} memoryMs how long to train on for the memory; 0: not at all
 * @property {number[]} memorySteps at which the memory is read, rising
 */

const WARM_UP = 10;
const MEMORY_CHUNK_MS = 500;
const ISSUES = {times: 5, steps: 20, ms: 1500};
const COUNTED = ['dispatches', 'bind_groups', 'pipelines', 'submits', 'uploads', 'readbacks'];

/** @param {Lab} lab @param {Plan} plan */
export async function measure(lab, plan) {
    const trainer = createTrainer(lab);
    const loaded = await lab.command('open', plan.address);
    const created = await lab.command('create', plan.model, plan.device);
    const first = await trainer.run(1, 1);
    const warm = await trainer.run(WARM_UP - 1, WARM_UP - 1);
    const atStart = trainer.memory();
    const loss = trainer.loss();
    // what a package makes ready for stretches of this length is not part of the steady state
    await trainer.run(plan.readEvery, plan.readEvery);
    const timed = await windows(lab, trainer, plan, warm.ms / (WARM_UP - 1));
    checkDevice(plan.device, timed.dispatches_per_step, created.backend);
    const issued = await issue(trainer, timed.ms.at(-1));
    const memory = [atStart, ...await memoryLater(trainer, plan, timed.ms.at(-1))];
    return {
        backend: created.backend,
        load_ms: loaded.ms,
        first_step_ms: created.ms + first.ms,
        pipelines_in_first_step: first.counts.pipelines,
        pipelines_after_first_step: trainer.counts().pipelines - first.counts.pipelines,
        loss_10: loss,
        ...timed,
        issue_ms: issued,
        memory,
    };
}

/** Counts steps, and refuses losses that are missing or not finite: of such a run no time means anything. */
function createTrainer({command}) {
    let step = 0;
    let last = null;
    let loss = NaN;
    return {
        step: () => step,
        loss: () => loss,
        counts: () => last.counts,
        memory: () => ({step, wasm_bytes: last.wasm_bytes, gpu_bytes: last.counts.gpu_bytes}),

        async run(steps, readEvery) {
            last = await command('run', step + 1, steps, readEvery);
            const read = Math.floor(steps / readEvery);
            const [at, value] = last.losses.slice(-2);
            step += steps;
            if (last.losses.length !== 2 * read || !Number.isFinite(value)) {
                throw new Error(`step ${at ?? step}: ${last.losses.length / 2} of ${read} losses came, the last is ${value}`);
            }
            loss = value;
            return last;
        },

        async issue(steps) {
            last = await command('issue', step + 1, steps);
            step += steps;
            return last.ms;
        },
    };
}

/** Timed stretches that end on a read-back, so that all their work is done, and what was counted in them. */
async function windows(lab, trainer, plan, msPerStep) {
    const {steps, readEvery} = windowSize(msPerStep, plan);
    const counts = {...trainer.counts()};
    const [cpu, main] = [lab.cpuMs(), await lab.mainMs()];
    const ms = [];
    for (let i = 0; i < plan.windows; i++) ms.push((await trainer.run(steps, readEvery)).ms / steps);
    const [cpuAfter, mainAfter] = [lab.cpuMs(), await lab.mainMs()];
    const all = steps * plan.windows;
    const per = Object.fromEntries(COUNTED.map((key) => [`${key}_per_step`, (trainer.counts()[key] - counts[key]) / all]));
    return {
        ms,
        steps_per_window: steps,
        read_every: readEvery,
        cpu_ms_per_step: cpu === null || cpuAfter === null ? null : (cpuAfter - cpu) / all,
        main_thread_ms_per_step: (mainAfter - main) / all,
        ...per,
    };
}

/** Refuses times of another device than the one that they would be reported for. */
function checkDevice(device, dispatches, backend) {
    if ((device === 'webgpu') === dispatches > 0) return;
    throw new Error(`asked for ${device}, the package made ${dispatches} dispatches a step: it trains on ${backend}`);
}

/**
 * Whole stretches between read-backs, as many as fit; where not even one fits three times over, fewer
 * steps and one read-back.
 * @param {number} msPerStep @param {{windowMs: number, readEvery: number}} plan
 */
export function windowSize(msPerStep, {windowMs, readEvery}) {
    if (msPerStep * readEvery > 3 * windowMs) {
        const steps = Math.max(2, Math.round(windowMs / msPerStep));
        return {steps, readEvery: steps};
    }
    return {steps: Math.max(1, Math.round(windowMs / msPerStep / readEvery)) * readEvery, readEvery};
}

/** Milliseconds to issue a step: one value for each stretch, each on an empty queue. */
async function issue(trainer, msPerStep) {
    const steps = Math.min(ISSUES.steps, Math.max(2, Math.round(ISSUES.ms / msPerStep)));
    const values = [];
    for (let i = 0; i < ISSUES.times; i++) values.push(await trainer.issue(steps) / steps);
    return values;
}

/** The memory at later steps; where time is up before, at the step reached then, marked as cut. */
async function memoryLater(trainer, {readEvery, memoryMs, memorySteps}, msPerStep) {
    const marks = [];
    const chunk = Math.max(1, Math.round(MEMORY_CHUNK_MS / msPerStep / readEvery)) * readEvery;
    let left = memoryMs;
    for (const target of memorySteps) {
        while (trainer.step() < target && left > 0) {
            const steps = Math.min(chunk, target - trainer.step());
            left -= (await trainer.run(steps, Math.min(steps, readEvery))).ms;
        }
        const reached = trainer.step() >= target;
        marks.push({...trainer.memory(), ...(reached ? {} : {cut_before: target})});
        if (!reached) break;
    }
    return marks;
}
