// Injects faults again and again into the page that HOURGLASS_URL names, each after a random time of training. Measures what they
// cost. The faults are those of the end-to-end tests: tests/e2e/faults/.
// Usage: node bench/trials.mjs [--row NAME]... [--trials N] [--at-once N] [--record].
// `--record` adds the trials to docs/reliability.json and to the table of docs/reliability.md: remove a row there to begin it again.
// HOURGLASS_SOON_S lengthens the patience of a trial on a busy machine.

import {readFileSync, writeFileSync} from 'node:fs';
import {cpus, loadavg} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {launch} from '../tests/e2e/lib.mjs';
import {FAULTS} from '../tests/e2e/faults/index.mjs';
import {tryFault} from '../tests/e2e/faults/fault.mjs';
import {recordJson, replaceRecord} from './report.mjs';
import {addTrials, rowOf, trialsTable} from './trials-report.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const PAGE = join(ROOT, 'docs/reliability.md');
const RECORD = join(ROOT, 'docs/reliability.json');

/** @typedef {import('../tests/e2e/faults/fault.mjs').Fault} Fault */

function readOptions() {
    const {values} = parseArgs({options: {
        row: {type: 'string', multiple: true}, trials: {type: 'string', default: '20'}, 'at-once': {type: 'string', default: '1'},
        record: {type: 'boolean', default: false},
    }});
    const names = FAULTS.map(({name}) => name);
    for (const name of values.row ?? []) if (!names.includes(name)) throw new Error(`--row: no fault is named "${name}": choose of ${names.join(', ')}`);
    const [trials, atOnce] = [values.trials, values['at-once']].map(Number);
    if (!(trials >= 1 && atOnce >= 1)) throw new Error(`--trials and --at-once take numbers from 1 on, not "${values.trials}" and "${values['at-once']}"`);
    return {faults: FAULTS.filter(({name}) => values.row?.includes(name) ?? true), trials, atOnce, record: values.record};
}

/** Message of an error, and where in the tests it was thrown. @param {Error} error */
function reasonOf({message, stack = ''}) {
    const places = [...stack.matchAll(/tests\/e2e\/\S+\.mjs:\d+/g)].map(([place]) => place);
    return `${message.slice(0, 400)} (${places.slice(0, 4).join(', ')})`;
}

/** @param {Fault} fault @param {{trials: number, atOnce: number}} options */
async function measure(fault, {trials, atOnce}) {
    /** @type {Parameters<typeof rowOf>[1]} */
    const outcomes = [];
    const browser = await launch();
    let begun = 0;
    async function takeTurns() {
        while (begun < trials) {
            const number = begun += 1;
            const outcome = await tryFault(fault, browser, Math.random()).then((trial) => ({trial}), (error) => ({failure: reasonOf(error)}));
            outcomes.push(outcome);
            console.error(`${fault.name}, ${number} of ${trials}: ${JSON.stringify(outcome)}`);
        }
    }
    try {
        await Promise.all(Array.from({length: atOnce}, takeTurns));
        return {row: rowOf({fault: fault.name, injected: fault.injected, device: fault.device}, outcomes), version: browser.version()};
    } finally {
        await browser.close();
    }
}

/** @param {import('./trials-report.mjs').Row} row @param {string} version of the browser */
function record(row, version) {
    const {results} = JSON.parse(readFileSync(RECORD, 'utf8'));
    const rows = addTrials(results, row, FAULTS.map(({name}) => name));
    const where = {
        date: new Date().toISOString().slice(0, 10), browser: `headless Chromium ${version}`, adapter: 'SwiftShader',
        machine: {cores: cpus().length, model: cpus()[0]?.model ?? 'unknown'},
    };
    writeFileSync(RECORD, recordJson({...where, results: rows}));
    writeFileSync(PAGE, replaceRecord(readFileSync(PAGE, 'utf8'), trialsTable(rows), 'trials'));
}

async function main() {
    const {faults, ...options} = readOptions();
    for (const fault of faults) {
        const {row, version} = await measure(fault, options);
        console.log(JSON.stringify({...row, load: loadavg().map(Math.round)}));
        if (options.record) record(row, version);
    }
}

await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
});
