// Store of the settings: the config as the schema describes it, and differences between configs. Knows no controls,
// no worker and no URL. Main thread.

import {isSequence} from './preset-data.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Field} Field */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {{field: Field, from: any, to: any}} Change */

/** @param {Schema} schema @returns {Config} */
export function defaultsOf(schema) {
    return Object.fromEntries(schema.fields.map((field) => [field.name, structuredClone(field.default)]));
}

/** @param {any} a @param {any} b */
export function same(a, b) {
    if (!Array.isArray(a) || !Array.isArray(b)) return Object.is(a, b);
    return a.length === b.length && a.every((entry, i) => Object.is(entry, b[i]));
}

/**
 * True if a field has an effect in a config: momentum has none unless the optimizer uses it.
 * @param {Field} field
 * @param {Config} config
 */
export function applies(field, config) {
    return (field.when ?? []).every((when) => 'is' in when ? when.is.includes(config[when.field]) : config[when.field] > when.above);
}

/** True if the codes of a run have a prior. @param {{config: Config} | null} run */
export const hasPrior = (run) => run?.config.bottleneck === 'variational';

/** Settings that a choice needs. @param {Schema} schema @param {string} name @param {any} value @returns {Config} */
export function companionsOf({companions}, name, value) {
    return companions.find((one) => one.field === name && one.value === value)?.settings ?? {};
}

/**
 * Fields in which two configs differ, of those that apply in the second.
 * @param {Schema} schema
 * @param {Config} before
 * @param {Config} after
 * @returns {Change[]}
 */
export function changesBetween(schema, before, after) {
    return schema.fields
        .filter((field) => applies(field, after) && !same(before[field.name], after[field.name]))
        .map((field) => ({field, from: before[field.name], to: after[field.name]}));
}

/**
 * Changes that turn the running config into the next: some take effect live, the rest needs a restart.
 * @param {Schema} schema
 * @param {Config} running
 * @param {Config} next
 */
export function planChange(schema, running, next) {
    const changes = changesBetween(schema, running, next);
    return {
        live: changes.filter(({field}) => field.live),
        restart: changes.filter(({field}) => !field.live),
    };
}

/** A change in words: "Latent dimensions 2 → 8". @param {Change} change */
export function changeInWords({field, from, to}) {
    return `${field.label} ${valueInWords(field, from)} → ${valueInWords(field, to)}`;
}

/** @param {Field} field @param {any} value */
export function valueInWords(field, value) {
    if (field.kind === 'choice') return field.choices?.find((choice) => choice.value === value)?.label ?? String(value);
    if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : field.kind === 'classes' ? 'all' : 'none';
    return String(value);
}

/**
 * The store. Setting a value that is already there notifies nobody.
 * @param {Schema} schema
 * @param {Config} [initial] settings that differ from the defaults
 */
export function createSettings(schema, initial = {}) {
    const defaults = defaultsOf(schema);
    /** @type {Config} */
    let values = {...defaults, ...initial};
    /** @type {Set<(values: Config) => void>} */
    const listeners = new Set();

    /** @param {Config} next */
    function replace(next) {
        if (schema.fields.every(({name}) => same(values[name], next[name]))) return;
        values = next;
        for (const listener of listeners) listener(values);
    }

    return {
        schema,
        defaults,
        /** A copy, safe to send and to keep. */
        values: () => structuredClone(values),
        /** With what goes with it. @param {string} name @param {any} value */
        set(name, value) {
            const {dataset, ...companions} = structuredClone(companionsOf(schema, name, value));
            // the person's own data stay, and so do those that the choice can use
            const stays = dataset === undefined || values.dataset === 'file' || isSequence(values.dataset);
            replace({...values, ...companions, ...stays ? {} : {dataset}, [name]: structuredClone(value)});
        },
        /** @param {Config} some of the fields */
        merge: (some) => replace({...values, ...structuredClone(some)}),
        /** Everything to its default, but for these. @param {Config} initialNext */
        restore: (initialNext) => replace({...defaults, ...structuredClone(initialNext)}),
        /** @param {string} name */
        reset: (name) => replace({...values, [name]: structuredClone(defaults[name])}),
        /** @param {string} name */
        isDefault: (name) => same(values[name], defaults[name]),
        /** @param {(values: Config) => void} listener */
        subscribe: (listener) => listeners.add(listener),
    };
}

/** @typedef {ReturnType<typeof createSettings>} Settings */
