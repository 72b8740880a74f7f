// The tools "Draw" and "Interpolate", while the model trains and while it is paused. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Draws a ring with the mouse. @param {import('playwright-core').Page} page @param {number} [size] share of the pad */
async function drawRing(page, size = 0.3) {
    await page.locator('.pad').scrollIntoViewIfNeeded();
    const box = await page.locator('.pad').boundingBox();
    const at = (turn) => [
        box.x + box.width * (0.5 + 0.7 * size * Math.cos(turn)), box.y + box.height * (0.5 + size * Math.sin(turn)),
    ];
    await page.mouse.move(...at(0));
    await page.mouse.down();
    for (let i = 1; i <= 16; i++) await page.mouse.move(...at(i / 8 * Math.PI));
    await page.mouse.up();
}

for (const state of ['training', 'paused']) {
    test(`a drawing is reconstructed as it is drawn, undone and kept; model ${state}`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(300);
            if (state === 'paused') await lab.pause();
            await drawRing(lab.page);
            await lab.shows('#tool-panels', /Your drawing, its reconstruction, the difference\. The squared error is 0\.\d+/);
            assert.ok(await lab.isDrawn('.tool-side'), 'drawing, reconstruction and difference are drawn');
            if (state === 'training') await lab.page.screenshot({path: `${SCREENS}tool-draw.png`, fullPage: true});
            await lab.page.click('.card-tools button:text-is("Keep")');
            await until('the kept drawing, in a row', () => lab.isDrawn('.tool-side .strip:last-child'));
            await drawRing(lab.page, 0.4);
            await lab.page.click('[role=tabpanel]:not([hidden]) button:text-is("Undo")');
            await lab.shows('#tool-panels', /Draw something like the examples/);
            assert.ok(await lab.page.locator('[role=tabpanel]:not([hidden]) button:text-is("Undo")').isDisabled());
        });
    });
}

test('a finger draws as well, and does not scroll the page', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', context: {hasTouch: true, viewport: {width: 390, height: 800}}}, async (lab) => {
        await lab.built();
        await lab.page.locator('.pad').scrollIntoViewIfNeeded();
        const {x, y, width, height} = await lab.page.locator('.pad').boundingBox();
        const scrolled = await lab.page.evaluate(() => scrollY);
        const session = await lab.page.context().newCDPSession(lab.page);
        const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', {type, touchPoints: points.map(([a, b]) => ({x: x + a * width, y: y + b * height}))});
        await touch('touchStart', [0.5, 0.2]);
        for (let i = 2; i <= 8; i++) await touch('touchMove', [0.5, i / 10]);
        await touch('touchEnd');
        await lab.shows('#tool-panels', /Your drawing, its reconstruction/);
        assert.equal(await lab.page.evaluate(() => scrollY), scrolled);
        await lab.page.screenshot({path: `${SCREENS}tool-draw-narrow.png`});
    });
});

test('the path between two examples is decoded in a chosen number of frames, and played', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.focus('[role=tab][aria-selected=true]');
        await lab.page.keyboard.press('ArrowRight');
        await lab.shows('#tool-panels', /From .* to .* in 9 frames/);
        await lab.page.fill('[aria-label="Frames"]', '5');
        await lab.shows('#tool-panels', /in 5 frames/);
        await lab.pause();
        await lab.page.click('.card-tools button:text-is("as A")');
        await lab.shows('#tool-panels', /Select an example first/);
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.page.click('.card-tools button:text-is("as A")');
        await lab.shows('#tool-panels', /From digit \d to .* in 5 frames/);
        const grid = await lab.page.locator('#recon canvas').boundingBox();
        await lab.page.mouse.click(grid.x + grid.width - 20, grid.y + 40); // the last of the reconstructions
        await lab.page.click('.card-tools button:text-is("as B")');
        await lab.shows('#tool-panels', /to digit \d in 5 frames/);
        await lab.page.selectOption('[aria-label="Source of an endpoint"]', 'drawing');
        await lab.page.click('.card-tools button:text-is("as A")');
        await lab.shows('#tool-panels', /Draw something first/);
        await lab.page.selectOption('[aria-label="Path"]', 'spherical');
        await lab.page.click('.card-tools button:text-is("Play")');
        const animation = '.strip:has([aria-label*="animation"]) canvas';
        await until('the animation', () => lab.isDrawn('.strip.filmstrip'));
        const first = await pictureOf(lab.page, animation);
        await until('an animation that moves', async () => await pictureOf(lab.page, animation) !== first);
        await lab.page.screenshot({path: `${SCREENS}tool-interpolate.png`, fullPage: true});
        await lab.page.click('.card-tools button:text-is("Stop")');
    });
});

test('a drawing is an endpoint of a path, and generated examples go into a file', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await drawRing(lab.page);
        await lab.shows('#tool-panels', /Your drawing, its reconstruction, the difference/);
        await lab.page.click('.card-tools .tab:text-is("Interpolate")');
        await lab.shows('#tool-panels', /From .* to .* in 9 frames/);
        await lab.page.selectOption('[aria-label="Source of an endpoint"]', 'drawing');
        await lab.page.click('.card-tools button:text-is("as B")');
        await lab.shows('#tool-panels', /to your drawing in 9 frames/);
        await lab.page.click('.card-tools .tab:text-is("Generate")');
        const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.click('button:text-is("Save as PNG"):enabled')]);
        assert.match(download.suggestedFilename(), /^hourglass-digits-64-2-seed1-step\d+-generated\.png$/);
    });
});
