// The address of an experiment: a config as a URL hash and back. Only what differs from the
// defaults, with a version: `#v=1&latent=8&hidden=64,32`. Pure; touches neither location nor history.

import {applies, same} from './store.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Field} Field */
/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @param {Schema} schema
 * @param {Config} config
 * @returns {string} with its `#`; empty when all is default
 */
export function formatHash(schema, config) {
    const parts = schema.fields
        .filter((field) => applies(field, config) && !same(config[field.name], field.default))
        .map((field) => `${field.name}=${encodeURIComponent(String(config[field.name])).replaceAll('%2C', ',')}`);
    return parts.length > 0 ? `#${[`v=${schema.version}`, ...parts].join('&')}` : '';
}

/**
 * What a hash sets, and in words what is wrong with the rest of it, which is left out.
 * @param {Schema} schema
 * @param {string} hash
 * @returns {{config: Config, problems: string[]}}
 */
export function parseHash(schema, hash) {
    /** @type {Config} */
    const config = {};
    /** @type {string[]} */
    const problems = [];
    const text = hash.replace(/^#/, '');
    for (const part of text.split('&').filter(Boolean)) {
        const [key, value] = splitPart(part);
        if (key === 'v') {
            if (value !== String(schema.version)) {
                problems.push(`The address is of version "${value}", this page reads version ${schema.version}.`);
            }
            continue;
        }
        const field = schema.fields.find(({name}) => name === key);
        const read = field ? readValue(field, value) : {problem: 'there is no such setting'};
        if ('problem' in read) problems.push(`"${key}=${value}": ${read.problem}.`);
        else config[key] = read.value;
    }
    return {config, problems};
}

/** @param {string} part @returns {[string, string]} */
function splitPart(part) {
    const at = part.indexOf('=');
    return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
}

/** @param {string} text */
function decode(text) {
    try {
        return decodeURIComponent(text);
    } catch {
        return text; // a stray %: shown as it is, and refused later
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
