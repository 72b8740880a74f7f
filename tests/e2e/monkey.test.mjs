// Random actions on every control, with files and addresses, while a run trains. HOURGLASS_ACTIONS and HOURGLASS_SEED set how
// many and which; docs/reliability.md has the longest run.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {idx} from './idx.mjs';
import {FIRST_GPU_STEP, openBrowser, until, withPage} from './lib.mjs';
import {act, actAll} from './monkey-actions.mjs';
import {createRandom} from './mutations.mjs';

const ACTIONS = Number(process.env.HOURGLASS_ACTIONS ?? 120);
const SEED = Number(process.env.HOURGLASS_SEED ?? 2026);
const DEVICE = process.env.HOURGLASS_DEVICE ?? 'cpu';
const AT_ONCE = 20; // actions between two looks at the page
const REMEMBERED = 60; // actions that a failure reports
const ANSWER_MS = 60_000; // a page that does not answer for so long is dead

const IMAGES = idx([120, 8, 8], (index) => index * 37 % 256);
const LABELS = idx([120], (index) => index % 3);
/** @type {[picker: string, name: string, buffer: Buffer][][]} */
const FILES = [
    [['#file-picker', 'train-images-idx3-ubyte', IMAGES], ['#file-picker', 'train-labels-idx1-ubyte', LABELS]],
    [['#file-picker', 'images.gz', gzipSync(IMAGES)]],
    [['#file-picker', 'cut', IMAGES.subarray(0, 999)]],
    [['#file-picker', 'words.txt', Buffer.from('no pictures')]],
    [['#file-picker', 'empty', Buffer.alloc(0)]],
    [['#file-picker', 'black', idx([64, 8, 8], () => 0)]],
    [['input[aria-label="A saved model"]', 'run.safetensors', readFileSync(new URL('../data/version-1/run.safetensors', import.meta.url))]],
    [['input[aria-label="A saved model"]', 'broken.safetensors', Buffer.from('{"a":1}')]],
];
const ADDRESSES = [
    '#v=2&latent=1', '#v=2&hidden=&activation=linear', '#v=2&learningRate=1', '#v=2&dataset=signals&hidden=64,32&latent=3', '#v=2&latent=9999999',
    '#v=2&learningRate=1e999', '#v=9', '#<script>', `#v=2&device=${DEVICE}`,
];

/** @template T @param {Promise<T>} answer @param {() => string} trail @returns {Promise<T>} */
function within(answer, trail) {
    let timer;
    const late = new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error(`the page did not answer for ${ANSWER_MS} ms after\n${trail()}`)), ANSWER_MS);
    });
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Files, an address or a press on Start. @param {import('playwright-core').Page} page @param {import('./mutations.mjs').Random} draw @returns {Promise<string>} */
async function actOutside(page, draw) {
    const kind = draw.number();
    if (kind < 0.15) {
        const files = draw.oneOf(FILES);
        const sent = files.map(([, name, buffer]) => ({name, mimeType: '', buffer}));
        await page.setInputFiles(files[0][0], sent);
        // a preview may stand there by then, of these files or of earlier ones
        await page.evaluate(() => /** @type {HTMLElement | null} */ (document.querySelector('.preview [data-does=use]:enabled'))?.click());
        return `file ${sent.map(({name}) => name).join(', ')}`;
    }
    if (kind < 0.3) {
        const address = draw.oneOf(ADDRESSES);
        await page.evaluate((hash) => {
            location.hash = hash;
        }, address);
        return `address ${address}`;
    }
    await page.evaluate(() => document.getElementById('toggle').click());
    return 'Start or Pause';
}

/** @param {import('playwright-core').Page} page @param {import('./mutations.mjs').Random} draw */
async function actSome(page, draw) {
    const draws = Array.from({length: AT_ONCE - 1}, () => Array.from({length: 5}, draw.number));
    return [await actOutside(page, draw), ...await page.evaluate(actAll, draws)];
}

/** Presses Start on a run of the first preset, and waits for steps. @param {import('./lib.mjs').Lab} lab */
async function assertStarts(lab) {
    const {page} = lab;
    await page.evaluate((hash) => {
        location.hash = hash;
    }, `#v=2&device=${DEVICE}`);
    await page.locator('#presets button').first().click();
    await until('Start or Pause', () => page.isEnabled('#toggle'));
    if (await page.getAttribute('#toggle', 'data-does') === 'start') await page.click('#toggle');
    const step = async () => Number((await page.innerText('#status-step')).replaceAll(/\D/g, ''));
    const before = await step();
    await until('steps after Start', async () => await step() > before);
}

test(`${ACTIONS} random actions leave no uncaught error, and Start works at the end`, {timeout: 3 * 3600_000}, async () => {
    const browser = await openBrowser();
    const draw = createRandom(SEED);
    /** @type {string[]} */
    const trail = [];
    const report = () => trail.slice(-REMEMBERED).join('\n');
    try {
        const before = (page) => page.addInitScript(`window.__act = ${act}`);
        await withPage(browser, {hash: `#v=2&device=${DEVICE}`, before}, async (lab) => {
            const {page} = lab;
            /** @type {string[]} */
            const errors = [];
            page.on('pageerror', (error) => errors.push(error.stack ?? String(error)));
            page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
            page.on('dialog', (dialog) => dialog.accept().catch(() => {}));
            page.on('download', (download) => download.delete().catch(() => {}));
            await lab.built(0, FIRST_GPU_STEP);
            for (let count = AT_ONCE; count <= ACTIONS; count += AT_ONCE) {
                trail.push(...await within(actSome(page, draw), report));
                assert.deepEqual(errors, [], `errors after ${count} actions of seed ${SEED}:\n${report()}`);
                if (count % 200 > 0) continue;
                await page.evaluate(() => window.__recorded.events.splice(0));
                if (ACTIONS > 1000) console.log(`${count} actions, step ${await page.innerText('#status-step')}, ${await page.innerText('#status-state')}`);
            }
            await assertStarts(lab).catch((error) => {
                throw new Error(`Start does not work after seed ${SEED}:\n${report()}`, {cause: error});
            });
        });
    } finally {
        await browser.close();
    }
});
