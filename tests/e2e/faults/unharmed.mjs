// Faults that cost nothing: the page goes on training, and says what it can no longer do.

import assert from 'node:assert/strict';
import {setTimeout as sleep} from 'node:timers/promises';
import {SOON, URL_OF_PAGE, openPage, until, withPage} from '../lib.mjs';
import {Declined, assertSamePage, assertUnbroken, markPage, progressOf, startsAgain, trainFor} from './fault.mjs';
import {beginWorkerWith, workerOf} from './in-worker.mjs';
import {withOwnBrowser} from './own-browser.mjs';

const HASH = '#v=2&device=cpu';
const HOUR_MS = 3_600_000;
const ELSEWHERE = 'data:text/html,elsewhere';
const AWAY_MS = 3000;
const SUSPENDED_MS = 65_000; // longer than a worker may be silent

/** @typedef {import('../lib.mjs').Lab} Lab */

/**
 * @typedef {object} Nuisance
 * @property {(page: import('playwright-core').Page) => Promise<any>} [before] ahead of loading
 * @property {(lab: Lab) => Promise<any>} [inject] while it trains
 * @property {(lab: Lab) => Promise<string>} [after] what must then hold; returns the words shown
 */

/** @param {Nuisance} nuisance */
const onSharedBrowser = (nuisance) => async (browser, trainMs) => {
    let trial;
    await withPage(browser, {hash: HASH, before: nuisance.before}, async (lab) => {
        trial = await goesOn(lab, nuisance, trainMs);
    });
    return trial;
};

/** @param {(own: import('./own-browser.mjs').OwnBrowser) => Nuisance} nuisanceOf */
const onOwnBrowser = (nuisanceOf) => (_, trainMs) => withOwnBrowser(async (own) => {
    const nuisance = nuisanceOf(own);
    const lab = await openPage(own.context, {hash: HASH, before: nuisance.before});
    const trial = await goesOn(lab, nuisance, trainMs);
    lab.assertNoProblems();
    return trial;
});

/** @param {Lab} lab @param {Nuisance} nuisance @param {number} trainMs @returns {Promise<import('./fault.mjs').Trial>} */
async function goesOn(lab, {inject = async () => {}, after = async () => ''}, trainMs) {
    await lab.built();
    await trainFor(lab, trainMs);
    await markPage(lab.page);
    const {step} = (await progressOf(lab)).at(-1);
    await inject(lab);
    const ended = Date.now();
    const later = (await progressOf(lab)).at(-1).step;
    await lab.step(later + 20);
    const back = (Date.now() - ended) / 1000;
    const words = await after(lab);
    await startsAgain(lab);
    await assertUnbroken(lab, step);
    await assertSamePage(lab.page);
    return {step, from: step, lost: 0, back, words};
}

/** Closes the notice about checkpoints, and checks that it does not come again. @param {RegExp} words */
const saysOnce = (words) => async (/** @type {Lab} */ lab) => {
    const notice = '[data-key=checkpoints]';
    await lab.shows(notice, words, 3 * SOON);
    const text = (await lab.page.innerText(notice)).replaceAll(/\s*\n\s*/g, ' ');
    await lab.page.click(`${notice} .close`);
    await lab.pause(); // asks for another checkpoint
    await lab.start();
    const {step} = (await progressOf(lab)).at(-1);
    await lab.step(step + 100);
    assert.equal(await lab.page.locator(notice).count(), 0);
    return text.replace(/ ×$/, '');
};

/** Puts the clocks of a scope under the test's control. */
const holdClocks = () => {
    const [monotonic, date] = [performance.now.bind(performance), Date.now.bind(Date)];
    self.jump = {forward: 0, date: 0};
    performance.now = () => monotonic() + self.jump.forward;
    Date.now = () => date() + self.jump.date;
};

/** @param {Lab} lab @param {{forward: number, date: number}} jump ms */
async function jumpClocks({page}, jump) {
    for (const scope of [page, workerOf(page)]) await scope.evaluate((by) => Object.assign(self.jump, by), jump);
}

/** Has a page write down whether each visit found it kept. @param {import('playwright-core').Page} page */
const countVisits = (page) => page.addInitScript(() => {
    window.visits = [];
    addEventListener('pageshow', ({persisted}) => window.visits.push(persisted));
});

/** Waits until the service worker of a published page has claimed it: a browser discards a kept page that is claimed. @param {Lab} lab */
const claimed = ({page}) => until('the service worker', () => page.evaluate(() => {
    const isPublished = /www\/[0-9a-f]{12}\//.test(document.querySelector('script[type=module]').src);
    return !isPublished || navigator.serviceWorker.controller !== null;
}), 3 * SOON);

/** @param {Lab} lab */
async function leaveAndReturn(lab) {
    const {page} = lab;
    await claimed(lab);
    await page.goto(ELSEWHERE);
    await sleep(AWAY_MS);
    await page.evaluate(() => history.back()).catch(() => {}); // it may not live to answer
    const visit = () => page.evaluate(() => ({
        visits: window.visits.join(), reasons: JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons?.reasons),
    })).catch(() => ({visits: '', reasons: ''}));
    await until('the page', async () => ['false,true', 'false'].includes((await visit()).visits));
    await until('the second visit', async () => (await visit()).visits === 'false,true').catch(async () => {
        throw new Declined(`the browser has not kept the page, because of ${(await visit()).reasons}`);
    });
}

/** @type {import('./fault.mjs').Fault[]} */
export const UNHARMED = [
    {name: 'storage full', injected: 'a quota of one byte, set while it trains', device: 'cpu', trainMs: [0, 12_000], trial: onSharedBrowser({
        async inject({page}) {
            const session = await page.context().newCDPSession(page);
            await session.send('Storage.overrideQuotaForOrigin', {origin: new URL(URL_OF_PAGE).origin, quotaSize: 1});
        },
        async after(lab) {
            await lab.pause(); // asks for a checkpoint at once
            await lab.start();
            return saysOnce(/not kept for the time after a reload\. The browser has no room left/)(lab);
        },
    })},
    {name: 'storage forbidden', injected: '`indexedDB` throws a `SecurityError`', device: 'cpu', trainMs: [0, 3000], trial: onSharedBrowser({
        before: (page) => page.addInitScript(() => {
            Object.defineProperty(window, 'indexedDB', {get() {
                throw new DOMException('no', 'SecurityError');
            }});
        }),
        async after(lab) {
            await lab.pause();
            await lab.start();
            return saysOnce(/not kept for the time after a reload\. The browser does not allow/)(lab);
        },
    })},
    {name: 'clock jump', injected: 'clocks of page and worker an hour ahead, then the date an hour back', device: 'cpu', trainMs: [0, 12_000],
        trial: onSharedBrowser({
            async before(page) {
                await page.addInitScript(holdClocks);
                await beginWorkerWith(page, holdClocks);
            },
            async inject(lab) {
                await jumpClocks(lab, {forward: HOUR_MS, date: HOUR_MS});
                const {step} = (await progressOf(lab)).at(-1);
                await lab.step(step + 100);
                await jumpClocks(lab, {forward: HOUR_MS, date: -HOUR_MS});
            },
        })},
    {name: 'back-forward cache', injected: 'another address, then "Back"; the page has been kept', device: 'cpu', trainMs: [0, 12_000],
        attempts: 3, trial: onOwnBrowser(() => ({before: countVisits, inject: leaveAndReturn}))},
    {name: 'sleep', injected: '`SIGSTOP` to all processes of the browser, `SIGCONT` after 65 s', device: 'cpu', trainMs: [0, 12_000],
        trial: onOwnBrowser((own) => ({async inject() {
            own.signal('SIGSTOP');
            await sleep(SUSPENDED_MS);
            own.signal('SIGCONT');
        }}))},
];
