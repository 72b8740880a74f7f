// The latent space: latent map, decoded latent point under the pointer, and selected example.
// The model trains or is paused. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';
import {at, inked, PLANE} from './latent-space.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

test('the latent map behind the dots can be hidden', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await until('the map', async () => await inked(lab.page) > 0.6);
        await lab.page.screenshot({path: `${SCREENS}plane-wide.png`});
        await lab.page.uncheck('#latent-map');
        await until('a plane without the map', async () => await inked(lab.page) < 0.4);
        await lab.page.check('#latent-map');
        await lab.pause();
        await until('the map of a paused model', async () => await inked(lab.page) > 0.6);
        const many = await pictureOf(lab.page, PLANE);
        await lab.page.click('#scatter-view summary');
        await lab.page.fill('#latent-map-density', '8');
        await until('a map of fewer tiles', async () => await pictureOf(lab.page, PLANE) !== many);
    });
});

for (const state of ['trains', 'is paused']) {
    test(`the pointer decodes the latent point under it while the model ${state}, and a click selects an example`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(200);
            if (state === 'is paused') await lab.pause();
            const caption = lab.page.locator('.latent-detail figcaption').first();
            await lab.page.mouse.move(...await at(lab.page, 0.3, 0.5));
            await until('the coordinates of the place', async () => /^[−\d.]+, [−\d.]+$/.test(await caption.innerText()));
            const [first, picture] = [await caption.innerText(), await pictureOf(lab.page, '.latent-detail canvas')];
            await lab.page.mouse.move(...await at(lab.page, 0.8, 0.2));
            await until('another place', async () => await caption.innerText() !== first);
            await until('another picture', async () => await pictureOf(lab.page, '.latent-detail canvas') !== picture);
            await lab.page.mouse.click(...await at(lab.page, 0.5, 0.5));
            await lab.shows('.detail-message', /Selected: validation image \d+, digit \d; squared error 0\.\d+/);
            assert.equal(await lab.page.locator('.nearest-codes .tile:not(.empty)').count(), 5);
            await lab.page.mouse.move(5, 5);
            await until('the copy of the selected example', async () => await caption.innerText() === 'decoded');
        });
    });
}

test('the keyboard selects an example, and deselects it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=4'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.shows('.detail-message', /Selected: validation image/);
        await lab.page.keyboard.press('Escape');
        await until('no selection', () => lab.page.locator('.nearest-codes').isHidden());
    });
});

test('one latent dimension has a latent map as well', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=1'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await until('the map', async () => await inked(lab.page) > 0.6);
        await lab.page.mouse.move(...await at(lab.page, 0.4, 0.4));
        await until('the place', async () => /^[−\d.]/.test(await lab.page.locator('.latent-detail figcaption').first().innerText()));
        await lab.page.screenshot({path: `${SCREENS}plane-line.png`});
    });
});
