// The tool "Compare", during a run and while paused, across a reload, with mouse, keyboard and finger.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {tableOf} from './forms.mjs';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';
import {choose, preview, trainOwn} from './previews.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const ROWS = '.compare tbody tr';
const WORDS = '.compare-text';

/** Trains a first run. */
async function trainOne(lab, steps = 200) {
    await lab.built();
    await lab.start();
    await lab.step(steps);
}

/** Another run in place of the one that trains. */
async function trainAnother(lab, hash, steps = 200) {
    const {length} = await lab.events('created');
    await lab.page.evaluate((next) => {
        location.hash = next;
    }, hash);
    await lab.page.click('#restart:enabled');
    await lab.built(length);
    await lab.step(steps);
}

const openCompare = (lab) => lab.page.click('[role=tab]:text-is("Compare")');

/** @returns {Promise<string[]>} names of the runs in the table */
const names = (page) => page.locator('.compare-name').evaluateAll((inputs) => inputs.map(({value}) => value));

const row = (page, name) => page.locator(ROWS).filter({has: page.locator(`.compare-name[title="${name}"]`)});

test('an earlier run stays in chart and table with its differences from the next one, also after a reload', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await trainOne(lab);
        await openCompare(lab);
        await lab.shows(WORDS, /Nothing to compare yet\. A run is kept once it has trained for 50 steps/);
        await trainAnother(lab, '#v=2&device=cpu&latent=8');
        await lab.shows(WORDS, /^What differs: Latent dimensions: 8 now, 2 in A\.$/);
        await lab.shows('#loss-readout', /validation loss, step [\d,]+\s*now 0\.\d+\s*A 0\.\d+/);
        assert.deepEqual(await names(page), ['Latent dimensions 8', 'Undercomplete']);
        await until('what was measured', async () => /\d+\.\d dB/.test(await row(page, 'Undercomplete').innerText()));
        const drawn = await pictureOf(page, '#loss canvas');
        await until('a chart that goes on while it trains', async () => await pictureOf(page, '#loss canvas') !== drawn);
        await page.screenshot({path: `${SCREENS}tool-compare.png`, fullPage: true});
        await page.click('[role=tab]:text-is("Draw")');
        await lab.shows('#loss-readout', /smoothed/);

        await page.reload();
        await lab.built();
        await openCompare(lab);
        await until('both runs', async () => (await names(page)).length === 2);
        assert.deepEqual(await names(page), ['Latent dimensions 8', 'Undercomplete'], 'the one that trained when the page was left is kept too');
        await lab.shows('#loss-readout', /A 0\.\d+\s*B 0\.\d+/);
        await lab.shows(WORDS, /What differs: Latent dimensions: 8 now and in A, 2 in B\./);
    });
});

test('a run is named, pinned and removed with the keyboard, and the browser remembers', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await trainOne(lab, 60);
        await trainAnother(lab, '#v=2&device=cpu&latent=3', 60);
        await trainAnother(lab, '#v=2&device=cpu&latent=4', 60);
        await lab.pause();
        await openCompare(lab);
        await row(page, 'Undercomplete').locator('.compare-name').focus();
        await page.keyboard.press('Control+A');
        await page.keyboard.type('The small one');
        await page.keyboard.press('Enter');
        await row(page, 'The small one').locator('button:text-is("Pin")').focus();
        await page.keyboard.press('Enter');
        assert.equal(await row(page, 'The small one').locator('button:text-is("Unpin")').getAttribute('aria-pressed'), 'true');
        await row(page, 'Latent dimensions 3').locator('button:text-is("Remove")').focus();
        await page.keyboard.press('Enter');
        await lab.shows('.card-tools', /Removed “Latent dimensions 3”/);
        assert.deepEqual(await names(page), ['Latent dimensions 4', 'The small one']);
        await page.keyboard.press('Enter'); // on Undo, which has the focus
        await until('the run back', async () => (await names(page)).includes('Latent dimensions 3'));
        await row(page, 'Latent dimensions 3').locator('button:text-is("Remove")').click();

        await page.reload();
        await lab.built();
        await openCompare(lab);
        await until('the runs', async () => (await names(page)).length === 2);
        assert.deepEqual(await names(page), ['Latent dimensions 4', 'The small one']);
        assert.equal(await row(page, 'The small one').locator('button:text-is("Unpin")').count(), 1);
        assert.equal(await row(page, 'Latent dimensions 4').locator('button:text-is("Pin")').count(), 1);
    });
});

test('losses of different kinds are not overlaid, with a message, but squared errors are', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&loss=bce'}, async (lab) => {
        const {page} = lab;
        await trainOne(lab);
        await lab.pause();
        await page.locator('#metrics tr').first().waitFor();
        await trainAnother(lab, '#v=2&device=cpu');
        await openCompare(lab);
        await lab.shows(ROWS, /not drawn: other loss: Cross-entropy/);
        await lab.shows(WORDS, /Tick runs to draw them/);
        assert.ok(await row(page, 'Cross-entropy').locator('[type=checkbox]').isDisabled());
        await lab.shows('#loss-readout', /smoothed/);
        await page.selectOption('[aria-label="Curve"]', 'squared');
        await lab.shows('#loss-readout', /squared error, step [\d,]+[^]*A 0\.\d+/);
        await lab.shows(WORDS, /What differs: Loss: Squared error now, Cross-entropy in A\./);
    });
});

test('of two runs on one file, read in two ways, the table says in which way the other was read', async () => {
    const rows = Array.from({length: 120}, (_, i) => [i % 3, ...Array.from({length: 64}, (__, at) => (i * 31 + at * 17) % 250)]);
    const file = tableOf('numbers.csv', [['label', ...Array.from({length: 64}, (_, at) => `pixel${at}`)], ...rows]);
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=16&batchSize=16'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await preview(lab, [file]);
        await lab.page.click('.preview [data-does=use]');
        await trainOwn(lab, length);
        await preview(lab, [file]);
        await choose(lab, 'labelColumn', 'none');
        await lab.page.click('.preview [data-does=use]');
        await lab.page.click('#restart:enabled');
        await lab.built(length + 1);
        await lab.step(60);
        await openCompare(lab);
        await lab.shows(ROWS, /not drawn: its data were read in another way: label column 1, not none/);
    });
});

test('the settings of an earlier run are taken up again, and its curve stays to be compared', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=5'}, async (lab) => {
        const {page} = lab;
        await trainOne(lab, 60);
        await trainAnother(lab, '#v=2&device=cpu', 60);
        await openCompare(lab);
        await row(page, 'Latent dimensions 5').locator('button:text-is("Use these settings")').click();
        await lab.shows('.card-tools', /The settings are those of “Latent dimensions 5” now\. Press “Restart with changes”/);
        assert.match(page.url(), /latent=5/);
        await lab.shows('#changes-text', /Latent dimensions 2 → 5/);
        const {length} = await lab.events('created');
        await page.click('#restart:enabled');
        assert.equal((await lab.built(length)).config.latent, 5);
        await lab.step(60);
        await until('a third run', async () => (await names(page)).length === 3);
        assert.deepEqual((await names(page)).sort(), ['Latent dimensions 5', 'Latent dimensions 5 (2)', 'Undercomplete']);
    });
});

for (const [why, name, words] of [
    ['full', 'QuotaExceededError', /This browser has no more room for runs/],
    ['forbidden', 'SecurityError', /This browser keeps nothing for this page/],
]) {
    test(`a storage that is ${why} is reported in the tool, and costs nothing else`, async () => {
        const refuse = (page) => page.addInitScript((error) => {
            Storage.prototype.setItem = () => {
                throw new DOMException('no', error);
            };
        }, name);
        await withPage(browser, {hash: '#v=2&device=cpu', before: refuse}, async (lab) => {
            await trainOne(lab, 60);
            await trainAnother(lab, '#v=2&device=cpu&latent=3', 60);
            await openCompare(lab);
            await lab.shows('.card-tools', words);
            await lab.shows(WORDS, /Latent dimensions: 3 now, 2 in A/);
            assert.deepEqual(await names(lab.page), ['Latent dimensions 3', 'Undercomplete']);
        });
    });
}

test('a finger ticks runs on a phone, where the table does not push the page apart', async () => {
    const context = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true};
    await withPage(browser, {hash: '#v=2&device=cpu&epochs=5', context}, async (lab) => {
        const {page} = lab;
        await lab.built();
        await lab.start();
        await lab.state('finished');
        await trainAnother(lab, '#v=2&device=cpu&latent=3', 60);
        await page.locator('[role=tab]:text-is("Compare")').tap();
        await lab.shows(ROWS, /Finished: 5 epochs/);
        const box = row(page, 'Undercomplete').locator('[type=checkbox]');
        assert.equal(await box.isChecked(), true);
        await row(page, 'Undercomplete').locator('.compare-tick').tap();
        await until('a run that is not drawn', async () => !await box.isChecked());
        await lab.shows('#loss-readout', /smoothed/);
        await row(page, 'Undercomplete').locator('.compare-tick').tap();
        await lab.shows('#loss-readout', /A 0\.\d+/);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= 390, 'nothing sticks out');
        const table = await page.locator('.compare-scroll').evaluate(({scrollWidth, clientWidth}) => scrollWidth - clientWidth);
        assert.ok(table <= 0, `the table is ${table} pixels wider than its host`);
        const [own] = await page.locator(`${ROWS} td`).evaluateAll((cells) => cells.map((cell) => getComputedStyle(cell, '::before').content));
        assert.equal(own, '"Validation loss"', 'each number says what it is');
        await page.locator('.card-tools').screenshot({path: `${SCREENS}tool-compare-phone.png`});
    });
});
