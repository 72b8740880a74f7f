// Address of an experiment: a config as a URL hash and back. Only what differs from the defaults, with a version:
// `#v=2&latent=8&hidden=64,32`. Pure; touches neither location nor history.

import {applies, same} from './store.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Field} Field */
/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @param {Schema} schema
 * @param {Config} config
 * @returns {string} with its `#`
 */
export function formatHash(schema, config) {
    const entries = schema.fields
        .filter((field) => applies(field, config) && config[field.name] !== undefined && !same(config[field.name], field.default))
        .map((field) => `${field.name}=${encodeURIComponent(String(config[field.name])).replaceAll('%2C', ',')}`);
    return `#${[`v=${schema.version}`, ...entries].join('&')}`;
}

/**
 * The config of a hash, and a sentence for each entry that is wrong and left out. An address of version 1, or of
 * none, may use the names that settings had then.
 * @param {Schema} schema
 * @param {string} hash
 * @returns {{config: Config, problems: string[]}}
 */
export function parseHash(schema, hash) {
    /** @type {Config} */
    const config = {};
    /** @type {string[]} */
    const problems = [];
    const entries = hash.replace(/^#/, '').split('&').filter(Boolean).map(splitEntry);
    const version = entries.find(([key]) => key === 'v')?.[1] ?? '1';
    const unreadable = versionProblem(version, schema.version);
    if (unreadable) return {config, problems: [unreadable]};
    for (const [key, value] of entries) {
        if (key === 'v') continue;
        const read = readEntry(schema, key, value, {version, entries});
        if ('problem' in read) problems.push(`"${clipped(`${key}=${value}`)}": ${read.problem}.`);
        else config[read.name] = read.value;
    }
    return {config, problems};
}

const MOST_SHOWN = 60; // characters of a wrong entry

/** @param {string} text */
const clipped = (text) => text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;

/** Reason why an address of a version cannot be read; empty where it can. @param {string} version @param {number} ours */
function versionProblem(version, ours) {
    if (/^[1-9]\d*$/.test(version) && Number(version) <= ours) return '';
    const remedy = Number(version) > ours ? 'Reload the page to get its newest version' : `Write "v=${ours}"`;
    return `The address is of version "${clipped(version)}", this page reads versions 1 to ${ours}. ${remedy}.`;
}

/**
 * @param {Schema} schema @param {string} key @param {string} value
 * @param {{version: string, entries: [string, string][]}} address
 * @returns {{name: string, value: any} | {problem: string}}
 */
function readEntry({renamed, fields}, key, value, {version, entries}) {
    const since = Object.hasOwn(renamed, key) ? renamed[key] : undefined;
    if (since && version !== '1') return {problem: `this setting is called "${since}" since version 2`};
    if (since && entries.some(([other]) => other === since)) return {problem: `the address sets "${since}" too, the new name of this setting`};
    const field = fields.find(({name}) => name === (since ?? key));
    if (!field) return {problem: 'there is no such setting'};
    const read = readValue(field, value);
    return 'problem' in read ? read : {name: field.name, value: read.value};
}

/**
 * A kept config of version 1 under the names of today. @param {Schema} schema @param {Config} config
 * @returns {Config}
 */
export const upgraded = ({renamed}, config) =>
    Object.fromEntries(Object.entries(config).map(([name, value]) => [Object.hasOwn(renamed, name) ? renamed[name] : name, value]));

/** @param {string} entry @returns {[string, string]} */
function splitEntry(entry) {
    const at = entry.indexOf('=');
    return at < 0 ? [decode(entry), ''] : [decode(entry.slice(0, at)), decode(entry.slice(at + 1))];
}

/** @param {string} text */
function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text; // a stray %: kept as it is, and refused later
    }
}

/**
 * @param {Field} field
 * @param {string} text
 * @returns {{value: any} | {problem: string}}
 */
function readValue(field, text) {
    if (field.kind === 'choice') {
        const values = (field.choices ?? []).map(({value}) => value);
        return values.includes(text) ? {value: text} : {problem: `must be one of ${values.join(', ')}`};
    }
    if (!Array.isArray(field.default)) return readNumber(field, text);
    const entries = text === '' ? [] : text.split(',').map((entry) => readNumber(field, entry));
    if (field.maxItems !== undefined && entries.length > field.maxItems) {
        return {problem: `must have at most ${field.maxItems} numbers`};
    }
    const bad = entries.find((entry) => 'problem' in entry);
    return bad ?? {value: entries.map((entry) => /** @type {{value: number}} */ (entry).value)};
}

/**
 * @param {Field} field
 * @param {string} text
 * @returns {{value: number} | {problem: string}}
 */
function readNumber({kind, min, max}, text) {
    const value = text.trim() === '' ? NaN : Number(text);
    const noun = kind === 'number' ? 'a number' : 'a whole number';
    const fits = Number.isFinite(value) && (kind === 'number' || Number.isInteger(value));
    const inside = fits && (min === undefined || value >= min) && (max === undefined || value <= max);
    if (inside) return {value};
    const from = min === undefined ? '' : ` from ${min}`;
    const to = max === undefined ? '' : ` to ${max}`;
    return {problem: `must be ${noun}${from}${to}`};
}
