// Runs that are kept: going on after a reload or a crash, and bringing back what was replaced. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {smallImages} from './idx.mjs';
import {GO_ON, OFFER, kept, keptSteps} from './kept-steps.mjs';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const CPU = {hash: '#v=2&device=cpu'};

/** Trains to some step, pauses there, and waits until that is kept. @returns {Promise<number>} the step */
async function trainAndPause(lab, steps) {
    await lab.start();
    await lab.step(steps);
    await lab.pause();
    const {step} = (await lab.events('status')).at(-1);
    await kept(lab.page, step);
    return step;
}

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

const ownFile = () => ({name: 'mine-idx3-ubyte', mimeType: '', buffer: smallImages()});

/** Trains a run on a file of the user, and answers whether that may be kept. @returns {Promise<number>} step where it stands */
async function trainOnOwnFile(lab, answer) {
    await lab.built();
    const {length} = await lab.events('created');
    await lab.openData(ownFile());
    await lab.built(length);
    const step = await trainAndPause(lab, 100);
    await lab.shows('[data-key=own-data]', /Keep your data \(8 kB\) in this browser\?/);
    await lab.page.click(`[data-key=own-data] button:text-is("${answer}")`);
    return step;
}

/** Goes on, and checks that the run is the one on the file. */
async function goOnWithFile(lab, step) {
    await lab.shows(`${OFFER} strong`, /^Go on with the run of/);
    await lab.page.click(GO_ON);
    await standsAt(lab, step);
    const {config, description} = (await lab.events('created')).at(-1);
    assert.deepEqual([config.dataset, description.dataset.name], ['file', 'mine-idx3-ubyte']);
    await lab.start();
    await lab.step(step + 20);
}

test('own data are kept where the person agrees, and the run goes on with them after a reload', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        const step = await trainOnOwnFile(lab, 'Keep them');
        await until('the files', () => lab.page.evaluate(async () => {
            const request = indexedDB.open('hourglass');
            const database = await new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
            const count = await new Promise((resolve) => (database.transaction('files').objectStore('files').count().onsuccess = ({target}) => resolve(target.result)));
            database.close();
            return count > 0;
        }));
        await lab.page.reload();
        await goOnWithFile(lab, step);
    });
});

test('own data that are not kept are asked for after a reload, and then the run goes on', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        const step = await trainOnOwnFile(lab, 'Do not keep them');
        await lab.page.reload();
        await lab.shows(OFFER, /To go on with the run of .*first open its data.*which this browser does not keep/s);
        await lab.openData(ownFile());
        await goOnWithFile(lab, step);
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
