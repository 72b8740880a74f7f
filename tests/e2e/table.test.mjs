// Tables of numbers, categories and ratings with gaps: their training, their cells in the views, and the tools on rows. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {recordTexts} from './canvas-texts.mjs';
import {SCREENS, assertFalls, openBrowser, until, withPage} from './lib.mjs';

const SMALL = '#v=2&device=cpu&hidden=32&batchSize=16&latent=3&learningRate=0.005&dataset=';
const PANEL = '[role=tabpanel]:not([hidden])';
let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** True once the reconstructions have had a text. @param {import('./lib.mjs').Lab} lab @param {(text: {text: string, ink: string}) => boolean} holds */
const paints = async (lab, holds) => (await lab.page.evaluate(() => window.__texts.filter(({host}) => host === 'recon'))).some(holds);

/** Colours of what is wrong, of what is guessed, and of what is known, as a canvas says them. @param {import('./lib.mjs').Lab} lab */
const inksOf = (lab) => lab.page.evaluate(() => ['--signal-error', '--decoder', '--signal'].map((name) => {
    const probe = document.body.appendChild(document.createElement('span'));
    probe.style.color = `var(${name})`;
    const context = document.createElement('canvas').getContext('2d');
    context.fillStyle = getComputedStyle(probe).color;
    probe.remove();
    return context.fillStyle;
}));

/** A page on a table, whose painted texts are written down. @param {string} dataset @param {(lab: import('./lib.mjs').Lab) => Promise<void>} body @param {object} [options] */
const withTable = (dataset, body, options = {}) => withPage(browser, {hash: SMALL + dataset, before: recordTexts, ...options}, async (lab) => {
    const {description} = await lab.built();
    assert.equal(description.dataset.kind, 'table');
    await body(lab);
});

const open = (lab, name) => lab.page.click(`.card-tools .tab:text-is("${name}")`);

test('reconstructions list the cells of a row, and mark wrong ones', async () => {
    await withTable('penguins', async (lab) => {
        const [wrong, , known] = await inksOf(lab);
        await lab.start();
        await lab.event('snapshot');
        await until('a wrong name', () => paints(lab, ({text, ink}) => ink === wrong && /female|male|Biscoe|Dream|Torgersen/.test(text)));
        await until('a number in its unit', () => paints(lab, ({text, ink}) => ink === known && /^\d{4}$/.test(text)));
        await until('the name of a column', () => paints(lab, ({text}) => text.startsWith('flipper')));
        await lab.step(1500, 60_000);
        await lab.pause();
        assertFalls(await lab.losses(), 0.6);
        await lab.shows('#recon-note', /mean absolute error 0\.\d+.* per cell/);
        await until('the latent space', () => lab.isDrawn('#scatter'));
        await lab.shows('.legend', /Adelie.*Chinstrap.*Gentoo/s);
        await lab.page.screenshot({path: `${SCREENS}table-views.png`, fullPage: true});
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.shows('.detail-message', /Selected: validation row \d+/);
        await until('the row in words', async () => /bill length \(mm\): .*; sex: /.test(await lab.page.locator('.latent-detail canvas:visible').nth(1).getAttribute('title') ?? ''));
        await lab.page.locator('.card-scatter').screenshot({path: `${SCREENS}table-selected.png`});
    });
});

test('Repair fills in the cells that are erased, better than the mean row', async () => {
    await withTable('penguins', async (lab) => {
        await lab.start();
        await lab.step(1500, 60_000);
        await lab.pause();
        await open(lab, 'Repair');
        const cells = () => lab.page.locator(`${PANEL} .row-repairs tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.children].map(({textContent}) => textContent)));
        await until('the first cell', async () => /^(best )?(female|male) \(/.test((await cells())[0]?.[2] ?? '') || (await cells())[0]?.[1] === '?');
        await lab.page.uncheck(`${PANEL} label:has-text("sex") input`);
        await lab.shows(PANEL, /Nothing is erased yet: tick a box/);
        await lab.page.check(`${PANEL} label:has-text("body mass (g)") input`);
        await lab.page.check(`${PANEL} label:has-text("island") input`);
        await until('both cells', async () => (await cells()).map(([name]) => name).join() === 'island,body mass (g)');
        for (const [, , model, mean] of await cells()) for (const text of [model, mean]) assert.doesNotMatch(text, /NaN|undefined|^\?/);
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}table-repair.png`});
        await lab.page.locator(`${PANEL} input[aria-label^="Fraction of the cells"]`).fill('1');
        await until('all cells hidden', async () => (await cells()).length === 6);
        await lab.page.locator(`${PANEL} input[aria-label^="Fraction of the cells"]`).fill('0');
        await lab.shows(PANEL, /Nothing is erased yet/);
        await lab.page.locator(`${PANEL} input[aria-label^="Fraction of the cells"]`).fill('0.5');
        await lab.page.click(`${PANEL} button:text-is("Masking noise")`);
        await until('some cells hidden', async () => (await cells()).length > 0);
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}table-masking.png`});
        for (const name of ['bill length (mm)', 'bill depth (mm)', 'flipper length (mm)', 'body mass (g)', 'island', 'sex']) await lab.page.check(`${PANEL} label:has-text("${name}") input`);
        await until('a row of nothing', async () => (await cells()).length === 6);
        assert.doesNotMatch(await lab.page.innerText(PANEL), /diverged/);
    });
});

test('a row is entered in a form, with gaps, and reconstructed as it is entered', async () => {
    await withTable('penguins', async (lab) => {
        await lab.start();
        await lab.step(400);
        await lab.pause();
        await lab.shows(PANEL, /Enter a row like the examples/);
        assert.ok(await lab.page.locator('.pad').isHidden());
        await lab.page.fill(`${PANEL} label:has-text("body mass (g)") input`, '5100');
        await lab.page.selectOption(`${PANEL} label:has-text("island") select`, 'Biscoe');
        await lab.shows(PANEL, /Your row, its reconstruction, the difference\. The squared error is \d/);
        await until('the tiles', () => lab.isDrawn(`${PANEL} .strip`));
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}table-draw.png`});
        await lab.page.click(`${PANEL} button:text-is("Keep"):visible`);
        await until('the kept row', () => lab.isDrawn(`${PANEL} .strip:last-child`));
        await lab.shows(PANEL, /Enter a row like the examples/);
    });
});

test('anomaly scores are of rows as well, once some classes are chosen as normal', async () => {
    await withTable('penguins', async (lab) => {
        await open(lab, 'Anomalies');
        await lab.shows(PANEL, /Choose the normal classes/);
        const {length} = await lab.events('created');
        await lab.page.click(`${PANEL} button:text-is("Train on these alone")`);
        assert.deepEqual((await lab.built(length)).config.normalClasses, [0]);
        await lab.step(200);
        await lab.shows(PANEL, /Worst reconstructions/);
        await until('the worst rows', () => lab.isDrawn(`${PANEL} .figures`));
    });
});

test('ratings that are not known are guessed, and somebody enters their own', async () => {
    await withTable('ratings', async (lab) => {
        await lab.start();
        await lab.step(600, 60_000);
        await lab.pause();
        const [, guessed] = await inksOf(lab);
        await until('a gap', () => paints(lab, ({text}) => text === '?'));
        await until('a guess of stars', () => paints(lab, ({text, ink}) => ink === guessed && /^[0-6]\.\d$/.test(text)));
        assert.equal(await lab.page.locator(`${PANEL} .row-form input[max="5"]`).count(), 12);
        await lab.page.fill(`${PANEL} label:has-text("Star battle") input`, '5');
        await lab.page.fill(`${PANEL} label:has-text("Talking dog") input`, '1');
        await lab.shows(PANEL, /Your row, its reconstruction, the difference\. The squared error is \d/);
        await lab.page.screenshot({path: `${SCREENS}table-ratings.png`, fullPage: true});
    });
});

test('rows fit a phone in dark colours', async () => {
    const context = {viewport: {width: 390, height: 844}, colorScheme: 'dark', hasTouch: true};
    await withTable('penguins', async (lab) => {
        await lab.start();
        await lab.step(300);
        await lab.pause();
        for (const name of ['Repair', 'Compress', 'Weights', 'Draw']) {
            await open(lab, name);
            await lab.page.waitForTimeout(300); // a screenshot wants what comes after the first answer
            const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `with ${name} the page is ${overflow} pixels wider than the window`);
        }
        await lab.page.screenshot({path: `${SCREENS}table-390.png`, fullPage: true});
    }, {context});
});
