// Measures the cost of exploring on the page that HOURGLASS_URL names (`cargo xtask bench --exploring`). One run takes turns
// between all views and none, for each tool: the share of the training's speed that is left. Then the delay from a pointer
// event over the latent space to its image. Definitions: docs/performance.md.

import {readFileSync, writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch, withPage} from '../tests/e2e/lib.mjs';
import {readExploring} from './options.mjs';
import {pointAround} from './pointing.mjs';
import {threadsCpuMs} from './processes.mjs';
import {recordJson, replaceRecord} from './report.mjs';
import {exploringTables, pointerRow, rateOf, ratioRows} from './stretches.mjs';
import {lookAway, makeHideable, openViews, prepare, toggleSelection, TOOLS, watch} from './watching.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MODELS = {
    default: {title: 'digits 64-64-32-2, batch 64 (the default)', hash: ''},
    strokes: {title: 'strokes 784-128-64-2, batch 128', hash: '&dataset=strokes&hidden=128,64&batchSize=128'},
};
/** Time after a change of visible views that belongs to no stretch. */
const SETTLE_MS = 1000;
const COMPARED_MS = 300_000;
/** Chromium's name for the thread of a worker. */
const WORKER = 'DedicatedWorker';

/** @param {import('../tests/e2e/lib.mjs').Lab} lab @param {string} name of what is open @param {number} ms */
async function stretch({page}, name, ms) {
    await page.waitForTimeout(SETTLE_MS);
    const from = await page.evaluate(() => performance.now());
    const before = threadsCpuMs(WORKER);
    await page.waitForTimeout(ms);
    const after = threadsCpuMs(WORKER);
    const marks = await page.evaluate((begun) => {
        const {events} = window.__recorded;
        const found = events.filter(({type, at}) => type === 'progress' && at >= begun).map(({at, step}) => ({at, step}));
        // what was written down so far would fill the memory
        events.splice(0, events.length, ...events.filter(({type}) => type !== 'progress' && type !== 'snapshot'));
        return found;
    }, from);
    const rate = rateOf(marks);
    // the worker's time of the whole stretch, with the steps that this speed makes in it
    const own = before === null || after === null ? null : (after - before) / ms;
    return {name, rate, ownRate: own === null ? null : rate / own};
}

/** A run that trains with all views open, and its principal components found. */
async function begin(lab) {
    await lab.built();
    await lab.start();
    await lab.step(200, COMPARED_MS);
    await lab.until('principal components', ({pca}) => pca.some(({type}) => type === 'compared'), null, COMPARED_MS);
    await openViews(lab);
}

/** Turns between nothing and all, with each of the tools. @returns {Promise<import('./stretches.mjs').Stretch[]>} */
async function takeTurns(lab, tools, {rounds, seconds}) {
    for (const name of tools) await prepare(lab, name);
    await lookAway(lab, 'Draw');
    const stretches = [await stretch(lab, '', 1000 * seconds)];
    for (let round = 1; round <= rounds; round++) {
        for (const name of tools) {
            await watch(lab, name);
            stretches.push(await stretch(lab, name, 1000 * seconds));
            await lookAway(lab, name);
            stretches.push(await stretch(lab, '', 1000 * seconds));
            const [before, open, after] = stretches.slice(-3).map(({rate}) => rate.toPrecision(3));
            console.error(`round ${round} of ${rounds}, ${name}: ${open} steps/s with all open, ${before} and ${after} with nothing`);
        }
    }
    return stretches;
}

/** @param {import('playwright-core').Browser} browser @param {string} model */
async function measure(browser, model, options) {
    const {title, hash} = MODELS[model];
    const ratios = [];
    let pointer = null;
    const more = new Set(options.tools.map((name) => TOOLS[name].hash ?? ''));
    for (const own of options.rounds > 0 ? more : []) {
        const tools = options.tools.filter((name) => (TOOLS[name].hash ?? '') === own);
        await onPage(browser, hash + own, async (lab) => {
            ratios.push(...ratioRows(title, await takeTurns(lab, tools, options)));
        });
    }
    if (options.moves > 0) {
        await onPage(browser, hash, async (lab) => {
            await toggleSelection(lab);
            pointer = pointerRow(title, await pointAround(lab, options.moves));
        });
    }
    return {ratios, pointer};
}

/** @param {string} hash of the settings */
function onPage(browser, hash, body) {
    const before = (page) => page.addInitScript(makeHideable);
    return withPage(browser, {hash: `#v=2&device=cpu${hash}`, before}, async (lab) => {
        await begin(lab);
        await body(lab);
    });
}

async function main() {
    const options = readExploring(process.argv.slice(2), {models: Object.keys(MODELS), tools: Object.keys(TOOLS)});
    const browser = await launch({webgpu: false});
    const found = {ratios: [], pointers: []};
    try {
        for (const model of options.models) {
            const {ratios, pointer} = await measure(browser, model, options);
            found.ratios.push(...ratios);
            if (pointer) found.pointers.push(pointer);
        }
    } finally {
        await browser.close();
    }
    const where = {
        date: new Date().toISOString().slice(0, 10), browser: `headless Chromium ${browser.version()}`,
        machine: {cores: cpus().length, model: cpus()[0]?.model ?? 'unknown'}, seconds: options.seconds,
    };
    const results = [...found.ratios, ...found.pointers];
    for (const row of results) console.log(JSON.stringify(row));
    const text = `${where.date}, ${where.machine.cores} cores (${where.machine.model}), ${where.browser}, on the CPU.\n\n${exploringTables(found)}`;
    console.log(`\n${text}`);
    if (!options.record) return;
    const page = join(ROOT, 'docs/performance.md');
    writeFileSync(page, replaceRecord(readFileSync(page, 'utf8'), text, 'exploring'));
    writeFileSync(join(ROOT, 'docs/exploring.json'), recordJson({...where, results}));
    console.log('\nrecorded in docs/exploring.json and docs/performance.md');
}

await main().catch((error) => {
    console.error(`error: ${error.message}`);
    process.exitCode = 1;
});
