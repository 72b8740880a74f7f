// Migration of the live run from the CPU worker to the GPU worker, as a state machine. The GPU worker is opened, tries the
// model while the CPU worker trains on, and takes the saved run over. Whatever fails, the CPU worker goes on. Where a worker is
// lost, recovery.js brings the run back, and this machine moves it on from there. Main thread.

import {coreConfig} from '../protocol/core-config.js';
import {onCpu, whileLoading} from './device-choice.js';
import {choiceFor, hasOtherFiles, isRepeatable, keyOf, noteRefusal, sendWaiting, whileWaiting} from './run-device.js';

/** @typedef {import('./dual-worker.js').DualWorker} DualWorker */
/** @typedef {import('./dual-worker.js').LiveRun} LiveRun */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */

const TIMING_MS = 300; // on each device, so that both stay under a second

/**
 * - `settled`: the run trains where it should, or the machine waits for news
 * - `loading`: the run trains on the CPU until the GPU worker is ready
 * - `timing`: the GPU worker times the model on both devices
 * - `preparing`: the GPU worker builds the model
 * - `moving`: the CPU worker saves the run and the GPU worker resumes it; commands are held meanwhile
 * - `recovering`: a worker has been lost, and another takes the run back from its last checkpoint; commands are held meanwhile
 * @typedef {'settled' | 'loading' | 'timing' | 'preparing' | 'moving' | 'recovering'} MigrationState
 */

/** @typedef {{dual: DualWorker, live: LiveRun, choice: import('./device-choice.js').DeviceChoice}} Facts */

/**
 * Transitions, in the order in which they are checked: a condition, the state where it holds, and what the page then says
 * of the device. A task ends in `settled`, from where the next state is chosen.
 * @type {[(facts: Facts) => boolean, MigrationState, (facts: Facts) => DeviceInfo | null][]}
 */
const TRANSITIONS = [
    [({choice}) => choice.kind === 'cpu', 'settled', ({choice}) => onCpu(choice.why)],
    [({dual, live}) => hasOtherFiles(dual, live), 'settled', () => onCpu('Another file has been opened since this run was built')],
    [({dual}) => !dual.gpu?.ready, 'loading', ({dual: {gpu}}) => whileLoading(gpu?.bytes ?? {received: 0, total: 0})],
    [({live}) => hasDiverged(live), 'settled', () => null],
    [({choice}) => choice.kind === 'unknown', 'timing', () => onCpu('Timing this model on the CPU and the GPU')],
    [({dual, live}) => dual.prepared !== live.run, 'preparing', () => onCpu('Getting the GPU ready')],
    [() => true, 'moving', () => onCpu('Getting the GPU ready')],
];

/** Tasks of the states in which the GPU worker is busy with the run. @type {Partial<Record<MigrationState, (facts: Facts) => Promise<void>>>} */
const TASKS = {
    async timing({dual, live}) {
        const speeds = await benchmark(dual, live, ['cpu', 'webgpu'], TIMING_MS);
        dual.timings.put(keyOf(dual, live.config), speeds);
    },
    preparing: ({dual, live}) => benchmark(dual, live, ['webgpu'], 0),
    moving: move,
};

/** Takes the next steps of the live run on its way, until a state waits for news. @param {DualWorker} dual */
export async function advance(dual) {
    const {live, cpu, building, devices} = dual;
    const isBusy = TASKS[dual.state] || dual.state === 'recovering';
    if (isBusy || building.size > 0 || live?.connection !== cpu || cpu.isGone() || !devices) return;
    const facts = {dual, live, choice: choiceFor(dual, live.config)};
    const [state, deviceOf] = transitionOf(facts);
    dual.state = state;
    if (state === 'loading') dual.gpu ??= dual.openGpu();
    announce(dual, whileWaiting(dual, deviceOf(facts)));
    sendWaiting(dual);
    const task = TASKS[state];
    if (!task) return;
    try {
        await task(facts);
    } catch (thrown) {
        const problem = /** @type {import('../protocol/messages.js').ErrorEvent} */ (thrown);
        const {code, message, details} = problem;
        if (code === 'config') noteRefusal(dual, live.config, problem);
        else if (!hasDiverged(live) && !live.connection.isGone()) giveUp(dual, {cause: message, details: details ?? ''});
    }
    if (dual.state !== state) return; // the run has been brought back meanwhile
    dual.state = 'settled';
    if (isWhole(dual)) advance(dual);
    else dual.recover();
}

/** True unless a worker that is needed has been lost. @param {DualWorker} dual */
export const isWhole = ({cpu, live}) => !cpu.isGone() && !live?.connection.isGone();

/** The next state, and the device that the page then names. @param {Facts} facts @returns {[MigrationState, (facts: Facts) => DeviceInfo | null]} */
export function transitionOf(facts) {
    const [, state, deviceOf] = TRANSITIONS.find(([holds]) => holds(facts)) ?? TRANSITIONS[0];
    return [state, deviceOf];
}

/** @param {DualWorker} dual @param {string} why @returns {DeviceInfo} */
export const onGpu = ({devices}, why) => ({kind: 'webgpu', name: devices?.webgpu.name ?? 'WebGPU', why});

/** A diverged run stays with the worker that can rewind it. @param {LiveRun} live */
const hasDiverged = ({status}) => status?.type === 'status' && status.state === 'stopped';

/** @param {DualWorker} dual @param {LiveRun} live @param {DeviceInfo['kind'][]} kinds @param {number} ms */
async function benchmark(dual, {config, run}, kinds, ms) {
    const gpu = /** @type {import('./worker-connection.js').Connection} */ (dual.gpu); // its states follow `loading`
    const {speeds} = await gpu.request({type: 'benchmark', config: coreConfig(config), kinds, ms});
    dual.prepared = run;
    return speeds;
}

/** From `save` on the run has no home, and its commands are held. @param {Facts} facts */
async function move({dual, live, choice}) {
    const {cpu, gpu, homes} = dual;
    const {run} = live;
    if (!gpu) return;
    const device = onGpu(dual, choice.why);
    dual.held = [];
    try {
        const {bytes, state, finished} = await cpu.request({type: 'save', run});
        homes.set(run, gpu); // its first events may come before its answer
        const resumed = gpu.request({type: 'resume', run, bytes, state, finished, device}, [bytes.buffer]);
        await Promise.race([resumed, timeout(dual.patienceMs)]);
        Object.assign(live, {connection: gpu, device: device.kind});
        cpu.post({type: 'drop', run});
        announce(dual, device);
    } catch (thrown) {
        if (homes.get(run) === gpu) cpu.post({type: 'keep', run});
        homes.set(run, cpu);
        throw thrown;
    } finally {
        if (isWhole(dual)) release(dual);
    }
}

/** Lets the held commands go. @param {DualWorker} dual */
export function release(dual) {
    const held = dual.held ?? [];
    dual.held = null;
    for (const [command, transfer] of held) dual.route(command, transfer);
    sendWaiting(dual);
}

/** @param {number} ms @returns {Promise<never>} */
const timeout = (ms) => new Promise((_, reject) => {
    AbortSignal.timeout(ms).addEventListener('abort', () => reject(new Error(`it gave no answer within ${ms / 1000} s`)));
});

/** Ends the GPU worker; the run goes on on the CPU. @param {DualWorker} dual @param {import('./worker-connection.js').Loss} loss */
export function giveUp(dual, {cause, details}) {
    const {gpu, live} = dual;
    if (!gpu) return;
    const sentence = cause.replace(/\.?$/, '.');
    Object.assign(dual, {gpu: null, prepared: 0, failure: cause.split(/\.(?:\s|$)|\n/, 1)[0]});
    gpu.end({type: 'error', code: 'device', message: sentence, remedy: ''});
    if (!live) return;
    const goesOn = isRepeatable(live.config) ? 'It is exactly repeatable, and Start goes on on the CPU with other rounding.' : 'It goes on on the CPU.';
    const remedy = `${goesOn} To try WebGPU again, restart it with WebGPU as the device.`;
    dual.emit({type: 'error', code: 'device', message: `The run could not move to WebGPU: ${sentence}`, remedy, ...details && {details}});
    advance(dual);
}

/** @param {DualWorker} dual @param {DeviceInfo | null} device null: no news */
export function announce(dual, device) {
    const text = JSON.stringify(device);
    if (!device || text === dual.announced || !dual.live) return;
    dual.announced = text;
    dual.emit({type: 'device', run: dual.live.run, device});
}
