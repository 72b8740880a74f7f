// Speed of training with checkpoints as a share of that without, on the page that HOURGLASS_URL names: the sources, which
// `cargo xtask serve` serves one by one. Two pages take turns, so that both meet the same machine. Usage: node bench/checkpoints.mjs [--device cpu|webgpu] [--rounds 6] [--seconds 30].

import {parseArgs} from 'node:util';
import {launch, URL_OF_PAGE} from '../tests/e2e/lib.mjs';
import {median} from './report.mjs';

const FIRST_STEP_MS = 600_000;

/** A keeper that keeps nothing, in place of `www/runs/checkpoint-keeper.js`. */
const NO_KEEPER = `export const intervalAfter = () => Infinity;
export const createCheckpointKeeper = () => ({begin() {}, status() {}, progress() {}, save() {}, last: () => null});`;

let replaced = 0;

/** @param {import('playwright-core').Browser} browser @param {string} device @param {boolean} keeps */
async function open(browser, device, keeps) {
    const page = await (await browser.newContext({viewport: {width: 1440, height: 900}})).newPage();
    if (!keeps) {
        await page.route('**/checkpoint-keeper.js', (route) => {
            replaced++;
            return route.fulfill({contentType: 'text/javascript', body: NO_KEEPER});
        });
    }
    await page.goto(`${URL_OF_PAGE}#v=2&device=${device}`);
    await page.waitForSelector('#toggle[data-does=start]:enabled', {timeout: FIRST_STEP_MS});
    if (device === 'webgpu') {
        await page.click('#toggle');
        await page.waitForSelector('#status-device:text-matches("swiftshader|webgpu", "i")', {timeout: FIRST_STEP_MS});
        await page.click('#toggle[data-does=pause]');
    }
    return page;
}

/** Steps a second while a page trains and the other is paused. @param {import('playwright-core').Page} page @param {number} seconds */
async function rate(page, seconds) {
    const read = () => page.evaluate(() => ({
        step: Number(document.getElementById('status-step').textContent.replaceAll(/\D/g, '')), at: performance.now(),
    }));
    await page.bringToFront();
    await page.click('#toggle[data-does=start]:enabled');
    await page.waitForTimeout(2000); // the beginning, with the checkpoint of a start
    const before = await read();
    await page.waitForTimeout(1000 * seconds);
    const after = await read();
    await page.click('#toggle[data-does=pause]:enabled');
    await page.waitForSelector('#toggle[data-does=start]:enabled');
    return 1000 * (after.step - before.step) / (after.at - before.at);
}

const {values} = parseArgs({options: {
    device: {type: 'string', default: 'cpu'}, rounds: {type: 'string', default: '6'}, seconds: {type: 'string', default: '30'},
}});
const browser = await launch();
try {
    const [kept, free] = [await open(browser, values.device, true), await open(browser, values.device, false)];
    const ratios = [];
    for (let round = 1; round <= Number(values.rounds); round++) {
        // whoever is second in one round is first in the next
        const isKeptFirst = round % 2 === 1;
        const first = await rate(isKeptFirst ? kept : free, Number(values.seconds));
        const second = await rate(isKeptFirst ? free : kept, Number(values.seconds));
        const [withThem, without] = isKeptFirst ? [first, second] : [second, first];
        ratios.push(withThem / without);
        console.log(`round ${round}: ${withThem.toFixed(0)} steps/s with checkpoints, ${without.toFixed(0)} without, ratio ${ratios.at(-1).toFixed(3)}`);
    }
    if (replaced === 0) throw new Error('No keeper was replaced. Serve the sources: a published page has it in a bundle.');
    console.log(`median ratio ${median(ratios).toFixed(3)}, mean ${(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toFixed(3)}`);
} finally {
    await browser.close();
}
