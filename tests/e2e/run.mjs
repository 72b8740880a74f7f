// Runs end-to-end tests: node tests/e2e/run.mjs [--name PATTERN] FILE... All files share the browsers that it starts. Tests that
// measure time have the machine to themselves; of the others two files run side by side, since a page mostly waits.

import {spawn} from 'node:child_process';
import {basename} from 'node:path';
import {parseArgs} from 'node:util';
import {startServer} from './lib.mjs';

const MEASURING = ['bench.test.mjs', 'page.test.mjs'];

const {values: {name}, positionals: files} = parseArgs({options: {name: {type: 'string'}}, allowPositionals: true});
if (files.length === 0) throw new Error('usage: node tests/e2e/run.mjs [--name PATTERN] FILE...');

const servers = await Promise.all([startServer(), startServer({webgpu: false})]);
const [software, none] = servers.map((server) => server.wsEndpoint());
process.env.HOURGLASS_BROWSERS = JSON.stringify({software, none});

/** @param {string[]} some files @param {number} concurrency @returns {Promise<boolean>} whether all passed */
function runFiles(some, concurrency) {
    if (some.length === 0) return Promise.resolve(true);
    const options = ['--test', `--test-concurrency=${concurrency}`, '--test-reporter=spec'];
    const pattern = name === undefined ? [] : [`--test-name-pattern=${name}`];
    const child = spawn(process.execPath, [...options, ...pattern, ...some], {stdio: 'inherit'});
    return new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('exit', (code) => resolve(code === 0));
    });
}

const measures = (/** @type {string} */ file) => MEASURING.includes(basename(file));
try {
    const passed = await runFiles(files.filter((file) => !measures(file)), 2) && await runFiles(files.filter(measures), 1);
    process.exitCode = passed ? 0 : 1;
} finally {
    await Promise.all(servers.map((server) => server.close()));
}
