// Data that were made on the page come back after a reload, in their tab alone. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {countOf, draw, row} from './collected.mjs';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';

const SMALL = '#v=2&device=cpu&hidden=16';
let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Opens a tab of the panel. @param {import('playwright-core').Page} page @param {string} door */
async function open(page, door) {
    if (await page.locator('.make').count() === 0) await page.click('#make-data');
    await page.click(`.make [role=tab]:text-is("${door}")`);
}

test('what was made comes back after a reload, in this tab alone, until it is removed', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        lab.page.on('dialog', (dialog) => void dialog.accept());
        await lab.built();
        await open(lab.page, 'Drawings');
        await row(lab, 0).locator('input').fill('crosses');
        await lab.page.locator('.make').scrollIntoViewIfNeeded();
        await draw(lab.page, [[0.2, 0.2], [0.8, 0.8]]);
        await lab.page.click('.make button:text-is("Keep as crosses")');
        await until('a drawing', async () => await countOf(lab, 0) === 1);
        await open(lab.page, 'Ratings');
        await lab.page.locator('.make-thing').first().locator('.segment').nth(4).click();
        await lab.page.click('.make button:text-is("Next person")');
        await lab.page.reload();
        await open(lab.page, 'Drawings');
        await until('the drawing again', async () => await countOf(lab, 0) === 1);
        assert.equal(await row(lab, 0).locator('input').inputValue(), 'crosses');
        await open(lab.page, 'Ratings');
        await until('the person again', async () => await lab.page.locator('.make-ratings tbody tr').count() === 1);
        await lab.page.screenshot({path: `${SCREENS}make-restored.png`});
        // another tab has nothing of it
        const other = await lab.page.context().newPage();
        await other.goto(lab.page.url());
        await open(other, 'Ratings');
        await other.waitForSelector('.make-ratings', {state: 'attached'});
        assert.equal(await other.locator('.make-ratings tbody tr').count(), 0);
        assert.equal(await keptIn(other), 2, 'what a living tab made is left alone');
        await lab.page.click('.make button:text-is("Remove all")');
        await lab.page.click('.make button:text-is("Remove all ratings?")');
        await until('the ratings removed', async () => await keptIn(other) === 1);
        await lab.page.close();
        await other.reload();
        await other.click('#make-data');
        await until('what the closed tab left is deleted', async () => await keptIn(other) === 0);
        await other.close();
    });
});

/** The number of doors whose collection is kept, of all tabs. @param {import('playwright-core').Page} page */
const keptIn = (page) => page.evaluate(() => new Promise((resolve) => {
    const opening = indexedDB.open('hourglass-made');
    opening.onsuccess = () => {
        const counting = opening.result.transaction('doors').objectStore('doors').count();
        counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
        };
    };
}));
