// Exploring the latent space: zoom, selection, classes and thumbnails, by mouse, touch and keyboard.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, still, until, withPage} from './lib.mjs';
import {at, coordinates, fingersOn, inked, PHONE, PLANE, select, widthAtRest, widthOf} from './latent-space.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const SHOW_ALL = '#scatter-bar .scatter-button[aria-label^="Show all"]';

test('keys and buttons zoom, move the view and go back, and what is zoomed stays put as the model learns', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await select(lab);
        assert.ok(await lab.page.locator(SHOW_ALL).isHidden(), 'there is nothing to go back from');
        await lab.page.keyboard.press('+');
        await lab.page.keyboard.press('+');
        await lab.page.locator(SHOW_ALL).waitFor();
        const near = await widthAtRest(lab);
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 2});
        assert.ok(Math.abs(await widthOf(lab) / near - 1) < 0.03, 'a zoomed view stays');
        const [middle] = await coordinates(lab, 0.5, 0.5);
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('Shift+ArrowRight');
        await until('a view further to the right', async () => (await coordinates(lab, 0.5, 0.5))[0] > middle);
        await lab.page.click('#scatter-bar .scatter-button[aria-label^="Zoom out"]');
        await until('a wider view', async () => await widthOf(lab) > 1.3 * near);
        const out = await widthAtRest(lab);
        assert.ok(Math.abs(out / near - 1.6) < 0.1, `from ${near} to ${out}`);
        await lab.page.screenshot({path: `${SCREENS}plane-zoomed.png`});
        await lab.page.click(SHOW_ALL);
        await until('the whole plane', async () => await widthOf(lab) > 1.3 * out);
        assert.ok(await lab.page.locator(SHOW_ALL).isHidden());
    });
});

test('the wheel scrolls the page, and zooms where ctrl is held or the plane has focus', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', context: {viewport: {width: 1440, height: 600}}}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        const [x, y] = await at(lab.page, 0.5, 0.5);
        await lab.page.mouse.move(x, y);
        await lab.page.mouse.wheel(0, 120);
        await until('the page scrolled', () => lab.page.evaluate(() => scrollY > 60));
        assert.ok(await lab.page.locator(SHOW_ALL).isHidden(), 'nothing was zoomed');
        await lab.page.evaluate(() => scrollTo(0, 0));
        await lab.page.keyboard.down('Control');
        await lab.page.mouse.wheel(0, -120);
        await lab.page.keyboard.up('Control');
        await lab.page.locator(SHOW_ALL).waitFor();
        await lab.page.click(SHOW_ALL);
        await lab.page.focus(PLANE);
        await lab.page.mouse.move(...await at(lab.page, 0.5, 0.5));
        const scrolled = await lab.page.evaluate(() => scrollY);
        await lab.page.mouse.wheel(0, -120);
        await lab.page.locator(SHOW_ALL).waitFor();
        assert.equal(await lab.page.evaluate(() => scrollY), scrolled, 'the page has not moved');
    });
});

test('dragging moves the plane, and does not select', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.page.mouse.move(...await at(lab.page, 0.5, 0.5));
        await lab.page.mouse.down();
        await lab.page.mouse.move(...await at(lab.page, 0.4, 0.4), {steps: 4});
        await lab.page.mouse.up();
        await lab.page.locator(SHOW_ALL).waitFor();
        assert.ok(await lab.page.locator('.nearest-codes').isHidden());
    });
});

test('two fingers zoom, one points, and one that goes up scrolls the page', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', context: PHONE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await lab.page.locator(PLANE).scrollIntoViewIfNeeded();
        const touch = await fingersOn(lab);
        await touch('touchStart', [0.3, 0.5]);
        await touch('touchMove', [0.5, 0.5]);
        await lab.shows('.latent-detail figcaption', /^[−\d.]+, [−\d.]+$/);
        await touch('touchEnd');
        assert.ok(await lab.page.locator(SHOW_ALL).isHidden(), 'one finger zooms nothing');
        const scrolled = await lab.page.evaluate(() => scrollY);
        await touch('touchStart', [0.4, 0.5], [0.6, 0.5]);
        for (const spread of [0.15, 0.2, 0.3]) await touch('touchMove', [0.5 - spread, 0.5], [0.5 + spread, 0.5]);
        await touch('touchEnd');
        await lab.page.locator(SHOW_ALL).waitFor();
        assert.equal(await lab.page.evaluate(() => scrollY), scrolled, 'a pinch does not scroll');
        await lab.page.screenshot({path: `${SCREENS}plane-pinched.png`});
        await touch('touchStart', [0.5, 0.2]);
        for (let i = 1; i <= 6; i++) await touch('touchMove', [0.5, 0.2 + i / 10]);
        await touch('touchEnd');
        await until('the page scrolled', async () => await lab.page.evaluate(() => scrollY) < scrolled - 20);
    });
});

test('the legend takes classes away and brings them back', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.uncheck('#latent-map');
        await until('dots alone', async () => await inked(lab.page) < 0.4);
        const all = await inked(lab.page);
        for (const name of ['0', '1', '2', '3', '4', '5']) await lab.page.click(`#scatter-legend button:text-is("${name}")`);
        await until('fewer dots', async () => await inked(lab.page) < 0.8 * all);
        assert.equal(await lab.page.getAttribute('#scatter-legend button:text-is("3")', 'aria-pressed'), 'false');
        await lab.page.click('#scatter-legend button:text-is("Show all")');
        await until('all dots', async () => await inked(lab.page) > 0.95 * all);
        await lab.page.click('#scatter-legend button:text-is("Hide all")');
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('ArrowRight');
        assert.ok(await lab.page.locator('#scatter .tooltip').isHidden(), 'what is hidden cannot be picked');
    });
});

const FACTS = '#selection-panel .selection-facts';

/** The number of selected points in the panel. */
async function selectionSize(lab) {
    await lab.shows(FACTS, /^\d+ (picture|signal)s?\. Standard deviation/);
    return parseInt(await lab.page.innerText(FACTS), 10);
}

/** A loop around most of the plane, as shares of it. */
const LOOP = [[0.15, 0.05], [0.95, 0.05], [0.95, 0.9], [0.15, 0.9], [0.15, 0.3]];

test('a loop selects points, whose mean, spread and classes follow the model', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.click('#scatter-bar [aria-label="Select points"]');
        await lab.shows(FACTS, /Draw a loop/);
        await lab.page.mouse.move(...await at(lab.page, ...LOOP[0]));
        await lab.page.mouse.down();
        for (const place of LOOP) await lab.page.mouse.move(...await at(lab.page, ...place), {steps: 5});
        await lab.page.mouse.up();
        assert.ok(await selectionSize(lab) > 20);
        assert.ok(await lab.page.locator('.scatter-button[aria-label^="Show all"]').first().isHidden(), 'nothing was moved');
        assert.match(await lab.page.innerText(FACTS), /along z1, .* along z2, .* over all dimensions/);
        const counts = await lab.page.locator('#selection-panel dd').allInnerTexts();
        assert.equal(counts.reduce((sum, count) => sum + Number(count), 0), await selectionSize(lab));
        await until('a picture of the mean code', () => lab.isDrawn('#selection-panel'));
        await lab.page.screenshot({path: `${SCREENS}plane-selection.png`});
        const said = await lab.page.innerText(FACTS);
        await until('a spread that follows the model', async () => await lab.page.innerText(FACTS) !== said);
        await lab.page.click('#selection-panel button:text-is("Clear")');
        await lab.shows(FACTS, /Draw a loop/);
    });
});

test('with shift held, or with the box ticked, a drag selects by a box', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.pause();
        await lab.page.click('#scatter-bar [aria-label="Select points"]');
        const drag = async (...ends) => {
            await lab.page.mouse.move(...await at(lab.page, ...ends[0]));
            await lab.page.mouse.down();
            await lab.page.mouse.move(...await at(lab.page, ...ends[1]), {steps: 5});
            await lab.page.mouse.up();
        };
        await drag([0.15, 0.05], [0.95, 0.9]);
        await lab.shows(FACTS, /Draw a loop/); // a straight line has nothing in it
        await lab.page.keyboard.down('Shift');
        await drag([0.15, 0.05], [0.95, 0.9]);
        await lab.page.keyboard.up('Shift');
        const upper = await selectionSize(lab);
        assert.ok(upper > 20);
        await lab.page.check('#selection-panel input[type=checkbox]');
        await drag([0.95, 0.5], [0.15, 0.05]);
        await until('a smaller selection', async () => await selectionSize(lab) < upper);
        await lab.page.screenshot({path: `${SCREENS}plane-selection-box.png`});
    });
});

test('without a pointer a class, or all in view, can be selected', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.focus('#scatter-bar [aria-label="Select points"]');
        await lab.page.keyboard.press('Enter');
        await lab.page.selectOption('[aria-label="Select a class"]', '3');
        await until('one class', async () => (await lab.page.locator('#selection-panel dt').allInnerTexts()).join() === 'digit 3');
        const one = await selectionSize(lab);
        await lab.page.click('#selection-panel button:text-is("All in view")');
        await until('more than that', async () => await selectionSize(lab) > 3 * one);
        await lab.page.focus(PLANE);
        await lab.page.keyboard.press('Escape');
        await lab.shows(FACTS, /Draw a loop/);
    });
});

test('a finger draws a loop as well, without scrolling the page', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32', context: PHONE}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(60);
        await lab.page.locator('#scatter-bar [aria-label="Select points"]').tap();
        await lab.page.locator(PLANE).scrollIntoViewIfNeeded();
        const scrolled = await lab.page.evaluate(() => scrollY);
        const touch = await fingersOn(lab);
        await touch('touchStart', LOOP[0]);
        for (const place of LOOP) await touch('touchMove', place);
        await touch('touchEnd');
        assert.ok(await selectionSize(lab) > 20);
        assert.equal(await lab.page.evaluate(() => scrollY), scrolled);
        await lab.page.screenshot({path: `${SCREENS}plane-selection-narrow.png`});
    });
});

test('points become thumbnails, framed in the colour of their class, and dots again', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.uncheck('#latent-map');
        await until('dots alone', async () => await inked(lab.page) < 0.4);
        await lab.page.click('#scatter-view summary');
        const dots = await inked(lab.page);
        await lab.page.check('#scatter-thumbnails');
        await until('pictures, which are larger', async () => await inked(lab.page) > 2 * dots);
        await lab.page.screenshot({path: `${SCREENS}plane-pictures.png`});
        await lab.page.uncheck('#scatter-thumbnails');
        await until('dots again', async () => await inked(lab.page) < 1.5 * dots);
    });
});

for (const [size, context] of /** @type {const} */ ([['wide', {}], ['narrow', PHONE]])) {
    test(`the plot of PCA codes is next to or below the latent space, with the same example selected (${size})`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu', context}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(200);
            await lab.page.check('#scatter-pca');
            const other = lab.page.locator('#pca-scatter > canvas');
            await until('the dots of PCA', () => lab.isDrawn('#pca-scatter'));
            await lab.pause();
            const boxesOf = async () => [await lab.page.locator(PLANE).boundingBox(), await other.boundingBox()];
            await until('room for both', async () => Math.min(...(await boxesOf()).map(({width}) => width)) > 300);
            const boxes = await boxesOf();
            const [way, across] = size === 'wide' ? ['x', 'width'] : ['y', 'height'];
            assert.ok(boxes[1][way] >= boxes[0][way] + boxes[0][across], 'they do not lie over each other');
            await still(lab, PLANE);
            const unmarked = await pictureOf(lab.page, PLANE);
            await other.focus();
            await lab.page.keyboard.press('ArrowRight');
            await lab.page.keyboard.press('Enter');
            await lab.shows('.detail-message', /Selected: validation image/);
            await until('the ring in the plane of codes', async () => await pictureOf(lab.page, PLANE) !== unmarked);
            assert.ok(await lab.page.locator('#pca-scatter .tooltip').isVisible());
            assert.ok(await lab.page.locator('#scatter .tooltip').isHidden(), 'one card is enough');
            await lab.page.screenshot({path: `${SCREENS}latent-pca-${size}.png`});
        });
    });
}
