// Two tabs of one browser, each with a run. Neither offers nor overwrites the other's; that of a closed tab goes on in a new one.

import assert from 'node:assert/strict';
import {openPage, until, withPage} from '../lib.mjs';
import {GO_ON, OFFER, kept, keptSteps, offeredStep} from '../kept-steps.mjs';
import {progressOf, startsAgain, trainFor} from './fault.mjs';

const HASH = '#v=2&device=cpu';
const ROW = '.checkpoint-list li';

/** Step at which a run pauses, once that is kept. @param {import('../lib.mjs').Lab} lab */
async function pauseAndKeep(lab) {
    await lab.pause();
    const {step} = (await lab.events('status')).at(-1);
    await kept(lab.page, step);
    return step;
}

/** Checks that a tab lists the run of another, and does not offer it. @param {import('../lib.mjs').Lab} lab @param {number} step */
async function seesButLeaves({page}, step) {
    await page.click('#checkpoints > summary');
    const row = page.locator(ROW).filter({hasText: `step ${step.toLocaleString('en')}`}).first();
    await row.waitFor();
    assert.match(await row.innerText(), /open in another tab/);
    assert.ok(await row.locator('button').first().isDisabled());
    assert.equal(await page.locator(OFFER).count(), 0);
}

/** @param {import('playwright-core').Browser} browser @param {number} trainMs */
async function trial(browser, trainMs) {
    let result;
    await withPage(browser, {hash: HASH}, async (first) => {
        await first.built();
        await trainFor(first, trainMs);
        const step = await pauseAndKeep(first);
        const second = await openPage(first.page.context(), {hash: HASH});
        await second.built();
        await seesButLeaves(second, step);
        await trainFor(second, 0);
        const other = await pauseAndKeep(second);
        assert.ok((await keptSteps(second.page)).includes(step), 'the run of the first tab is still kept');
        await second.start();

        await first.page.close();
        const closed = Date.now();
        const third = await openPage(second.page.context(), {hash: HASH});
        await third.shows(`${OFFER} strong`, /Go on with the run of/);
        const words = await third.page.innerText(`${OFFER} strong`);
        const from = await offeredStep(third.page);
        await third.page.click(GO_ON);
        await until('the step', async () => (await third.events('status')).at(-1)?.step === from);
        const back = (Date.now() - closed) / 1000;
        await third.start();
        await third.step(from + 20);
        await startsAgain(third);
        const {length} = await progressOf(second);
        await until('the second tab to train on', async () => (await progressOf(second)).length > length);
        assert.ok((await progressOf(second)).at(-1).step > other);
        await second.page.bringToFront(); // a tab behind others draws no frames, which a click waits for
        await startsAgain(second);
        second.assertNoProblems();
        third.assertNoProblems();
        assert.equal(from, step);
        result = {step, from, lost: 0, back, words};
    });
    return result;
}

/** @type {import('./fault.mjs').Fault} */
export const TWO_TABS = {
    name: 'two tabs', injected: 'a second tab trains; the first is closed; a third goes on with its run', device: 'cpu', trainMs: [0, 12_000], trial,
};
