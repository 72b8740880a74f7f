// Record of a run: its settings, steps, curves in few points, and last metrics. Pure.

import {presetOf} from '../settings/presets.js';
import {PAGE_SCHEMA as SCHEMA} from '../settings/page-schema.js';
import {applies, same, valueInWords} from '../settings/store.js';
import {upgraded} from '../settings/url-hash.js';
import {dataDifference} from './data-differences.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('./binned-curve.js').Points} Points */

/** @typedef {'validation' | 'training' | 'squared'} CurveName `squared`: squared error of the reconstructions, whatever the loss was */

/**
 * @typedef {object} RunRecord
 * @property {2} version of the record, and of the config in it
 * @property {string} id
 * @property {string} name the user's
 * @property {boolean} pinned
 * @property {number} begun ms since 1970
 * @property {Config} config as it was last
 * @property {{key: string, name: string}} dataset the same key: the same examples
 * @property {string} device
 * @property {string} terms what the loss is made of
 * @property {number} steps
 * @property {number} epochs
 * @property {number} seconds of training
 * @property {string} end how it ended, in words; empty where nobody knows
 * @property {number | null} trainingLoss smoothed
 * @property {number | null} validationLoss
 * @property {Record<CurveName, Points>} curves
 * @property {{step: number, metrics: import('../protocol/messages.js').Metrics} | null} measured
 */

/** @type {Record<CurveName, string>} */
export const CURVES = {validation: 'validation loss', training: 'training loss', squared: 'squared error'};

/** The same data. @param {import('../protocol/answers.js').DatasetInfo} dataset */
export function datasetOf({source, name, train, validation, width, height, channels, fingerprint}) {
    return {key: JSON.stringify([source, fingerprint === 0 ? name : fingerprint, train, validation, width, height, channels]), name};
}

/** Names and weights of the loss terms, as JSON. @param {import('../protocol/answers.js').TermInfo[]} terms */
export const termsInShort = (terms) => JSON.stringify(terms.filter(({weight}) => weight !== null).map(({name, weight}) => [name, weight]));

/** Settings that the name of a run leaves out. */
const UNNAMED = ['seed', 'device', 'repeatable', 'validateEvery', 'epochs', 'targetLoss'];
const MOST_NAMED = 2;

/**
 * A name for a run by what is special about it, unlike those that are taken.
 * @param {Schema} schema @param {Config} config @param {string[]} taken
 */
export function nameOf(schema, config, taken) {
    const rest = Object.fromEntries(schema.fields.filter((field) => UNNAMED.includes(field.name)).map((field) => [field.name, field.default]));
    const preset = presetOf(schema, config) ?? presetOf(schema, {...config, ...rest});
    const special = schema.fields.filter((field) => !UNNAMED.includes(field.name) && applies(field, config)
        && !same(config[field.name], field.default) && (!preset || field.name === 'dataset'));
    const named = special.slice(0, MOST_NAMED).map((field) => field.kind === 'choice' ?
        valueInWords(field, config[field.name]) : `${field.label} ${valueInWords(field, config[field.name])}`);
    const name = [...preset ? [preset.label] : [], ...named].join(', ') || 'Default settings';
    for (let i = 1; ; i++) {
        const tried = i === 1 ? name : `${name} (${i})`;
        if (!taken.includes(tried)) return tried;
    }
}

/**
 * Reason why the curve of a run cannot be compared with that of another; empty where it can.
 * @param {Schema} schema @param {RunRecord} run @param {RunRecord} other @param {CurveName} curve
 */
export function whyApart(schema, run, other, curve) {
    if (run.curves[curve].steps.length === 0) return curve === 'squared' ? 'not measured yet' : `no ${CURVES[curve]} yet`;
    const difference = dataDifference(run, other);
    if (difference) return difference;
    if (curve === 'squared') return '';
    for (const field of schema.fields.filter(({name}) => name === 'loss' || name === 'reduction')) {
        if (run.config[field.name] === other.config[field.name]) continue;
        const value = valueInWords(field, run.config[field.name]);
        return `other loss: ${field.name === 'loss' ? value : `${field.label} ${value}`.toLowerCase()}`;
    }
    return run.terms === other.terms ? '' : 'its loss has other terms';
}

/**
 * A kept run, of version 1 as well; null for anything else.
 * @param {string | null} text
 * @returns {RunRecord | null}
 */
export function readRecord(text) {
    try {
        const record = JSON.parse(text ?? 'null');
        if (!isRecord(record)) return null;
        return {...record, version: 2, config: {repeatable: 'no', ...record.version === 1 ? upgraded(SCHEMA, record.config) : record.config}};
    } catch {
        return null;
    }
}

/** @param {any} record */
function isRecord(record) {
    const isNumber = (/** @type {any} */ value) => value === null || Number.isFinite(value);
    const isPoints = (/** @type {any} */ points) => Array.isArray(points?.steps) && Array.isArray(points.values)
        && points.steps.length === points.values.length && [...points.steps, ...points.values].every(Number.isFinite);
    return [1, 2].includes(record?.version)
        && ['id', 'name', 'device', 'terms', 'end'].every((key) => typeof record[key] === 'string')
        && ['begun', 'steps', 'epochs', 'seconds'].every((key) => Number.isFinite(record[key]))
        && typeof record.pinned === 'boolean' && typeof record.config === 'object' && record.config !== null
        && typeof record.dataset?.key === 'string' && typeof record.dataset.name === 'string'
        && Object.keys(CURVES).every((name) => isPoints(record.curves?.[name]))
        && [record.trainingLoss, record.validationLoss].every(isNumber)
        && (record.measured === null || Object.values(record.measured?.metrics ?? {none: ''}).every(isNumber));
}
