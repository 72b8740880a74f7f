// Faults that end the page: the next visit offers the run, and one press goes on with it.

import {setTimeout as sleep} from 'node:timers/promises';
import {SOON, openPage, until, withPage} from '../lib.mjs';
import {GO_ON, OFFER, keptSteps, offeredStep} from '../kept-steps.mjs';
import {progressOf, secondsSince, startsAgain, trainFor} from './fault.mjs';
import {withOwnBrowser} from './own-browser.mjs';

const HASH = '#v=2&device=cpu';

/** Trial on a page of the shared browser. @param {(lab: import('../lib.mjs').Lab) => Promise<import('../lib.mjs').Lab>} leave */
const onSharedBrowser = (leave) => async (browser, trainMs) => {
    let trial;
    await withPage(browser, {hash: HASH}, async (lab) => {
        trial = await comesBack(lab, leave, trainMs);
    });
    return trial;
};

/** @type {import('./fault.mjs').Fault[]} */
export const OFFERED = [
    {name: 'reload', injected: '`location.reload()` while it trains', device: 'cpu', trainMs: [0, 24_000], trial: onSharedBrowser(async (lab) => {
        await lab.page.reload();
        return lab;
    })},
    {name: 'page left and come back to', injected: 'another address, then "Back"; the page has been discarded', device: 'cpu', trainMs: [0, 24_000],
        trial: onSharedBrowser(async (lab) => {
            await lab.page.goto('data:text/html,elsewhere');
            await lab.page.goBack();
            return lab;
        })},
    {name: 'tab crash', injected: '`Page.crash`', device: 'cpu', trainMs: [0, 24_000], trial: onSharedBrowser(async ({page}) => {
        const session = await page.context().newCDPSession(page);
        const crashed = page.waitForEvent('crash');
        session.send('Page.crash').catch(() => {}); // it does not live to answer
        await crashed;
        return openPage(page.context(), {hash: HASH});
    })},
    {name: 'browser killed', injected: '`SIGKILL` to all its processes; opened again with the same profile', device: 'cpu', trainMs: [0, 24_000],
        trial: (_, trainMs) => withOwnBrowser(async (own) => {
            const lab = await openPage(own.context, {hash: HASH});
            return comesBack(lab, async () => {
                await own.kill();
                await own.reopen();
                return openPage(own.context, {hash: HASH});
            }, trainMs);
        })},
];

/**
 * @param {import('../lib.mjs').Lab} lab
 * @param {(lab: import('../lib.mjs').Lab) => Promise<import('../lib.mjs').Lab>} leave returns the page of the next visit
 * @param {number} trainMs beyond the first checkpoint
 * @returns {Promise<import('./fault.mjs').Trial>}
 */
async function comesBack(lab, leave, trainMs) {
    await lab.built();
    await trainFor(lab, 0);
    await until('a checkpoint', async () => (await keptSteps(lab.page)).length > 0, 3 * SOON);
    await sleep(trainMs);
    const progress = await progressOf(lab);
    const gone = Date.now();
    const next = await leave(lab);
    await next.shows(`${OFFER} strong`, /Go on with the run of/);
    const words = await next.page.innerText(`${OFFER} strong`);
    const from = await offeredStep(next.page);
    await next.page.click(GO_ON);
    await next.state('running');
    await next.step(from + 20);
    const back = (Date.now() - gone) / 1000;
    await next.page.locator(OFFER).waitFor({state: 'hidden'});
    await startsAgain(next);
    next.assertNoProblems?.();
    const step = Math.max(progress.at(-1).step, from); // it may have trained on since we looked
    return {step, from, lost: secondsSince(progress, from), back, words};
}
