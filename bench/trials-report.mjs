// From trials of faults to the table of docs/reliability.md. Pure.

/**
 * Trials of one fault: lists have one entry for each that succeeded.
 * @typedef {object} Row
 * @property {string} fault
 * @property {string} injected
 * @property {'cpu' | 'webgpu'} device
 * @property {number} trials
 * @property {number[]} steps lost
 * @property {number[]} seconds of training lost
 * @property {number[]} back seconds until it trains again
 * @property {string[]} words shown, each once
 * @property {number} [declined] attempts that were no trials: the browser declined what the fault needs
 * @property {number} dead trials that ended in a state without a way on, or with a missing promise
 * @property {number} errors trials with errors on the console
 * @property {string[]} failures reasons of both
 */

/** Most seconds of training that a fault may cost. */
export const BAR_S = 30;

/** Words without their numbers. @param {string} text */
export const withoutNumbers = (text) => text.replaceAll(/\d\d:\d\d/g, 'hh:mm').replaceAll(/\bstep \d[\d,]*/g, 'step N');

/** @param {number} value */
const rounded = (value) => Number(value.toFixed(value < 10 ? 1 : 0));

/** Least to most of some numbers. @param {number[]} values */
function range(values) {
    if (values.length === 0) return '–';
    const [least, most] = [rounded(Math.min(...values)), rounded(Math.max(...values))];
    return least === most ? `${least}` : `${least} to ${most}`;
}

/** Reason why a row misses its bars; empty where it meets them. @param {Row} row */
export function shortfall({seconds, dead, errors}) {
    const parts = [];
    if (dead > 0) parts.push(`${dead} failed`);
    if (errors > 0) parts.push(`${errors} with errors`);
    const over = seconds.filter((value) => value > BAR_S).length;
    if (over > 0) parts.push(`${over} over ${BAR_S} s`);
    return parts.join(', ');
}

/**
 * @param {Pick<Row, 'fault' | 'injected' | 'device'>} about
 * @param {({trial: import('../tests/e2e/faults/fault.mjs').Trial} | {failure: string})[]} outcomes
 * @returns {Row}
 */
export function rowOf({fault, injected, device}, outcomes) {
    const trials = outcomes.flatMap((outcome) => 'trial' in outcome ? [outcome.trial] : []);
    const failures = outcomes.flatMap((outcome) => 'failure' in outcome ? [outcome.failure] : []);
    const errors = failures.filter((text) => text.includes('the console shows errors')).length;
    return {
        fault, injected, device, trials: outcomes.length,
        steps: trials.map(({step, from}) => step - from),
        seconds: trials.map(({lost}) => Number(lost.toFixed(2))),
        back: trials.map(({back}) => Number(back.toFixed(2))),
        words: [...new Set(trials.map(({words}) => withoutNumbers(words)))].filter((words) => words !== ''),
        declined: trials.reduce((sum, {declined = 0}) => sum + declined, 0),
        dead: failures.length - errors, errors, failures,
    };
}

/** The table in Markdown. @param {Row[]} rows */
export function trialsTable(rows) {
    const titles = ['fault', 'caused by', 'device', 'trials', 'steps lost', 'training lost, s', 'back after, s', 'words shown', 'fell short'];
    const lines = rows.map((row) => [
        row.fault, row.injected, row.device === 'cpu' ? 'CPU' : 'WebGPU',
        row.declined ? `${row.trials}, ${row.declined} more declined by the browser` : row.trials, range(row.steps), range(row.seconds), range(row.back),
        row.words.length > 0 ? row.words.map((words) => `"${words}"`).join(' or ') : 'none needed', shortfall(row) || 'no',
    ].join(' | '));
    return [titles.join(' | '), titles.map(() => '---').join(' | '), ...lines].map((line) => `| ${line} |`).join('\n');
}

/** Trials of one fault, taken together. @param {Row} before @param {Row} fresh @returns {Row} */
const joined = (before, fresh) => ({
    ...fresh, trials: before.trials + fresh.trials, dead: before.dead + fresh.dead, errors: before.errors + fresh.errors,
    declined: (before.declined ?? 0) + (fresh.declined ?? 0),
    steps: [...before.steps, ...fresh.steps], seconds: [...before.seconds, ...fresh.seconds], back: [...before.back, ...fresh.back],
    words: [...new Set([...before.words, ...fresh.words])], failures: [...before.failures, ...fresh.failures],
});

/** Results with fresh trials of one fault, in the order of the faults. @param {Row[]} before @param {Row} fresh @param {string[]} order */
export function addTrials(before, fresh, order) {
    const known = before.find(({fault}) => fault === fresh.fault);
    const rows = [...before.filter((row) => row !== known), known ? joined(known, fresh) : fresh];
    return rows.filter(({fault}) => order.includes(fault)).sort((a, b) => order.indexOf(a.fault) - order.indexOf(b.fault));
}
