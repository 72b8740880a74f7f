// By what the data of two runs differ: their name, how their files were read, or their contents. Pure.

/** @typedef {Pick<import('./run-record.js').RunRecord, 'dataset' | 'config'>} OnData */

const MOST = 3;

/** Options of reading by name, those of columns too. @param {import('../protocol/messages.js').Config} config @returns {Record<string, string>} */
function optionsOf({reading = {}}) {
    const {columns = {}, ...others} = reading;
    const inWords = (/** @type {any} */ value) => Array.isArray(value) ? value.join(' and ') : String(value);
    return Object.fromEntries([
        ...Object.entries(others).map(([name, value]) => [name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`), inWords(value)]),
        ...Object.entries(columns).map(([name, kind]) => [`column ${name}`, inWords(kind)]),
    ]);
}

/** Options of reading that differ: "label column none, not 3"; those of both runs first, from which the others may follow. @param {OnData} run @param {OnData} other */
function readingInWords(run, other) {
    const [own, others] = [optionsOf(run.config), optionsOf(other.config)];
    const different = [...new Set([...Object.keys(own), ...Object.keys(others)])].filter((name) => own[name] !== others[name]);
    const isOfBoth = (/** @type {string} */ name) => name in own && name in others;
    const names = [...different.filter(isOfBoth), ...different.filter((name) => !isOfBoth(name))];
    const words = names.slice(0, MOST).map((name) => `${name} ${own[name] ?? 'automatic'}, not ${others[name] ?? 'automatic'}`);
    return words.join('; ') + (names.length > MOST ? `; and ${names.length - MOST} more` : '');
}

/** By what the data of a run differ from those of another; empty where they are the same. @param {OnData} run @param {OnData} other */
export function dataDifference(run, other) {
    if (run.dataset.key === other.dataset.key) return '';
    if (run.dataset.name !== other.dataset.name) return `other data: ${run.dataset.name}`;
    if (run.config.dataset !== 'file' || other.config.dataset !== 'file') return 'other examples of the same data';
    const reading = readingInWords(run, other);
    return reading ? `its data were read in another way: ${reading}` : `other contents in ${run.dataset.name}`;
}
