// The latent space of more than two dimensions, and of models with a prior: axes, sliders of other dimensions,
// traversals, prior contours, posterior and samples. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, still, until, withPage} from './lib.mjs';
import {at, coordinates, inked, PLANE, select, asNumber} from './latent-space.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const BASIS = '[aria-label="Axes of the latent space"]';

/** The slider of an axis. Those of principal axes come once their module is there. */
const sliderOf = (lab, name) => lab.page.locator(`#latent-sliders input[aria-label="${name}"]`);

test('the axes can be principal components, and the latent map follows them', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=6'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.selectOption(BASIS, 'principal');
        await until('the map', async () => await inked(lab.page) > 0.6);
        assert.equal(await lab.page.locator('[aria-label="Axis across"] option').nth(5).innerText(), 'PC 6');
        const [x, y] = await coordinates(lab, 0.55, 0.5);
        assert.ok(Number.isFinite(x + y));
        await lab.page.screenshot({path: `${SCREENS}plane-principal.png`});
        await lab.page.selectOption('[aria-label="Axis up"]', '2');
        await until('the map of other axes', async () => await inked(lab.page) > 0.6);
        await lab.page.selectOption(BASIS, 'latent');
        await lab.page.selectOption('[aria-label="Axis across"]', '5');
        await until('the map of two dimensions', async () => await inked(lab.page) > 0.6);
    });
});

for (const basis of ['latent', 'principal']) {
    test(`sliders for the other dimensions (${basis}) change the map and the latent point under the pointer`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu&latent=4'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(300);
            await lab.page.selectOption(BASIS, basis);
            await lab.pause();
            await lab.page.click('#latent-sliders summary');
            const sliders = lab.page.locator('#latent-sliders input[type=range]');
            await sliderOf(lab, basis === 'latent' ? 'z3' : 'PC 3').waitFor();
            assert.equal(await sliders.count(), 2);
            await until('the map', async () => await inked(lab.page) > 0.6);
            await still(lab, PLANE);
            const map = await pictureOf(lab.page, PLANE);
            await sliders.first().focus();
            for (let i = 0; i < 40; i++) await lab.page.keyboard.press('ArrowRight');
            await until('another map', async () => await pictureOf(lab.page, PLANE) !== map);
            await lab.page.mouse.move(...await at(lab.page, 0.5, 0.5));
            await until('a place', () => lab.page.locator('.latent-detail figure:not(.empty)').first().isVisible());
            const place = await pictureOf(lab.page, '.latent-detail canvas');
            await sliders.first().focus();
            await lab.page.keyboard.press('Home');
            await until('another picture of the place', async () => await pictureOf(lab.page, '.latent-detail canvas') !== place);
            await lab.page.screenshot({path: `${SCREENS}latent-sliders-${basis}.png`});
            await lab.page.click('#latent-sliders button');
            await until('the map as it was', async () => await pictureOf(lab.page, PLANE) === map || !await lab.page.mouse.move(2, 2));
        });
    });
}

test('latent traversals are drawn while they are open, and follow model and selection', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=5'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.page.click('#latent-traversals summary');
        await until('traversals', () => lab.isDrawn('#latent-traversals'));
        const first = await pictureOf(lab.page, '#latent-traversals canvas');
        await until('traversals that follow the model', async () => await pictureOf(lab.page, '#latent-traversals canvas') !== first);
        await lab.pause();
        await still(lab, '#latent-traversals canvas');
        const mean = await pictureOf(lab.page, '#latent-traversals canvas');
        await select(lab);
        await until('traversals through the selected example', async () => await pictureOf(lab.page, '#latent-traversals canvas') !== mean);
        await lab.page.screenshot({path: `${SCREENS}latent-traversals.png`, fullPage: true});
    });
});

const VAE = '#v=2&device=cpu&bottleneck=variational&loss=bce&reduction=sum';

test('a model with a prior has contours, the posterior of the selected example, and samples of it', async () => {
    await withPage(browser, {hash: VAE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await select(lab);
        await lab.shows('.detail-message', /ellipses show its posterior/);
        const caption = lab.page.locator('.latent-detail figcaption').first();
        await lab.page.click('.latent-detail button:text-is("Resample")');
        await until('a sample', async () => await caption.innerText() === 'sample');
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 2});
        assert.equal(await caption.innerText(), 'sample', 'the sample follows the model');
        await lab.pause();
        await still(lab, PLANE);
        await lab.page.screenshot({path: `${SCREENS}plane-vae.png`});
        const first = await pictureOf(lab.page, PLANE);
        await lab.page.click('.latent-detail button:text-is("Resample")');
        await until('another sample', async () => await pictureOf(lab.page, PLANE) !== first);
        const contoured = await pictureOf(lab.page, PLANE);
        await lab.page.click('#scatter-view summary');
        await lab.page.uncheck('#prior-contours');
        await until('no contours', async () => await pictureOf(lab.page, PLANE) !== contoured);
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('Escape');
        await until('nothing selected', () => lab.page.locator('.latent-detail button').isHidden());
    });
});

test('the mean code is 0 on principal axes, where there is a prior too', async () => {
    await withPage(browser, {hash: `${VAE}&latent=3`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.pause();
        await lab.page.selectOption(BASIS, 'principal');
        await lab.page.click('#latent-sliders summary');
        await sliderOf(lab, 'PC 3').waitFor();
        const value = asNumber(await lab.page.innerText('#latent-sliders output')); // nothing is selected, so that it begins at the mean
        assert.ok(Math.abs(value) < 1e-4, `${value}`);
    });
});

test("on quantile axes the latent space goes from 0 to 1, and latent points are still codes", async () => {
    await withPage(browser, {hash: VAE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.click('#scatter-view summary');
        await lab.page.check('#prior-quantiles');
        await until('the map', async () => await inked(lab.page) > 0.6);
        await select(lab);
        const [middle, left] = [await coordinates(lab, 0.54, 0.5), await coordinates(lab, 0.12, 0.5)];
        assert.ok(Math.abs(middle[0]) < 0.4 && left[0] < -1.2, `${middle}, ${left}`);
        await lab.page.screenshot({path: `${SCREENS}prior-quantiles.png`});
    });
});

test('without a prior there are no contours and no posterior', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.click('#scatter-view summary');
        assert.ok(await lab.page.locator('#prior-contours').isHidden());
        await select(lab);
        assert.ok(await lab.page.locator('.latent-detail button').isHidden());
    });
});
