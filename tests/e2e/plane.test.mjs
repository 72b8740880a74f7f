// The plane of codes: the map of what the decoder makes of its places, the picture under the pointer, and the
// selected example, while the model trains and when it rests. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, launch, pictureOf, until, withPage} from './lib.mjs';
import {at, inked, PLANE} from './plane.mjs';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

test('the map behind the dots shows what places stand for, and can be taken away', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await until('the map', async () => await inked(lab.page) > 0.6);
        await lab.page.screenshot({path: `${SCREENS}plane-wide.png`});
        await lab.page.uncheck('#scatter-map');
        await until('a plane without the map', async () => await inked(lab.page) < 0.4);
        await lab.page.check('#scatter-map');
        await lab.pause();
        await until('the map of a model that rests', async () => await inked(lab.page) > 0.6);
        const many = await pictureOf(lab.page, PLANE);
        await lab.page.click('#scatter-view summary');
        await lab.page.fill('#map-density', '8');
        await until('a map of fewer tiles', async () => await pictureOf(lab.page, PLANE) !== many);
    });
});

for (const state of ['trains', 'rests']) {
    test(`the pointer decodes the place under it while the model ${state}, and a click selects an example`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(200);
            if (state === 'rests') await lab.pause();
            const caption = lab.page.locator('.place figcaption').first();
            await lab.page.mouse.move(...await at(lab.page, 0.3, 0.5));
            await until('the coordinates of the place', async () => /^[−\d.]+, [−\d.]+$/.test(await caption.innerText()));
            const [first, picture] = [await caption.innerText(), await pictureOf(lab.page, '.place canvas')];
            await lab.page.mouse.move(...await at(lab.page, 0.8, 0.2));
            await until('another place', async () => await caption.innerText() !== first);
            await until('another picture', async () => await pictureOf(lab.page, '.place canvas') !== picture);
            await lab.page.mouse.click(...await at(lab.page, 0.5, 0.5));
            await lab.shows('.place-words', /Selected: validation image \d+, digit \d; squared error 0\.\d+/);
            assert.equal(await lab.page.locator('.place-near .tile:not(.empty)').count(), 5);
            await lab.page.mouse.move(5, 5);
            await until('the copy of the selected example', async () => await caption.innerText() === 'decoded');
        });
    });
}

test('the keyboard selects an example, and lets go of it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=4'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.shows('.place-words', /Selected: validation image/);
        await lab.page.keyboard.press('Escape');
        await until('no selection', () => lab.page.locator('.place-near').isHidden());
    });
});

test('signals and codes of one number have a map as well', async () => {
    for (const hash of ['#v=2&device=cpu&dataset=signals&hidden=32', '#v=2&device=cpu&latent=1']) {
        await withPage(browser, {hash}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(100);
            await until('the map', async () => await inked(lab.page) > 0.6);
            await lab.page.mouse.move(...await at(lab.page, 0.4, 0.4));
            await until('the place', async () => /^[−\d.]/.test(await lab.page.locator('.place figcaption').first().innerText()));
            await lab.page.screenshot({path: `${SCREENS}plane-${hash.includes('signals') ? 'signals' : 'line'}.png`});
        });
    }
});
