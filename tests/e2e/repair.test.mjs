// The tool "Repair": examples are corrupted at random and by hand, and repaired.
// The model trains or is paused. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

const PANEL = '[role=tabpanel]:not([hidden])';
const PAD = `${PANEL} .eraser`;

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** @param {import('./lib.mjs').Lab} lab */
const open = (lab) => lab.page.click('[role=tab]:text-is("Repair")');

/** The table as it stands: of each repair its errors, and whether it is called the best. @param {import('./lib.mjs').Lab} lab */
async function scores(lab) {
    const rows = await lab.page.locator(`${PANEL} tbody tr`).evaluateAll((found) =>
        found.map((row) => [...row.children].map(({textContent}) => textContent)));
    return Object.fromEntries(rows.map(([name, inside, outside]) =>
        [name, {inside: Number(inside.replace('best ', '')), outside: Number(outside), isBest: inside.startsWith('best')}]));
}

/** Waits for the errors of a repair. @param {import('./lib.mjs').Lab} lab @param {string} what @param {(found: any) => boolean} holds */
async function scored(lab, what, holds) {
    await until(what, async () => {
        const found = await scores(lab);
        return Boolean(found['the model']) && holds(found);
    });
    return scores(lab);
}

test('the same corruption is repaired better as the model learns, and another one while it is paused', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=8'}, async (lab) => {
        await lab.built();
        await open(lab);
        const first = await scored(lab, 'errors before the first step', () => true);
        await lab.shows('#tool-panels', /This model was trained on clean \w+s alone/);
        const corrupted = await pictureOf(lab.page, PAD);
        await lab.start();
        await lab.step(1500, 60_000);
        const later = await scored(lab, 'a better repair', (found) => found['the model'].inside < 0.6 * first['the model'].inside);
        assert.equal(await pictureOf(lab.page, PAD), corrupted, 'the corruption is still the same');
        assert.equal(later['zero'].inside, first['zero'].inside);
        assert.equal(later['zero'].outside, 0);
        assert.equal(later['the mean image'].outside, 0);
        const least = Math.min(...Object.values(later).map(({inside}) => inside));
        for (const [name, {inside, isBest}] of Object.entries(later)) assert.equal(isBest, inside === least, name);
        await lab.page.screenshot({path: `${SCREENS}tool-repair.png`, fullPage: true});

        await lab.pause();
        await lab.page.click(PANEL + ' button:text-is("Again")');
        await until('other corruption', async () => await pictureOf(lab.page, PAD) !== corrupted);
        const rested = await scored(lab, 'its errors', (found) => found['zero'].inside !== first['zero'].inside);
        assert.ok(rested['the model'].inside > 0);
        await lab.page.focus('[aria-label="Corruption: fraction"]');
        for (let i = 0; i < 20; i++) await lab.page.keyboard.press('ArrowLeft');
        await lab.shows('#tool-panels', /Nothing is corrupted yet/);
        await lab.page.selectOption('[aria-label="Corruption"]', 'gaussian');
        await scored(lab, 'a row for the noise itself', (found) => found['nothing']?.inside > 0 && Number.isNaN(found['the model'].outside));
        await lab.page.selectOption('[aria-label="Corruption"]', 'salt-and-pepper');
        await scored(lab, 'errors outside as well', (found) => found['the model'].outside > 0);
    });
});

test('the example selected in the latent space is repaired, or another one', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await open(lab);
        await lab.shows('#tool-panels', /Validation image 1, digit \d/);
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.shows('.detail-message', /Selected: validation image/);
        const [chosen] = (await lab.page.locator('.detail-message').innerText()).match(/image \d+, digit \d/);
        assert.ok(!chosen.startsWith('image 1,'), 'an example other than the first is selected');
        await lab.shows('#tool-panels', new RegExp(`Validation ${chosen}\\.`));
        await lab.page.click(PANEL + ' button:text-is("Another")');
        await until('another example', async () => !(await lab.page.locator('#tool-panels').innerText()).includes(`Validation ${chosen}.`));
    });
});

test('a hole is painted with the mouse, taken back, and made with the keyboard', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await open(lab);
        const whole = await pictureOf(lab.page, PAD);
        await lab.page.locator(PAD).scrollIntoViewIfNeeded();
        const {x, y, width, height} = await lab.page.locator(PAD).boundingBox();
        await lab.page.mouse.move(x + 0.1 * width, y + 0.1 * height);
        await lab.page.mouse.down();
        await lab.page.mouse.move(x + 0.9 * width, y + 0.1 * height, {steps: 5});
        await lab.page.mouse.up();
        await lab.page.mouse.move(5, 5);
        assert.equal(await lab.page.inputValue('[aria-label="Corruption"]'), 'erase', 'to paint is to erase');
        assert.notEqual(await pictureOf(lab.page, PAD), whole);
        const painted = await scored(lab, 'errors of the hole', (found) => found['zero'].inside > 0);
        assert.ok(!('nothing' in painted), 'nothing is left in a hole');
        const withHole = await pictureOf(lab.page, PAD);
        await lab.page.click(PANEL + ' button:text-is("Undo")');
        await until('the picture without that stroke', async () => await pictureOf(lab.page, PAD) !== withHole);
        assert.ok(await lab.page.locator(PANEL + ' button:text-is("Undo")').isDisabled());

        await lab.pause();
        await lab.page.focus(PAD);
        for (const key of ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowLeft']) await lab.page.keyboard.press(key);
        await lab.shows('#tool-panels', /A square 3 wide, from column \d, row 1\. Press Enter to erase it/);
        await lab.page.keyboard.press('Enter');
        await until('a stroke that can be taken back', () => lab.page.locator(PANEL + ' button:text-is("Undo")').isEnabled());
        await lab.page.screenshot({path: `${SCREENS}tool-repair-keys.png`, fullPage: true});
    });
});

test('a finger erases as well, on a phone, and does not scroll the page', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=colours&hidden=32', context: {hasTouch: true, viewport: {width: 390, height: 800}}}, async (lab) => {
        await lab.built();
        await open(lab);
        await lab.page.locator(PAD).scrollIntoViewIfNeeded();
        const whole = await pictureOf(lab.page, PAD);
        const {x, y, width, height} = await lab.page.locator(PAD).boundingBox();
        const session = await lab.page.context().newCDPSession(lab.page);
        const touch = (type, ...points) => session.send('Input.dispatchTouchEvent', {type, touchPoints: points.map(([a, b]) => ({x: x + a * width, y: y + b * height}))});
        await touch('touchStart', [0.5, 0.2]);
        for (let i = 3; i <= 8; i++) await touch('touchMove', [0.5, i / 10]);
        await touch('touchEnd');
        await until('what was erased', async () => await pictureOf(lab.page, PAD) !== whole);
        await scored(lab, 'errors of a coloured picture', (found) => found['the model'].inside > 0);
        // a line that appears above changes scrollY, and the browser keeps the pad under the finger
        assert.ok(Math.abs((await lab.page.locator(PAD).boundingBox()).y - y) < 1, 'the pad has not moved');
        assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is wider than the phone');
        await lab.page.screenshot({path: `${SCREENS}tool-repair-narrow.png`});
    });
});

test('a model trained on corruption begins with it, and signals are repaired too', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32&corruption=salt-and-pepper&corruptionFraction=0.4'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(50);
        await open(lab);
        await lab.shows('#tool-panels', /This model was trained to repair: in training, each signal had salt and pepper \(40 %\)/);
        assert.equal(await lab.page.inputValue('[aria-label="Corruption"]'), 'salt-and-pepper');
        await scored(lab, 'errors of a signal', (found) => found['the model'].inside > 0 && found['the mean signal'].inside > 0);
        assert.deepEqual(await lab.page.locator('[aria-label="Corruption"] option').allInnerTexts(), ['Gaussian noise', 'missing samples', 'salt and pepper', 'erase by hand']);
        await lab.page.selectOption('[aria-label="Corruption"]', 'erase');
        await scored(lab, 'errors of a gap', (found) => !('nothing' in found) && found['the model'].inside > 0);
        await lab.page.screenshot({path: `${SCREENS}tool-repair-signal.png`, fullPage: true});
    });
});
