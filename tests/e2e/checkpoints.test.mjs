// Runs that are kept: going on after a reload or a crash, and bringing back what was replaced. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, createLab, openBrowser, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const CPU = {hash: '#v=2&device=cpu'};
const OFFER = '[data-key=go-on]';
const GO_ON = `${OFFER} button:text-is("Go on")`;

/** Trains to some step, pauses there, and waits until that is kept. @returns {Promise<number>} the step */
async function trainAndPause(lab, steps) {
    await lab.start();
    await lab.step(steps);
    await lab.pause();
    const {step} = (await lab.events('status')).at(-1);
    await kept(lab.page, step);
    return step;
}

/** Steps of the newest checkpoints in the database. @param {import('playwright-core').Page} page @returns {Promise<number[]>} */
const keptSteps = (page) => page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({name}) => name === 'hourglass')) return [];
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('hourglass');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const heads = await new Promise((resolve) => {
        database.transaction('heads').objectStore('heads').getAll().onsuccess = ({target}) => resolve(target.result);
    });
    database.close();
    return heads.filter(({kind}) => kind === 'newest').map(({about}) => about.step);
});

/** Waits until a step is kept. */
const kept = (page, step) => until(`step ${step} to be kept`, async () => (await keptSteps(page)).includes(step));

/** Waits until the newest run stands at a step. */
const standsAt = (lab, step) => lab.until(`step ${step}`, ({events}, sought) => {
    const last = events.findLast(({type}) => type === 'status');
    return last?.step === sought && last.state !== 'preparing';
}, step);

/** Step that the status bar shows. */
const shownStep = async (page) => Number((await page.textContent('#status-step')).replace(/\D/g, ''));

/** Newest values of the curves, as the chart shows them; PCA is computed later. */
const curvesShown = async (page) => (await page.textContent('#loss-readout')).replace(/PCA.*/, '');

/** Losses of the first steps of an uninterrupted run. */
async function uninterrupted(steps) {
    let losses = [];
    await withPage(browser, CPU, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(steps);
        losses = (await lab.losses()).slice(0, steps);
    });
    return losses;
}

test('after a reload a run goes on as if nothing had happened, bit by bit', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        const step = await trainAndPause(lab, 150);
        const readout = await curvesShown(page);
        const first = await lab.losses();
        await page.reload();
        await lab.shows(`${OFFER} strong`, new RegExp(`Go on with the run of \\d\\d:\\d\\d, step ${step.toLocaleString('en')}\\?`));
        await page.screenshot({path: `${SCREENS}checkpoint-offer.png`});
        await page.click(GO_ON);
        await standsAt(lab, step);
        await until('the step', async () => await shownStep(page) === step);
        await until('the curves of before', async () => await curvesShown(page) === readout);
        await lab.start();
        await lab.step(step + 150);
        const losses = [...first, ...(await lab.losses()).slice(step)];
        const reference = await uninterrupted(step + 150);
        assert.deepEqual(losses.slice(0, step + 150), reference);
    });
});

test('a reload in the midst of training loses seconds, and going on trains', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        await lab.start();
        await lab.step(400);
        await until('a checkpoint', async () => (await keptSteps(page)).length > 0);
        await page.reload();
        await lab.shows(`${OFFER} strong`, /Go on with the run of/);
        const [step] = await keptSteps(page);
        await page.click(GO_ON);
        await lab.state('running');
        await lab.step(step + 50);
        assert.ok(await page.locator(OFFER).isHidden());
    });
});

/** Presses what replaces the run, waits for the next one, and comes back. @param {string} selector */
async function replaceAndReturn(lab, selector, step, readout) {
    const {page} = lab;
    const {length} = await lab.events('created');
    await page.click(selector);
    await lab.built(length);
    await lab.shows('#go-back', new RegExp(`^Back to step ${step.toLocaleString('en')}$`));
    await page.click('#go-back');
    await lab.built(length + 1);
    await standsAt(lab, step);
    await until('the curves of before', async () => await curvesShown(page) === readout);
}

test('a run that was replaced comes back as it was, whatever replaced it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3'}, async (lab) => {
        const {page} = lab;
        await lab.built();
        assert.ok(await page.locator('#replaced').isHidden());
        const step = await trainAndPause(lab, 60);
        const readout = await curvesShown(page);
        for (const selector of ['#reset', '#reseed', '#presets button >> nth=2']) await replaceAndReturn(lab, selector, step, readout);
        assert.match(page.url(), /latent=3/, 'its settings too');
        assert.equal((await lab.events('created')).at(-1).config.latent, 3);
    });
});

test('what replaced a run can be brought back in turn, and the notice can be dismissed', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        const first = await trainAndPause(lab, 60);
        await page.click('#reset');
        await lab.shows('#go-back', /^Back to step/);
        const second = await trainAndPause(lab, 200);
        await page.click('#go-back');
        await standsAt(lab, first);
        await lab.shows('#go-back', new RegExp(`^Back to step ${second.toLocaleString('en')}$`));
        await page.screenshot({path: `${SCREENS}checkpoint-replaced.png`});
        await page.click('#replaced-dismiss');
        assert.ok(await page.locator('#replaced').isHidden());
    });
});

test('a crash of the tab is survived', async () => {
    await withPage(browser, CPU, async (lab) => {
        await lab.built();
        const step = await trainAndPause(lab, 100);
        const session = await lab.page.context().newCDPSession(lab.page);
        const crashed = lab.page.waitForEvent('crash');
        session.send('Page.crash').catch(() => {});
        await crashed;
        const next = await lab.page.context().newPage();
        await next.goto(lab.page.url());
        await createLab(next).shows(`${OFFER} strong`, new RegExp(`step ${step.toLocaleString('en')}\\?`));
    });
});

test('a run of a tab that lives is neither offered nor overwritten elsewhere', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        const step = await trainAndPause(lab, 100);
        const other = await page.context().newPage();
        await other.goto(page.url());
        const [title, row] = ['#checkpoints > summary', '.checkpoint-list li'];
        await other.click(title);
        await other.locator(row).filter({hasText: `step ${step.toLocaleString('en')}`}).first().waitFor();
        assert.match(await other.locator(row).first().innerText(), /open in another tab/);
        assert.ok(await other.locator(`${row} button`).first().isDisabled());
        assert.equal(await other.locator(OFFER).count(), 0);
        await page.close();
        await other.reload();
        await other.locator(OFFER).waitFor();
        assert.ok((await keptSteps(other)).includes(step));
    });
});

test('a run can be forgotten, and so can everything', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        await trainAndPause(lab, 100);
        await page.reload();
        await page.click(`${OFFER} button:text-is("Forget it")`);
        await until('nothing to be kept', async () => (await keptSteps(page)).length === 0);
        await lab.built();
        await trainAndPause(lab, 100);
        await page.click('#checkpoints > summary');
        await page.locator('.checkpoint-list li').first().waitFor();
        await page.locator('#checkpoints').scrollIntoViewIfNeeded();
        await page.screenshot({path: `${SCREENS}checkpoint-list.png`});
        await page.click('#checkpoints button:text-is("Forget everything…")');
        await lab.shows('.checkpoint-confirm', /every checkpoint, data that are kept, and the runs under Compare/);
        await page.click('.checkpoint-confirm button:text-is("Forget everything")');
        await until('nothing to be kept', async () => (await keptSteps(page)).length === 0);
        assert.deepEqual(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('hourglass.run.'))), []);
        await lab.start();
        await lab.step((await lab.losses()).length + 500);
        await lab.pause();
        await page.reload();
        await lab.built();
        assert.deepEqual(await keptSteps(page), [], 'the run that was open is not kept any more');
        assert.equal(await page.locator(OFFER).count(), 0);
    });
});

test('where storage is forbidden it is said once, and training goes on', async () => {
    await withPage(browser, {...CPU, before: (page) => page.addInitScript(() => {
        Object.defineProperty(window, 'indexedDB', {get() {
            throw new DOMException('no', 'SecurityError');
        }});
    })}, async (lab) => {
        const {page} = lab;
        await lab.built();
        await lab.start();
        await lab.shows('[data-key=checkpoints]', /not kept for the time after a reload\. The browser does not allow/);
        await page.click('[data-key=checkpoints] .close');
        await lab.pause();
        await lab.start();
        await lab.step((await lab.losses()).length + 100);
        assert.equal(await page.locator('[data-key=checkpoints]').count(), 0);
    });
});

test('where storage is full it is said once, and training goes on', async () => {
    await withPage(browser, CPU, async (lab) => {
        const {page} = lab;
        await lab.built();
        const session = await page.context().newCDPSession(page);
        await session.send('Storage.overrideQuotaForOrigin', {origin: new URL(page.url()).origin, quotaSize: 1});
        await lab.start();
        await lab.shows('[data-key=checkpoints]', /The browser has no room left/);
        await lab.step((await lab.losses()).length + 100);
    });
});
