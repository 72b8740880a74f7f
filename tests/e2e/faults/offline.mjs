// The network goes away after the page was loaded and kept: it trains, opens tools, exports and starts again without.

import assert from 'node:assert/strict';
import {SOON, withPage} from '../lib.mjs';
import {button, take} from '../downloads.mjs';
import {assertSamePage, assertUnbroken, markPage, progressOf, startsAgain, trainFor} from './fault.mjs';

const KEPT_MS = 6 * SOON; // for all files of the page, on a busy machine

/** Waits until the page is kept as a whole: its list is written last. @param {import('../lib.mjs').Lab} lab */
const wholePage = (lab) => lab.until('the page to be kept', async () => {
    const lists = (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat();
    return navigator.serviceWorker.controller !== null && lists.some(({url}) => url.endsWith('/files.json'));
}, null, KEPT_MS);

/** @param {import('../lib.mjs').Lab} lab */
async function opensAllTools({page}) {
    for (const tab of await page.locator('#tool-tabs [role=tab]').all()) {
        await tab.click();
        await page.locator('#tool-panels [role=tabpanel]:not([hidden]) :is(button, canvas, table, input)').first().waitFor();
    }
    assert.equal(await page.getByText('could not be fetched').count(), 0);
}

/** @param {import('playwright-core').Browser} browser @param {number} trainMs */
async function trial(browser, trainMs) {
    let result;
    await withPage(browser, {hash: '#v=2&device=cpu', context: {serviceWorkers: 'allow'}}, async (lab) => {
        await lab.built();
        await trainFor(lab, 0);
        await wholePage(lab);
        await lab.page.waitForTimeout(trainMs);
        await markPage(lab.page);
        const {step} = (await progressOf(lab)).at(-1);
        await lab.page.context().setOffline(true);
        const cut = Date.now();
        const later = (await progressOf(lab)).at(-1).step;
        await lab.step(later + 20);
        const back = (Date.now() - cut) / 1000;
        await opensAllTools(lab);
        await startsAgain(lab);
        await assertUnbroken(lab, step);
        await lab.pause();
        await lab.page.locator('.card-export').scrollIntoViewIfNeeded();
        await button(lab, 'Report, HTML').waitFor();
        assert.match((await take(lab, 'Report, HTML')).bytes.toString('utf8'), /<svg/);
        await assertSamePage(lab.page);
        result = {step, from: step, lost: 0, back, words: ''};
    });
    return result;
}

/** @type {import('./fault.mjs').Fault} */
export const OFFLINE = {
    name: 'offline after load', injected: 'no network once the page is kept; then all tools, an export and Start', device: 'cpu', trainMs: [0, 12_000], trial,
};
