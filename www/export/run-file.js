// Reader of the file "All, JSON": the settings of a run, and its record with the curves. The weights are in no such file. Pure.

import {pointsOf} from '../runs/binned-curve.js';
import {stretchesInWords} from '../runs/device-stretches.js';
import {datasetOf, nameOf, readRecord, termsInShort} from '../runs/run-record.js';
import {PAGE_SCHEMA as SCHEMA} from '../settings/page-schema.js';
import {defaultsOf} from '../settings/store.js';
import {formatHash, parseHash, upgraded} from '../settings/url-hash.js';

/** @typedef {import('../runs/run-record.js').RunRecord} RunRecord */

const POINTS = 200; // of a curve
const PLACE = ['split', 'step', 'epoch']; // of a measurement

/** True if a file may be a run as JSON, and no saved model. @param {Uint8Array} bytes */
export const isText = (bytes) => bytes[0] === 0x7b; // {

/**
 * @param {string} text of the file @param {{name: string, now: number, taken: string[]}} file `taken`: names of kept runs
 * @returns {{hash: string, step: number, record: RunRecord | null}} `hash`: its settings as an address; no record without curves
 */
export function readRunFile(text, {name, now, taken}) {
    const run = parsed(text);
    if (run?.format !== 'hourglass run' || typeof run.config !== 'object' || run.config === null) {
        throw new Error(`${name} holds no run of Hourglass. Choose a file that "All, JSON" or "Save the model" has made.`);
    }
    if (![1, 2].includes(run.version)) throw new Error(`${name} is of version ${run.version}, and this page reads 1 and 2. Reload the page to get its newest version.`);
    const config = {
        ...defaultsOf(SCHEMA), ...run.version === 1 ? upgraded(SCHEMA, run.config) : run.config,
        repeatable: run.exactlyRepeatable === true ? 'yes' : 'no',
    };
    const hash = formatHash(SCHEMA, config);
    const {config: different, problems} = parseHash(SCHEMA, hash);
    if (problems.length > 0) throw new Error(`${name} has settings that this page does not know: ${problems.join(' ')} Correct them in the file.`);
    return {hash, step: Number(run.step) || 0, record: recordOf(run, {...defaultsOf(SCHEMA), ...different}, {now, taken})};
}

/** @param {string} text */
function parsed(text) {
    try {
        return JSON.parse(text);
    } catch {
        return null;
    }
}

/** Points of a column by the steps. @param {any} losses @param {string[]} names the first that is there @returns {import('../runs/binned-curve.js').Points} */
function curveOf(losses, names) {
    const values = names.map((name) => losses?.[name]).find(Array.isArray) ?? [];
    const steps = Array.isArray(losses?.step) ? losses.step : [];
    return pointsOf(values.map((/** @type {any} */ value, /** @type {number} */ i) => ({step: steps[i], value: value ?? NaN})).filter(({step}) => Number.isFinite(step)), POINTS);
}

/** @param {any} run @param {import('../protocol/messages.js').Config} config @param {{now: number, taken: string[]}} options @returns {RunRecord | null} */
function recordOf({dataset, device, devices, terms, step, epoch, begun, seconds, losses, metrics, state}, config, {now, taken}) {
    if (!dataset || !Array.isArray(terms)) return null;
    const curves = {
        training: curveOf(losses, ['loss', 'loss_mean']),
        validation: curveOf(losses, ['validation_loss']),
        squared: squaredOf(metrics),
    };
    if (curves.training.steps.length === 0) return null;
    const last = Array.isArray(metrics) ? metrics.findLast(({split}) => split === 'validation') : null;
    return readRecord(JSON.stringify({
        version: 2, id: `file-${now.toString(36)}`, name: nameOf(SCHEMA, config, taken), pinned: false, begun: Number(begun) || now, config,
        dataset: datasetOf(dataset), device: Array.isArray(devices) ? stretchesInWords(devices.map(({fromStep, name}) => ({from: fromStep, name}))) : String(device?.name ?? ''), terms: termsInShort(terms),
        steps: Number(step) || 0, epochs: Number(epoch) || 0, seconds: Number(seconds) || 0,
        end: state === 'stopped' ? 'Diverged' : 'from a file',
        trainingLoss: curves.training.values.at(-1) ?? null, validationLoss: curves.validation.values.at(-1) ?? null,
        curves, measured: last ? {step: last.step, metrics: Object.fromEntries(Object.entries(last).filter(([name]) => !PLACE.includes(name)))} : null,
    }));
}

/** Squared errors of the measurements on validation examples. @param {any} metrics */
function squaredOf(metrics) {
    const measured = Array.isArray(metrics) ? metrics.filter(({split}) => split === 'validation') : [];
    return pointsOf(measured.map(({step, mse}) => ({step, value: mse})), POINTS);
}
