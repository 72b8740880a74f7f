// By what runs differ, in a line: which settings, and who has which value. Pure.

import {applies, same, valueInWords} from '../settings/store.js';

/** @typedef {import('../protocol/messages.js').Field} Field */
/** @typedef {{letter: string, config: import('../protocol/messages.js').Config}} Lettered an empty letter: this run */

const MOST = 4;

/**
 * @param {import('../protocol/messages.js').Schema} schema
 * @param {Lettered[]} runs
 */
export function differencesInWords(schema, runs) {
    if (runs.length < 2) return '';
    const differing = schema.fields.map((field) => ({field, groups: groupsOf(field, runs)})).filter(({groups}) => groups.length > 1);
    if (differing.length === 0) return 'Their settings are the same.';
    const words = differing.slice(0, MOST).map(({field, groups}) =>
        `${field.label}: ${groups.map(({value, letters}) => `${value} ${whoInWords(letters)}`).join(', ')}`);
    const rest = differing.length - MOST;
    return `${words.join('; ')}${rest > 0 ? `; and ${rest} more ${rest === 1 ? 'setting' : 'settings'}` : ''}.`;
}

/** Who has which value; a setting that means nothing to some of them goes without saying. @param {Field} field @param {Lettered[]} runs */
function groupsOf(field, runs) {
    const having = runs.filter(({config}) => applies(field, config));
    /** @type {{raw: any, value: string, letters: string[]}[]} */
    const groups = [];
    if (having.length < 2) return groups;
    for (const {letter, config} of having) {
        const raw = config[field.name];
        const group = groups.find((one) => same(one.raw, raw));
        if (group) group.letters.push(letter);
        else groups.push({raw, value: raw === undefined ? 'unknown' : valueInWords(field, raw), letters: [letter]});
    }
    return groups;
}

/** "now and in A", "in A, B and C". @param {string[]} letters */
function whoInWords(letters) {
    const others = letters.filter((letter) => letter !== '');
    const list = others.length > 1 ? `${others.slice(0, -1).join(', ')} and ${others.at(-1)}` : others.join('');
    return [...letters.includes('') ? ['now'] : [], ...list ? [`in ${list}`] : []].join(' and ');
}
