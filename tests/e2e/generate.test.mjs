// The tool "Generate": sheets of generated examples while the model trains and while it is paused, with and without a
// prior.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

const PANEL = '[role=tabpanel]:not([hidden])';
const SLIDER = '[aria-label="Temperature"]';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** @param {import('./lib.mjs').Lab} lab @param {number} [index] of an example on the sheet */
const generated = (lab, index = 0) => lab.page.locator(`${PANEL} figure canvas`).nth(index).evaluate((canvas) => canvas.toDataURL());

const captions = (lab) => lab.page.locator(`${PANEL} figcaption`).allInnerTexts();

/** Until nothing changes any more: the model is paused, and so is the sheet. @param {import('./lib.mjs').Lab} lab */
async function still(lab) {
    let before3 = '';
    await until('a sheet that stays', async () => {
        const now = await lab.page.locator(PANEL).innerText();
        const isSame = now === before3;
        before3 = now;
        await lab.page.waitForTimeout(1500);
        return isSame;
    });
}

test('without a prior codes come from a mixture, while the model trains and while it is paused', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.page.click('[role=tab]:text-is("Generate")');
        await lab.start();
        await lab.step(300);
        await lab.shows(PANEL, /This model has no prior.*a mixture of 10 Gaussians was fitted to the codes of [\d,]+ training examples/s);
        await lab.shows(PANEL, /The mean over the sheet is 0\.\d+; of validation \w+ it is 0\.\d+/);
        const early = await captions(lab);
        assert.equal(early.length, 16);
        for (const caption of early) assert.match(caption, /^0\.\d+, digit \d$/);
        await until('a sheet of what was learnt since', async () => (await captions(lab)).join() !== early.join());
        await lab.pause();
        await still(lab);
        const [first, texts] = [await generated(lab), await captions(lab)];
        await lab.page.click(`${PANEL} button:text-is("Again")`);
        await until('other codes', async () => await generated(lab) !== first && (await captions(lab)).join() !== texts.join());
        await lab.page.focus(SLIDER);
        await lab.page.keyboard.press('Home');
        // without temperature there are only the middles of the ten Gaussians
        await until('the same picture twice', async () => new Set(await captions(lab)).size <= 10);
        await lab.page.screenshot({path: `${SCREENS}tool-generate.png`, fullPage: true});
    });
});

test('a VAE samples from its prior, and at temperature 0 always the same code', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&bottleneck=variational&loss=bce&reduction=sum&latent=4'}, async (lab) => {
        await lab.built();
        await lab.page.click('[role=tab]:text-is("Generate")');
        await lab.shows(PANEL, /Codes are sampled from the prior: independent standard normal dimensions/);
        await lab.start();
        await lab.step(500, 60_000);
        await lab.pause();
        await still(lab);
        const first = await generated(lab);
        assert.notEqual(await generated(lab, 1), first);
        await lab.page.fill(SLIDER, '0');
        await until('one picture', async () => new Set(await captions(lab)).size === 1 && await generated(lab) !== first);
        await lab.page.fill(SLIDER, '1');
        await until('the same picture as before', async () => await generated(lab) === first);
    });
});

test('on a phone a finger asks for other signals, with more latent dimensions than a full covariance allows', async () => {
    const context = {hasTouch: true, viewport: {width: 390, height: 800}};
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32&latent=20', context}, async (lab) => {
        await lab.built();
        await lab.page.tap('[role=tab]:text-is("Generate")');
        await lab.start();
        await lab.step(50);
        await lab.shows(PANEL, /each varies independently within a Gaussian/);
        await until('the sheet', () => lab.isDrawn(`${PANEL} .figures`));
        await lab.pause();
        await still(lab);
        const first = await pictureOf(lab.page, `${PANEL} figure canvas`);
        await lab.page.tap(`${PANEL} button:text-is("Again")`);
        await until('other signals', async () => await pictureOf(lab.page, `${PANEL} figure canvas`) !== first);
        assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}tool-generate-narrow.png`});
    });
});
