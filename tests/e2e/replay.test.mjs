// The tool "Replay", with keyboard, mouse and finger. The model trains or is paused. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const RECON = '#recon canvas';
const SLIDER = '.player-slider';
const TAGS = ['#loss-replay', '#scatter-replay', '#recon-replay'];

/** A run of some steps, with the replay open. */
async function openReplay(lab, steps = 600) {
    await lab.built();
    await lab.start();
    await lab.step(steps);
    await lab.until('some snapshots', ({events}) => events.filter(({type}) => type === 'snapshot').length > 5);
    await lab.page.click('[role=tab]:text-is("Replay")');
}

/** The step that the views say they show; null for the newest. */
async function stepShown(page) {
    const seen = await page.evaluate((tags) => tags.map((tag) => {
        const {hidden, textContent} = document.querySelector(tag);
        return hidden ? null : textContent;
    }), TAGS);
    assert.equal(new Set(seen).size, 1, `all views show the same step: ${seen}`);
    return seen[0] === null ? null : Number(seen[0].replace(/\D/g, ''));
}

/** Waits for news, and for their being drawn. */
async function aFewSnapshots(lab) {
    const {length} = await lab.events('snapshot');
    await lab.until('more snapshots', ({events}, known) => events.filter(({type}) => type === 'snapshot').length > known + 3, length);
    await lab.page.waitForTimeout(100);
}

test('the views show an earlier step while the training goes on, and come back to now', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await openReplay(lab);
        await lab.shows('.replay-status', /This is now, step [\d,]+\. .* replay \d+ snapshots since step 0/);
        await page.focus(SLIDER);
        await page.keyboard.press('Home');
        await lab.shows('.replay-status', /Showing step 0 of [\d,]+\. Training goes on meanwhile\./);
        assert.equal(await stepShown(page), 0);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        await until('a later step', async () => await stepShown(page) > 0);
        await page.waitForTimeout(300);
        const [past, step] = [await pictureOf(page, RECON), await stepShown(page)];
        assert.match(await page.getAttribute(SLIDER, 'aria-valuetext'), /^step [\d,]+ of [\d,]+$/);
        await lab.shows('#loss-readout', new RegExp(`step ${step.toLocaleString('en')}(?!\\d)`));
        await aFewSnapshots(lab);
        assert.equal(await pictureOf(page, RECON), past, 'what is learnt meanwhile is not shown');
        assert.equal(await stepShown(page), step);
        assert.ok(await page.locator('#replay-note').isVisible(), 'the map is away, and it is said why');
        assert.ok(await page.locator('#latent-detail').isHidden());
        await page.screenshot({path: `${SCREENS}tool-replay.png`});
        await page.click('.player button:text-is("Back to now")');
        await until('the newest copies', async () => await pictureOf(page, RECON) !== past);
        assert.equal(await stepShown(page), null);
        assert.ok(await page.locator('#latent-detail').isVisible());
        const now = await pictureOf(page, RECON);
        await until('copies that go on changing', async () => await pictureOf(page, RECON) !== now);
    });
});

test('the same step of a paused run always looks the same', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await openReplay(lab);
        await lab.pause();
        await page.waitForTimeout(300);
        const now = await pictureOf(page, RECON);
        await page.focus(SLIDER);
        await page.keyboard.press('Home');
        await lab.shows('.replay-status', /Showing step 0 of [\d,]+\. Training is paused\./);
        await page.waitForTimeout(300);
        const first = await pictureOf(page, RECON);
        assert.notEqual(first, now);
        await page.keyboard.press('End');
        await until('the copies of now', async () => await pictureOf(page, RECON) === now);
        assert.equal(await stepShown(page), null);
        await page.keyboard.press('Home');
        await until('the first copies again', async () => await pictureOf(page, RECON) === first);
        await page.click('[role=tab]:text-is("Draw")');
        assert.equal(await stepShown(page), null, 'another tool is about the model as it is now');
        await until('the copies of now', async () => await pictureOf(page, RECON) === now);
    });
});

test('Space plays the run to its end, which is now, and stops it on the way', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await openReplay(lab);
        await lab.pause();
        await page.focus(SLIDER);
        await page.keyboard.press('Space');
        await until('a playback that has begun', async () => await stepShown(page) !== null);
        const from = await stepShown(page);
        await until('a playback that moves', async () => (await stepShown(page) ?? Infinity) > from);
        await page.keyboard.press('Space');
        const stopped = await stepShown(page);
        if (stopped !== null) {
            await page.waitForTimeout(400);
            assert.equal(await stepShown(page), stopped, 'it stays where it was stopped');
        }
        await page.click('.player button:text-is("Play")');
        await until('the end, which is now', async () => await stepShown(page) === null);
        await lab.shows('.player button', /^Play$/);
    });
});

test('a finger drags through the run on a phone, with the slider in sight below the views', async () => {
    const context = {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true, reducedMotion: /** @type {const} */ ('reduce')};
    await withPage(browser, {hash: '#v=2&device=cpu', context}, async (lab) => {
        const {page} = lab;
        await openReplay(lab);
        await page.locator(SLIDER).scrollIntoViewIfNeeded();
        const {x, y, width, height} = await page.locator(SLIDER).boundingBox();
        await page.touchscreen.tap(x + 0.3 * width, y + height / 2);
        await until('an earlier step', async () => await stepShown(page) !== null);
        await page.evaluate(() => scrollTo(0, 0));
        await until('the slider at the foot of the window', () => page.locator('.player.docked').isVisible());
        const bar = await page.locator('.player').boundingBox();
        const buttons = await page.locator('.transport').boundingBox();
        assert.ok(bar.y > 400 && bar.y + bar.height <= buttons.y + 2, 'it covers neither the buttons nor the views');
        assert.ok(bar.x >= 0 && bar.x + bar.width <= 390);
        await page.screenshot({path: `${SCREENS}tool-replay-phone.png`});
        await page.locator('.player button:text-is("Back to now")').tap();
        await until('now', async () => await stepShown(page) === null);
        await until('the slider back in the card', () => page.locator('.player:not(.docked)').count().then((count) => count === 1));
    });
});

test('the mouse drags through the run, and a new run has a past of its own', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {page} = lab;
        await openReplay(lab);
        await page.locator(SLIDER).scrollIntoViewIfNeeded();
        const {x, y, width, height} = await page.locator(SLIDER).boundingBox();
        await page.mouse.move(x + width - 8, y + height / 2);
        await page.mouse.down();
        await page.mouse.move(x + 0.5 * width, y + height / 2, {steps: 8});
        const middle = await stepShown(page);
        await page.mouse.move(x + 0.1 * width, y + height / 2, {steps: 8});
        const early = await stepShown(page);
        await page.mouse.up();
        assert.ok(early !== null && middle !== null && early < middle, `${early} and then ${middle}`);
        const {length} = await lab.events('created');
        await page.click('#reset:enabled');
        await lab.built(length);
        await until('now', async () => await stepShown(page) === null);
        await lab.shows('.replay-status', /There is nothing to replay yet: press Start/);
        assert.ok(await page.locator(SLIDER).isDisabled());
    });
});

test('of a VAE the prior contours stay, and what needs the newest model is hidden', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&bottleneck=variational&reduction=sum'}, async (lab) => {
        const {page} = lab;
        await lab.built();
        await lab.event('snapshot');
        await page.focus('#scatter > canvas');
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('Enter');
        await lab.shows('.detail-message', /Selected: validation image/);
        await openReplay(lab, 300);
        await page.focus(SLIDER);
        await page.keyboard.press('Home');
        assert.equal(await stepShown(page), 0);
        for (const gone of ['#latent-detail', '.latent-folds', '#latent-map']) assert.ok(await page.locator(gone).isHidden(), gone);
        assert.ok(await lab.isDrawn('#scatter'));
        await page.screenshot({path: `${SCREENS}tool-replay-vae.png`});
        await page.click('.player button:text-is("Back to now")');
        await lab.shows('.detail-message', /Selected: validation image/);
        for (const back of ['#latent-detail', '.latent-folds', '#latent-map']) assert.ok(await page.locator(back).isVisible(), back);
    });
});

test('signals have a past as well', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32'}, async (lab) => {
        await openReplay(lab, 100);
        await lab.page.focus(SLIDER);
        await lab.page.keyboard.press('Home');
        assert.equal(await stepShown(lab.page), 0);
        assert.ok(await lab.isDrawn('#recon'));
    });
});
