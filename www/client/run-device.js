// Device that a run should have, by its settings and by what is known of the devices. An exactly repeatable run never moves.
// It stays on the CPU, or takes no step before it is on WebGPU, if that is its device. Main thread.

import {coreConfig} from '../protocol/core-config.js';
import {chooseDevice} from './device-choice.js';
import {timingKey} from './device-timings.js';

/** @typedef {import('./dual-worker.js').DualWorker} DualWorker */
/** @typedef {import('./dual-worker.js').LiveRun} LiveRun */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */

/** @param {Config} config */
export const isRepeatable = ({repeatable}) => repeatable === 'yes';

/** @param {DualWorker} dual @param {Config} config */
export const choiceFor = (dual, config) => chooseDevice({
    setting: config.device, isRepeatable: isRepeatable(config), devices: dual.devices, failure: dual.failure,
    speeds: dual.timings.get(keyOf(dual, config)), refusal: dual.refusals.get(keyOf(dual, config)),
});

/** Notes that a model does not fit WebGPU: runs of it stay on the CPU. @param {DualWorker} dual @param {Config} config @param {import('../protocol/messages.js').ErrorEvent} refusal */
export function noteRefusal(dual, config, {message, remedy}) {
    dual.refusals.set(keyOf(dual, config), `${message} ${remedy}`);
}

/** @param {DualWorker} dual @param {Config} config */
export const keyOf = ({devices, opened}, config) => timingKey(coreConfig(config), devices?.webgpu.name ?? '', opened.images);

/** True if another file has been opened since a run was built. @param {DualWorker} dual @param {Pick<LiveRun, 'config' | 'files'>} run */
export const hasOtherFiles = ({opened}, {config, files}) => config.dataset === 'file' && files !== opened.count;

/** True if a run may take no step yet. @param {DualWorker} dual @param {number} run */
export function mustWait(dual, run) {
    const live = dual.live?.run === run ? dual.live : null;
    const config = live?.config ?? dual.building.get(run)?.command.config;
    if (!config || !isRepeatable(config) || config.device !== 'webgpu' || dual.homes.get(run) === dual.gpu) return false;
    if (live && hasOtherFiles(dual, live)) return false;
    return dual.devices === null || choiceFor(dual, config).kind === 'webgpu';
}

/** Keeps a command back while its run may take no step. @param {DualWorker} dual @param {Command} command @returns {boolean} whether it waits */
export function holdBack(dual, command) {
    if (command.type === 'pause') dual.waiting = null;
    if ((command.type !== 'start' && command.type !== 'step') || !mustWait(dual, command.run)) return false;
    dual.waiting = command;
    return true;
}

/** Sends what has waited, once its run is where it should be. A trained run that lost its device waits for the user. @param {DualWorker} dual */
export function sendWaiting(dual) {
    const {waiting, live, gpu} = dual;
    if (!waiting || !live || live.run !== waiting.run || dual.held || mustWait(dual, live.run)) return;
    dual.waiting = null;
    if (live.connection === gpu || (live.status?.step ?? 0) === 0) dual.route(waiting, []);
}

/** A device in words for a run that waits. @param {DualWorker} dual @param {DeviceInfo | null} device */
export function whileWaiting(dual, device) {
    if (!device || !dual.live || !mustWait(dual, dual.live.run)) return device;
    return {...device, why: device.why.replace('Running here', 'The run waits for its device')};
}
