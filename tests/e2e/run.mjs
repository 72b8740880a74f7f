// Runs end-to-end tests: node tests/e2e/run.mjs [--name PATTERN] FILE... All files share the browsers that it starts. Tests that
// measure time have the machine to themselves; of the others two files run side by side, since a page mostly waits. A few tests
// that fail among others run once more alone. One that passes then is reported as unstable.

import {spawn} from 'node:child_process';
import {mkdtemp, readFile, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {parseArgs} from 'node:util';
import {startServer} from './lib.mjs';

const MOST_REPEATED = 4; // failures; with more the page is broken
const MEASURING = ['bench.test.mjs', 'page.test.mjs'];

const {values: {name}, positionals: files} = parseArgs({options: {name: {type: 'string'}}, allowPositionals: true});
if (files.length === 0) throw new Error('usage: node tests/e2e/run.mjs [--name PATTERN] FILE...');

const servers = await Promise.all([startServer(), startServer({webgpu: false})]);
const [software, none] = servers.map((server) => server.wsEndpoint());
process.env.HOURGLASS_BROWSERS = JSON.stringify({software, none});

const results = join(await mkdtemp(join(tmpdir(), 'hourglass-e2e-')), 'results.tap');

/** @param {string[]} some files @param {{concurrency: number, patterns: string[]}} options @returns {Promise<boolean>} whether all passed */
function runFiles(some, {concurrency, patterns}) {
    if (some.length === 0) return Promise.resolve(true);
    const options = [
        '--test', `--test-concurrency=${concurrency}`, '--test-reporter=spec', '--test-reporter-destination=stdout',
        '--test-reporter=tap', `--test-reporter-destination=${results}`,
        ...patterns.map((pattern) => `--test-name-pattern=${pattern}`),
    ];
    const child = spawn(process.execPath, [...options, ...some], {stdio: 'inherit'});
    return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code) => resolve(code === 0));
    });
}

/** Failed tests of the last run. @returns {Promise<{name: string, file: string}[]>} */
async function failures() {
    const found = (await readFile(results, 'utf8')).matchAll(/^ *not ok \d+ - (.*)\n(?: .*\n)*? *location: '(.*):\d+:\d+'$/gm);
    return [...found].map(([, failed, file]) => ({name: failed.replaceAll('\\#', '#'), file}));
}

/** A pattern for one name. @param {string} text */
const exactly = (text) => `^${text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')}$`;

/** Runs files, and a few failed tests once more, one after the other. @param {string[]} some files @param {number} concurrency */
async function runAndRepeat(some, concurrency) {
    if (await runFiles(some, {concurrency, patterns: name === undefined ? [] : [name]})) return true;
    const failed = await failures();
    if (failed.length === 0 || failed.length > MOST_REPEATED) return false;
    console.log(`\n== once more, alone: ${failed.map((each) => each.name).join('; ')} ==`);
    const passed = await runFiles([...new Set(failed.map(({file}) => file))], {concurrency: 1, patterns: failed.map((each) => exactly(each.name))});
    if (passed) for (const {name: unstable} of failed) console.log(`UNSTABLE: failed among others and passed alone: ${unstable}`);
    return passed;
}

const measures = (/** @type {string} */ file) => MEASURING.includes(basename(file));
try {
    const passed = await runAndRepeat(files.filter((file) => !measures(file)), 2) && await runAndRepeat(files.filter(measures), 1);
    process.exitCode = passed ? 0 : 1;
} finally {
    await Promise.all(servers.map((server) => server.close()));
    await rm(join(results, '..'), {recursive: true, force: true});
}
