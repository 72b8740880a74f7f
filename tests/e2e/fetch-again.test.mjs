// Parts of the page that could not be fetched when they were first used: each works once the server answers again, without a reload.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {button, clearSaved, take} from './downloads.mjs';
import {openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
    await clearSaved();
});
after(() => browser?.close());

const OPTIONS = {hash: '#v=2&device=cpu', expected: /ERR_INTERNET_DISCONNECTED/, context: {serviceWorkers: 'block'}};
const PANEL = '#tool-panels [role=tabpanel]:not([hidden])';

/** Trains a little. */
async function trained(lab) {
    await lab.start();
    await lab.step(100);
    await lab.pause();
}

test('each tool that could not be fetched opens at the second press', async () => {
    await withPage(browser, OPTIONS, async (lab) => {
        const {page} = lab;
        await trained(lab);
        const tabs = await page.locator('#tool-tabs [role=tab]').all();
        assert.ok(tabs.length >= 10, `${tabs.length} tools`);
        let failed = 0;
        for (const tab of tabs.slice(1)) {
            await page.context().setOffline(true);
            await tab.click();
            await lab.shows(PANEL, /This tool could not be fetched: [^.]+\. Try again/);
            failed += 1;
            await page.context().setOffline(false);
            await page.locator(PANEL).getByRole('button', {name: 'Try again'}).click();
            await page.locator(PANEL).getByText('could not be fetched').waitFor({state: 'detached'});
            await page.locator(`${PANEL} :is(button, canvas, table, input)`).first().waitFor();
        }
        assert.equal(failed, tabs.length - 1);
    });
});

test('an export that could not be fetched is saved at the second press', async () => {
    await withPage(browser, OPTIONS, async (lab) => {
        const {page} = lab;
        await trained(lab);
        await page.locator('.card-export').scrollIntoViewIfNeeded();
        await button(lab, 'Report, HTML').waitFor();
        await page.context().setOffline(true);
        await button(lab, 'Report, HTML').click();
        await lab.shows('#export-message', /^The file was not saved\./);
        await page.context().setOffline(false);
        await take(lab, 'Report, HTML');
    });
});
