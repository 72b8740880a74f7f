// Trains for a long time on the page that HOURGLASS_URL names, and samples memory, storage and drawing time.
// Usage: node bench/soak.mjs --device cpu|webgpu [--minutes 60] [--every SECONDS] [--record]. Definitions: docs/reliability.md.

import {readFileSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseArgs} from 'node:util';
import {launch, URL_OF_PAGE} from '../tests/e2e/lib.mjs';
import {anonymousMb} from './processes.mjs';
import {recordJson, replaceRecord} from './report.mjs';
import {growth, soakTable} from './soak-report.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const FIRST_STEP_MS = 600_000; // a software GPU compiles every shader first
const FRAME_SAMPLE_MS = 10_000;

/** Steps of the run. @param {import('playwright-core').Page} page */
const stepOf = async (page) => Number((await page.innerText('#status-step')).replaceAll(/\D/g, ''));

/** CPU time of the page's main thread so far, in ms. @param {import('playwright-core').CDPSession} session */
async function mainThreadMs(session) {
    const {metrics} = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({name}) => name === 'TaskDuration').value;
}

/** Frames that the page draws in some time. @param {import('playwright-core').Page} page @param {number} ms */
const framesIn = (page, ms) => page.evaluate((length) => new Promise((done) => {
    let count = 0;
    const begun = performance.now();
    const tick = () => {
        count += 1;
        if (performance.now() - begun < length) requestAnimationFrame(tick);
        else done(count);
    };
    requestAnimationFrame(tick);
}), ms);

/** CPU time of the page's main thread for one animation frame, in ms. @param {import('playwright-core').Page} page @param {import('playwright-core').CDPSession} session */
async function frameMs(page, session) {
    const before = await mainThreadMs(session);
    const frames = await framesIn(page, FRAME_SAMPLE_MS);
    return (await mainThreadMs(session) - before) / frames;
}

/** Bytes of the memory of the module that trains. @param {import('playwright-core').Page} page @param {string} device */
function moduleBytes(page, device) {
    const worker = page.workers().findLast((one) => one.url().endsWith('training-worker.js'));
    return worker.evaluate(async (name) => {
        const {default: load} = await import(new URL(`../../pkg/${name}/hourglass.js`, self.location.href).href);
        return (await load()).memory.buffer.byteLength;
    }, device === 'cpu' ? 'cpu' : 'full');
}

/** @param {import('playwright-core').Page} page @param {{session: import('playwright-core').CDPSession, begun: number, device: string}} of */
async function sample(page, {session, begun, device}) {
    await session.send('HeapProfiler.collectGarbage');
    const {usedSize} = await session.send('Runtime.getHeapUsage');
    const storage = await page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
    return {
        seconds: Math.round((Date.now() - begun) / 1000),
        step: await stepOf(page),
        pageMb: usedSize / 1e6,
        moduleMb: (await moduleBytes(page, device)) / 1e6,
        processesMb: anonymousMb(),
        storageMb: storage / 1e6,
        frameMs: await frameMs(page, session),
    };
}

/** @param {import('playwright-core').Browser} browser @param {{device: string, minutes: number, every: number}} options */
async function soak(browser, {device, minutes, every}) {
    const page = await (await browser.newContext({viewport: {width: 1440, height: 900}})).newPage();
    /** @type {string[]} */
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    await page.goto(`${URL_OF_PAGE}#v=2&device=${device}`);
    await page.waitForSelector('#toggle[data-does=start]:enabled', {timeout: FIRST_STEP_MS});
    await page.click('#toggle');
    if (device === 'webgpu') await page.waitForSelector('#status-device:text-matches("swiftshader|webgpu", "i")', {timeout: FIRST_STEP_MS});
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
    const begun = Date.now();
    const samples = [];
    while (Date.now() - begun < minutes * 60_000) {
        await page.waitForTimeout(every * 1000);
        samples.push(await sample(page, {session, begun, device}));
        console.log(JSON.stringify(samples.at(-1)));
    }
    const state = await page.getAttribute('#status-state', 'data-state');
    const banners = await page.locator('.banner').allInnerTexts();
    return {device, samples, state, banners, errors};
}

async function main() {
    const {values} = parseArgs({options: {
        device: {type: 'string', default: 'cpu'}, minutes: {type: 'string', default: '60'}, every: {type: 'string', default: '60'},
        record: {type: 'boolean', default: false},
    }});
    const options = {device: values.device, minutes: Number(values.minutes), every: Number(values.every)};
    if (!['cpu', 'webgpu'].includes(options.device)) throw new Error(`--device is "${options.device}": cpu or webgpu`);
    if (!(options.minutes > 0 && options.every >= 0)) throw new Error('--minutes and --every are numbers above 0');
    const browser = await launch();
    const found = await soak(browser, options).finally(() => browser.close());
    console.log(JSON.stringify({...found, samples: found.samples.length}));
    console.log(growth(found.samples));
    if (!values.record) return;
    const file = join(ROOT, `docs/soak.json`);
    let results = [];
    try {
        ({results} = JSON.parse(readFileSync(file, 'utf8')));
    } catch {
        // the first device
    }
    results = [...results.filter(({device}) => device !== found.device), {...found, minutes: options.minutes}].sort((a, b) => a.device.localeCompare(b.device));
    const where = {
        date: new Date().toISOString().slice(0, 10), browser: `headless Chromium ${browser.version()}`,
        machine: {cores: cpus().length, model: cpus()[0]?.model ?? 'unknown'},
    };
    writeFileSync(file, recordJson({...where, results}));
    const document = join(ROOT, 'docs/reliability.md');
    writeFileSync(document, replaceRecord(readFileSync(document, 'utf8'), soakTable(results), 'soak'));
}

await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
});
