// The tool "Compress", used as a person would: bits are chosen while the model trains and while it is paused, and runs are
// compared. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

const PANEL = '[role=tabpanel]:not([hidden])';
const SLIDER = '[aria-label="Bits per latent dimension"]';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** @param {import('./lib.mjs').Lab} lab */
const open = (lab) => lab.page.click('[role=tab]:text-is("Compress")');

/** Texts of a table's body, row by row. @param {import('./lib.mjs').Lab} lab @param {string} table */
const rowsOf = (lab, table) => lab.page.locator(`${PANEL} ${table} tbody tr`).evaluateAll((rows) =>
    rows.map((row) => [...row.children].map(({textContent}) => textContent)));

const sizes = (lab) => rowsOf(lab, '.tool-table');

/** @param {import('./lib.mjs').Lab} lab @param {number} depth */
async function measured(lab, depth) {
    let rows = [];
    await until(`sizes at ${depth} bits`, async () => {
        rows = await sizes(lab);
        return rows.length === 4 && rows[2][0].startsWith(`code: ${depth} bits`) && rows.flat().every((text) => text !== '–');
    });
    return rows;
}

/** Waits for the numbers of the paused model, since quantization may cost an untrained one any amount. @param {import('./lib.mjs').Lab} lab */
async function rest(lab) {
    await lab.pause();
    const {step} = (await lab.events('status')).at(-1);
    await lab.shows(`${PANEL} .tool-text`, new RegExp(`Measured at step ${step.toLocaleString('en')}:`));
}

test('codes in few bits are smaller and worse, while the model trains and while it is paused', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await open(lab);
        await lab.start();
        await lab.step(600, 60_000);
        const [raw, png, code, coded] = await measured(lab, 8);
        assert.deepEqual([raw[1], raw[2], code[1]], ['512', '100 %', '16']);
        assert.ok(Number(png[1]) > 8 * 57, 'a PNG file has its headers');
        assert.ok(Number(coded[1].replace('at least ', '')) < 16, 'frequent levels have shorter names');
        await until('the chart', () => lab.isDrawn('.rate-host'));
        await lab.shows(`${PANEL} .readout`, /this model.*PCA, 2 coefficients/s);
        await rest(lab);

        await lab.page.focus(SLIDER);
        await lab.page.keyboard.press('Home');
        const after2 = await measured(lab, 2);
        assert.equal(await lab.page.getAttribute(SLIDER, 'aria-valuetext'), '2 bits');
        assert.equal(after2[2][1], '4');
        await lab.shows(`${PANEL} figcaption`, /in 2 bits, squared error 0\.\d+/);
        await lab.page.keyboard.press('End');
        const all = await measured(lab, 32);
        assert.equal(all[2][1], '64');
        assert.ok(Number(after2[2][3]) > Number(all[2][3]), 'two bits lose more than thirty-two');
        await lab.shows(`${PANEL} figcaption`, /in 32 bits/);
        const captions = await lab.page.locator(`${PANEL} figcaption`).allInnerTexts();
        assert.equal(captions[1].match(/error .*/)[0], captions[2].match(/error .*/)[0], 'nothing is lost in 32 bits');
        await lab.page.click(`${PANEL} summary`);
        const table = await rowsOf(lab, 'details table');
        assert.deepEqual(table.map(([depth]) => depth), ['2', '3', '4', '5', '6', '8', '12', '16', '32']);
        const own = table.map(([, text]) => Number(text.split(' at ')[0]));
        assert.ok(own[0] > own.at(-1), 'the curve falls');
        await lab.page.screenshot({path: `${SCREENS}tool-compress.png`, fullPage: true});
    });
});

test('earlier runs stay in the chart, across a reload too, until they are forgotten', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await open(lab);
        await lab.start();
        await lab.step(200);
        await until('the chart', () => lab.isDrawn('.rate-host'));
        await rest(lab);
        await lab.page.reload();
        await lab.built();
        await open(lab);
        await lab.shows(`${PANEL} .readout`, /2 latent dimensions, layers 64-32, step \d+/);
        await lab.page.click(`${PANEL} button:text-is("Forget earlier runs")`);
        await until('a chart without it', async () => !/step \d/.test(await lab.page.locator(`${PANEL} .readout`).innerText()));
        assert.ok(await lab.page.locator(`${PANEL} button:text-is("Forget earlier runs")`).isHidden());
    });
});

test('on a phone a finger chooses bits and picture, of signals with four latent dimensions', async () => {
    const context = {hasTouch: true, viewport: {width: 390, height: 800}};
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32&latent=4', context}, async (lab) => {
        await lab.built();
        await lab.page.tap('[role=tab]:text-is("Compress")');
        await lab.start();
        await lab.step(100);
        await measured(lab, 8);
        const {x, y, width, height} = await lab.page.locator(SLIDER).boundingBox();
        await lab.page.touchscreen.tap(x + 3, y + height / 2);
        await measured(lab, 2);
        assert.ok(width > 40, 'wide enough for a finger');
        await lab.shows(PANEL, /bits per signal[^]*PCA, 4 coefficients/);
        await until('the pictures', () => lab.isDrawn(`${PANEL} .figures`));
        await rest(lab);
        const first = await pictureOf(lab.page, `${PANEL} .figures canvas`);
        await lab.page.tap(`${PANEL} button:text-is("Another")`);
        await until('another signal', async () => await pictureOf(lab.page, `${PANEL} .figures canvas`) !== first);
        assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}tool-compress-narrow.png`});
    });
});
