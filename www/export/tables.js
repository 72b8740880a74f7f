// Tables of a run: losses and metrics; and all of it as one object. Pure.

import {coreConfig} from '../protocol/core-config.js';
import {deviceAt} from '../runs/device-stretches.js';
import {drawnTerms, unitOfLoss} from '../loss/lines.js';

/** @typedef {import('../runs/run-recorder.js').CurrentRun} Run */
/** @typedef {import('./csv.js').Table} Table */

/**
 * Losses, a row a step; step 0 is the validation before the first. Of a run so long that steps share bins, a row a bin, with
 * minimum, mean and maximum; validations keep their steps. A run that has moved has a column for the device.
 * @param {Pick<Run, 'series' | 'created' | 'devices'>} run @returns {Table}
 */
export function lossTable({series, devices, created: {description}}) {
    const {terms, stepsPerEpoch} = description;
    const names = drawnTerms(terms).map(({name}) => name);
    const isBinned = series.binWidth() > 1;
    const columns = ['loss', ...names].flatMap((name) => isBinned ? [`${name}_mean`, `${name}_min`, `${name}_max`] : [name]);
    const header = ['step', 'epoch', ...isBinned ? ['first_step'] : [], ...columns, 'validation_loss', ...names.map((name) => `validation_${name}`), ...deviceColumn(devices)];
    const bins = new Map(series.bins().map((bin) => [bin.to, bin]));
    const validations = new Map(series.validations().map((one) => [one.step, one]));
    const steps = [...new Set([...bins.keys(), ...validations.keys()])].sort((one, other) => one - other);
    const rows = steps.map((step) => {
        const bin = bins.get(step);
        const numbers = bin?.numbers.flatMap(({mean, low, high}) => isBinned ? [mean, low, high] : [mean]) ?? columns.map(() => null);
        const validation = validations.get(step);
        return [
            step, step / stepsPerEpoch, ...isBinned ? [bin?.from] : [], ...numbers,
            validation?.loss, ...names.map((_, term) => validation?.terms?.[term]), ...deviceCell(devices, step),
        ];
    });
    return {header, rows};
}

/** @typedef {Run['devices']} Devices */

/** @param {Devices} devices */
const deviceColumn = (devices) => devices.length > 1 ? ['device'] : [];

/** @param {Devices} devices @param {number} step */
const deviceCell = (devices, step) => devices.length > 1 ? [deviceAt(devices, step)] : [];

/** Metrics, a row a measurement, with the metrics that apply to the run. @param {Pick<Run, 'measured' | 'created' | 'devices'>} run @returns {Table} */
export function metricsTable({measured, devices, created: {description}}) {
    // a metric that does not apply is always null
    const names = [...new Set(measured.flatMap(({metrics}) => Object.entries(metrics).flatMap(([name, value]) => value === null ? [] : [name])))];
    return {
        header: ['split', 'step', 'epoch', ...names, ...deviceColumn(devices)],
        rows: measured.map(({split, step, metrics}) => {
            const values = /** @type {Record<string, number | null | undefined>} */ (/** @type {unknown} */ (metrics));
            return [split, step, step / description.stepsPerEpoch, ...names.map((name) => values[name]), ...deviceCell(devices, step)];
        }),
    };
}

/** Columns by name; NaN becomes null, since JSON has no NaN. @param {Table} table */
function columnsOf({header, rows}) {
    return Object.fromEntries(header.map((name, column) => [name, rows.map((row) => row[column] ?? null)]));
}

/** The run as one object, without images. @param {Run} run */
export function runAsJson(run) {
    const {created: {description}, config, dataset, device, devices, begun, seconds, state, step, finished, pca} = run;
    return {
        format: 'hourglass run', version: 2, state, step, epoch: step / description.stepsPerEpoch, begun, seconds, finished,
        config: coreConfig(config), seed: config.seed, exactlyRepeatable: config.repeatable === 'yes', device: {kind: device.kind, name: device.name}, devices: devices.map(({from, name}) => ({fromStep: from, name})),
        dataset, parameters: description.parameters, stepsPerEpoch: description.stepsPerEpoch,
        terms: description.terms, lossUnit: unitOfLoss(description.terms, dataset), pcaLoss: pca?.error ?? null,
        stepsPerLoss: run.series.binWidth(), losses: columnsOf(lossTable(run)),
        metrics: run.measured.map(({split, step: at, metrics}) => ({split, step: at, epoch: at / description.stepsPerEpoch, ...metrics})),
    };
}
