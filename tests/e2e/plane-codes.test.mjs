// The plane of codes of more than two numbers, and of models with a prior: its axes, sliders for what it does not show,
// walks, rings, ellipses and draws. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, launch, pictureOf, still, until, withPage} from './lib.mjs';
import {at, coordinates, inked, PLANE, select, asNumber} from './plane.mjs';

let browser;
before(async () => {
    browser = await launch();
});
after(() => browser?.close());

const BASIS = '[aria-label="Axes of the plane"]';

test('the axes can be those along which the codes vary most, and the map is of that plane', async () => {
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
        await lab.page.selectOption(BASIS, 'numbers');
        await lab.page.selectOption('[aria-label="Axis across"]', '5');
        await until('the map of two numbers', async () => await inked(lab.page) > 0.6);
    });
});

for (const basis of ['numbers', 'principal']) {
    test(`sliders for the other ${basis} change the map and the place under the pointer`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu&latent=4'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(300);
            await lab.page.selectOption(BASIS, basis);
            await lab.pause();
            await lab.page.click('#plane-others summary');
            const sliders = lab.page.locator('#plane-others input[type=range]');
            await until('two sliders', async () => await sliders.count() === 2);
            await until('the map', async () => await inked(lab.page) > 0.6);
            await still(lab, PLANE);
            const map = await pictureOf(lab.page, PLANE);
            await sliders.first().focus();
            for (let i = 0; i < 40; i++) await lab.page.keyboard.press('ArrowRight');
            await until('another map', async () => await pictureOf(lab.page, PLANE) !== map);
            await lab.page.mouse.move(...await at(lab.page, 0.5, 0.5));
            await until('a place', () => lab.page.locator('.place figure:not(.empty)').first().isVisible());
            const place = await pictureOf(lab.page, '.place canvas');
            await sliders.first().focus();
            await lab.page.keyboard.press('Home');
            await until('another picture of the place', async () => await pictureOf(lab.page, '.place canvas') !== place);
            await lab.page.screenshot({path: `${SCREENS}plane-others-${basis}.png`});
            await lab.page.click('#plane-others button');
            await until('the map as it was', async () => await pictureOf(lab.page, PLANE) === map || !await lab.page.mouse.move(2, 2));
        });
    });
}

test('walks along each number are drawn while they are looked at, and follow the model and the selection', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=5'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.page.click('#plane-walks summary');
        await until('walks', () => lab.isDrawn('#plane-walks'));
        const first = await pictureOf(lab.page, '#plane-walks canvas');
        await until('walks that follow the model', async () => await pictureOf(lab.page, '#plane-walks canvas') !== first);
        await lab.pause();
        await still(lab, '#plane-walks canvas');
        const mean = await pictureOf(lab.page, '#plane-walks canvas');
        await select(lab);
        await until('walks through the selected example', async () => await pictureOf(lab.page, '#plane-walks canvas') !== mean);
        await lab.page.screenshot({path: `${SCREENS}plane-walks.png`, fullPage: true});
    });
});

const VAE = '#v=2&device=cpu&bottleneck=variational&loss=bce&reduction=sum';

test('a model with a prior has rings, the posterior of the selected example, and draws from it', async () => {
    await withPage(browser, {hash: VAE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await select(lab);
        await lab.shows('.place-words', /ellipses on the plane/);
        const caption = lab.page.locator('.place figcaption').first();
        await lab.page.click('.place button:text-is("Resample")');
        await until('a draw', async () => await caption.innerText() === 'a draw');
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 2});
        assert.equal(await caption.innerText(), 'a draw', 'the draw follows the model');
        await lab.pause();
        await still(lab, PLANE);
        await lab.page.screenshot({path: `${SCREENS}plane-vae.png`});
        const first = await pictureOf(lab.page, PLANE);
        await lab.page.click('.place button:text-is("Resample")');
        await until('another draw', async () => await pictureOf(lab.page, PLANE) !== first);
        const ringed = await pictureOf(lab.page, PLANE);
        await lab.page.click('#scatter-view summary');
        await lab.page.uncheck('#plane-rings');
        await until('no rings', async () => await pictureOf(lab.page, PLANE) !== ringed);
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('Escape');
        await until('nothing selected', () => lab.page.locator('.place button').isHidden());
    });
});

test('the mean code is 0 on principal axes, where there is a prior too', async () => {
    await withPage(browser, {hash: `${VAE}&latent=3`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.pause();
        await lab.page.selectOption(BASIS, 'principal');
        await lab.page.click('#plane-others summary');
        const third = lab.page.locator('#plane-others output'); // nothing is selected, so that it begins at the mean
        await until('the third axis', async () => await third.count() === 1 && await third.innerText() !== '');
        const value = asNumber(await third.innerText());
        assert.ok(Math.abs(value) < 1e-4, `${value}`);
    });
});

test("by the prior's quantiles the plane goes from the first to the last share, and places are still codes", async () => {
    await withPage(browser, {hash: VAE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.click('#scatter-view summary');
        await lab.page.check('#plane-quantiles');
        await until('the map', async () => await inked(lab.page) > 0.6);
        await select(lab);
        const [middle, left] = [await coordinates(lab, 0.54, 0.5), await coordinates(lab, 0.12, 0.5)];
        assert.ok(Math.abs(middle[0]) < 0.4 && left[0] < -1.2, `${middle}, ${left}`);
        await lab.page.screenshot({path: `${SCREENS}plane-quantiles.png`});
    });
});

test('without a prior there is nothing of it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.click('#scatter-view summary');
        assert.ok(await lab.page.locator('#plane-rings').isHidden());
        await select(lab);
        assert.ok(await lab.page.locator('.place button').isHidden());
    });
});
