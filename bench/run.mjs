// Measures a training step in headless Chromium, on the benchmark's module in a worker (`cargo xtask bench`).
// Every run has a fresh browser, page and profile. Workloads and devices take turns in each round, so
// that a drift of the machine affects all of them. Definitions of the columns: docs/performance.md.

import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {launch} from '../tests/e2e/lib.mjs';
import {measure} from './measure.mjs';
import {readOptions} from './options.mjs';
import {descendantsCpuMs} from './processes.mjs';
import {recordJson, replaceRecord, setting, summarise, table} from './report.mjs';
import {serve} from './server.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const ROUNDS = 3;
const WINDOWS = 2;
/** A command that takes longer, in ms, never ends: the slowest is a first step on a software adapter. */
const COMMAND_LIMIT = 300_000;
/** Quality 11 would take a minute on this module. */
const BROTLI_QUALITY = 9;

const {workloads: known, data, adam, readEvery} = JSON.parse(readFileSync(join(ROOT, 'bench/workloads.json'), 'utf8'));

/** The JavaScript of a package has the name of its wasm; one of plain JavaScript has just that. */
function describePackage(folder) {
    const files = readdirSync(folder);
    const wasm = files.find((file) => file.endsWith('_bg.wasm'));
    const script = wasm ? wasm.replace('_bg.wasm', '.js') : files.find((file) => file.endsWith('.js'));
    if (!script) throw new Error(`${folder} has no package: neither *_bg.wasm nor *.js is in it`);
    const bytes = wasm ? readFileSync(join(folder, wasm)) : Buffer.alloc(0);
    const params = {[constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length};
    const sizes = wasm
        ? {
            wasm_raw: bytes.length,
            wasm_gzip: gzipSync(bytes, {level: 9}).length,
            wasm_brotli: brotliCompressSync(bytes, {params}).length,
        }
        : {wasm_raw: null, wasm_gzip: null, wasm_brotli: null};
    return {script, sizes};
}

/** Hands an empty page to `body`, and fails when its console shows an error meanwhile. */
async function inFreshBrowser({url, adapter}, body) {
    const browser = await launch({adapter});
    try {
        const page = await browser.newPage();
        const problems = [];
        page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()); });
        page.on('pageerror', (error) => problems.push(error.message));
        await page.goto(`${url}/bench/page.html`);
        await page.waitForFunction('globalThis.command');
        const value = await body(page).catch((error) => {
            throw new Error([firstLine(error.message), ...problems].join('; '));
        });
        if (problems.length > 0) throw new Error(`the console shows ${problems.join('; ')}`);
        return {value, version: browser.version()};
    } finally {
        await browser.close();
    }
}

/** Without the stack, and without what Playwright puts before it. */
const firstLine = (message) => message.split('\n')[0].replace(/^page\.evaluate: (Error: )?/, '');

/** The functions that `measure` calls in a page. @param {import('playwright-core').Page} page */
async function labOf(page) {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    return {
        command: (name, ...given) => Promise.race([
            page.evaluate(([what, words]) => globalThis.command(what, ...words), [name, given]),
            sleep(COMMAND_LIMIT, null, {ref: false}).then(() => {
                throw new Error(`the command ${name} took longer than ${COMMAND_LIMIT / 1000} s`);
            }),
        ]),
        cpuMs: descendantsCpuMs,
        mainMs: async () => {
            const {metrics} = await session.send('Performance.getMetrics');
            return metrics.find(({name}) => name === 'TaskDuration').value * 1000;
        },
    };
}

/** All rounds. @returns {Promise<Map<string, any[]>>} by `workload device` */
async function rounds(options, place, address) {
    const pairs = options.workloads.flatMap((workload) => options.devices.map((device) => [workload, device]));
    const found = new Map(pairs.map((pair) => [pair.join(' '), []]));
    for (let round = 1; round <= ROUNDS; round++) {
        for (const [workload, device] of pairs) {
            const plan = {
                address, device, readEvery, windows: WINDOWS,
                model: {workload: {id: workload, ...known[workload]}, adam, data},
                windowMs: options.seconds * 1000 / (ROUNDS * WINDOWS),
                memorySteps: options.memorySteps,
                memoryMs: round === ROUNDS ? options.memorySeconds * 1000 : 0,
            };
            const result = await inFreshBrowser(place, async (page) => measure(await labOf(page), plan))
                .then(({value}) => value, (error) => ({error: error.message}));
            const words = result.error ? `failed: ${result.error}` : `${result.ms.map((ms) => ms.toPrecision(3)).join(', ')} ms a step`;
            console.error(`round ${round} of ${ROUNDS}, ${workload} on ${device}: ${words}`);
            found.get(`${workload} ${device}`).push(result);
        }
    }
    return found;
}

async function main() {
    const options = readOptions(process.argv.slice(2), Object.keys(known));
    const {script, sizes} = describePackage(options.pkg);
    const server = await serve({root: ROOT, pkg: resolve(options.pkg)});
    try {
        const place = {url: server.url, adapter: options.adapter};
        const {value: adapter, version} = await inFreshBrowser(place, (page) => page.evaluate(() => globalThis.adapter()));
        if (options.adapter === 'hardware' && (!adapter.found || adapter.software)) {
            throw new Error(`--gpu finds no graphics card: the browser offers ${adapter.found ? adapter.name : `nothing, because ${adapter.why}`}`);
        }
        const found = await rounds(options, place, `${server.url}/pkg/${script}`);
        const results = [...found].map(([pair, runs]) => summarise(...pair.split(' '), runs, sizes));
        const machine = {cores: cpus().length, model: cpus()[0]?.model ?? 'unknown'};
        const where = {date: new Date().toISOString().slice(0, 10), browser: `headless Chromium ${version}`, machine, adapter, sizes};
        for (const row of results) console.log(JSON.stringify(row));
        const text = `${setting(where)}\n\n${table(results)}`;
        console.log(`\n${text}`);
        const failures = results.filter(({error}) => error).length;
        if (failures > 0) throw new Error(`${failures} of ${results.length} failed${options.record ? ', so nothing is recorded' : ''}`);
        if (options.record) record({...where, seconds: options.seconds, results}, text);
    } finally {
        server.close();
    }
}

function record(all, text) {
    const page = join(ROOT, 'docs/performance.md');
    writeFileSync(page, replaceRecord(readFileSync(page, 'utf8'), text));
    writeFileSync(join(ROOT, 'docs/performance.json'), recordJson(all));
    console.log('\nrecorded in docs/performance.json and docs/performance.md');
}

await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
});
