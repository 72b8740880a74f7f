// History of a run up to a step, as a checkpoint keeps it: curves, measurements, and who the run is. Pure.

import {goingOn} from './device-stretches.js';
import {bytesOfSeries} from './loss-series.js';
import {datasetOf} from './run-record.js';

/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} RunHistory
 * @property {string} id of the run, and of its record
 * @property {string} name
 * @property {number} begun ms since 1970
 * @property {Config} config
 * @property {{key: string, name: string, fingerprint: number}} dataset
 * @property {string} device name of the last one
 * @property {import('./device-stretches.js').DeviceStretch[]} [devices] none in histories of before
 * @property {import('../protocol/messages.js').State} state
 * @property {number} step
 * @property {number} epoch
 * @property {number} seconds of training
 * @property {import('./loss-series.js').SavedSeries} curves
 * @property {import('../scheduling/metrics-schedule.js').Measured[]} measured
 */

/**
 * @param {import('./run-recorder.js').CurrentRun & import('./run-recorder.js').Bookkeeping} run
 * @param {Config} config as it is now @param {number} seconds @param {number} step
 * @returns {RunHistory}
 */
export function historyOf({id, name, begun, dataset, device, devices, state, epoch, series, measured, step: newest}, config, seconds, step) {
    return {
        id, name, begun, config, state, step, seconds,
        dataset: {...datasetOf(dataset), fingerprint: dataset.fingerprint},
        device: device.name,
        devices: goingOn(devices, device, step),
        epoch: newest > 0 ? epoch * step / newest : 0,
        curves: series.save(step),
        measured: measured.filter((one) => one.step <= step),
    };
}

/** Takes up where a history ends. @param {import('./run-recorder.js').CurrentRun & import('./run-recorder.js').Bookkeeping} run @param {RunHistory} history */
export function takeUp(run, {id, name, begun, device, devices = [{from: 0, name: device}], step, epoch, seconds, curves, measured}) {
    Object.assign(run, {id, name, begun, step, epoch, seconds, measured, devices: goingOn(devices, run.device, step)});
    run.series.restore(curves);
}

/** Bytes that a history takes, about. @param {RunHistory} history */
export const bytesOfHistory = ({curves, measured}) => bytesOfSeries(curves) + 500 * measured.length;
