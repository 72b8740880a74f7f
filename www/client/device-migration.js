// When a run is better off on the GPU, and how it gets there: the whole worker is fetched, tries the
// model out while the small one trains on, and takes the saved run over. Whatever fails on the way, the
// small one goes on. Main thread.

import {onCpu, planFor, whileLoading} from './device-choice.js';
import {speedKey} from './device-timings.js';

/** @typedef {import('./dual-worker.js').Tandem} Tandem */
/** @typedef {import('./dual-worker.js').Live} Live */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */

const TIMING_MS = 300; // on each device, so that both stay under a second

/** @param {Tandem} tandem @param {Config} config */
export function planOf(tandem, config) {
    const {devices, broken, speeds} = tandem;
    return planFor({wanted: config.device, devices, broken, speeds: speeds.get(keyOf(tandem, config))});
}

/** @param {Tandem} tandem @param {Config} config */
const keyOf = ({devices, opened}, config) => speedKey(config, devices?.webgpu.name ?? '', opened.images);

/** @param {Tandem} tandem @param {string} why @returns {DeviceInfo} */
export const onGpu = ({devices}, why) => ({kind: 'webgpu', name: devices?.webgpu.name ?? 'WebGPU', why});

/** Does what is next on the way of the live run to the GPU, if it is to go there. @param {Tandem} tandem */
export async function think(tandem) {
    const {live, small} = tandem;
    if (tandem.thinking || tandem.building.size > 0 || !live || live.side !== small || !tandem.devices) return;
    const plan = planOf(tandem, live.config);
    if (plan.kind === 'cpu') return announce(tandem, onCpu(plan.why));
    if (live.config.dataset === 'file' && live.files !== tandem.opened.count) {
        return announce(tandem, onCpu('Another file has been opened since this run was built'));
    }
    tandem.whole ??= tandem.openWhole();
    if (!tandem.whole.ready) return announce(tandem, whileLoading(tandem.whole.bytes));
    if (isStopped(live)) return;
    tandem.thinking = true;
    try {
        await (plan.kind === 'unknown' ? compare(tandem, live) : move(tandem, live, plan.why));
    } catch (thrown) {
        if (!isStopped(live)) giveUp(tandem, /** @type {{message: string}} */ (thrown).message);
    }
    tandem.thinking = false;
    think(tandem);
}

/** A run that has diverged stays where its way back is. @param {Live} live */
const isStopped = ({status}) => status?.type === 'status' && status.state === 'stopped';

/** @param {Tandem} tandem @param {Live} live */
async function compare(tandem, live) {
    announce(tandem, onCpu('Timing this model on the CPU and the GPU'));
    const speeds = await rehearse(tandem, live, ['cpu', 'webgpu'], TIMING_MS);
    tandem.speeds.put(keyOf(tandem, live.config), speeds);
}

/** @param {Tandem} tandem @param {Live} live @param {DeviceInfo['kind'][]} kinds @param {number} ms */
async function rehearse(tandem, live, kinds, ms) {
    const rehearsed = await tandem.whole?.request({type: 'rehearse', config: live.config, kinds, ms});
    tandem.rehearsed = live.run;
    return rehearsed.speeds;
}

/** @param {Tandem} tandem @param {Live} live @param {string} why */
async function move(tandem, live, why) {
    announce(tandem, onCpu('Getting the GPU ready'));
    if (tandem.rehearsed !== live.run) await rehearse(tandem, live, ['webgpu'], 0);
    // it may have been replaced, or have diverged, meanwhile
    if (tandem.live !== live || tandem.building.size > 0 || isStopped(live)) return;
    tandem.held = [];
    try {
        await handOver(tandem, live, onGpu(tandem, why));
    } finally {
        const commands = tandem.held;
        tandem.held = null;
        for (const [command, transfer] of commands) tandem.route(command, transfer);
    }
}

/** From here on the run has no home, and its commands wait. @param {Tandem} tandem @param {Live} live @param {DeviceInfo} device */
async function handOver(tandem, live, device) {
    const {small, whole, places, patienceMs} = tandem;
    const {run} = live;
    if (!whole) return;
    const {bytes, state, finished} = await small.request({type: 'save', run});
    places.set(run, whole); // its first words may follow its answer at once
    try {
        await within(patienceMs, whole.request({type: 'resume', run, bytes, state, finished, device}, [bytes.buffer]));
    } catch (thrown) {
        places.set(run, small);
        small.post({type: 'keep', run});
        throw thrown;
    }
    live.side = whole;
    small.post({type: 'drop', run});
    announce(tandem, device);
}

/** @param {number} ms @param {Promise<unknown>} answer */
async function within(ms, answer) {
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`it gave no answer within ${ms / 1000} s`)), ms);
    });
    try {
        await Promise.race([answer, late]);
    } finally {
        clearTimeout(timer);
    }
}

/** Without the whole worker. @param {Tandem} tandem @param {string} message what happened to it */
export function giveUp(tandem, message) {
    const {whole, live} = tandem;
    if (!whole) return;
    tandem.whole = null;
    tandem.rehearsed = 0;
    tandem.broken = firstSentence(message);
    whole.end({type: 'error', code: 'device', message, remedy: ''});
    if (!live) return;
    const remedy = 'It goes on on the CPU. To try WebGPU again, restart it with WebGPU as the device.';
    tandem.emit({type: 'error', code: 'device', message: `The run could not move to WebGPU: ${message}`, remedy});
    think(tandem);
}

/** @param {string} text */
const firstSentence = (text) => text.split(/\.(?:\s|$)/, 1)[0];

/** @param {Tandem} tandem @param {DeviceInfo} device */
function announce(tandem, device) {
    const words = JSON.stringify(device);
    if (words === tandem.said || !tandem.live) return;
    tandem.said = words;
    tandem.emit({type: 'device', run: tandem.live.run, device});
}
