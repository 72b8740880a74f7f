// Long runs: the screen stays on where the person chooses it, and a tab that was slowed while hidden says so once.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {makeHideable} from '../../bench/watching.mjs';
import {openBrowser, until, withPage} from './lib.mjs';

const HASH = '#v=2&device=cpu';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Runs in the page, ahead of its scripts: a screen that counts its locks, and lets go of them when the page is hidden. */
function countLocks() {
    window.__locks = {held: 0, asked: 0};
    async function request() {
        window.__locks.asked += 1;
        window.__locks.held += 1;
        const lock = Object.assign(new EventTarget(), {released: false, async release() {
            if (lock.released) return;
            lock.released = true;
            window.__locks.held -= 1;
            setTimeout(() => lock.dispatchEvent(new Event('release')));
        }});
        document.addEventListener('visibilitychange', () => document.hidden && lock.release());
        return lock;
    }
    Object.defineProperty(navigator, 'wakeLock', {value: {request}});
}

/** Runs in the page, ahead of its scripts: `skip` moves its clock on, as a browser does that froze a hidden page. */
function makeSkippable() {
    const now = performance.now.bind(performance);
    let skipped = 0;
    performance.now = () => now() + skipped;
    globalThis.skip = (ms) => void (skipped += ms);
}

const locksAre = (lab, locks) => until(`locks ${JSON.stringify(locks)}`, async () => {
    const found = await lab.page.evaluate(() => window.__locks);
    return found.held === locks.held && found.asked === locks.asked;
});

const hide = ({page}, hidden) => page.evaluate((value) => globalThis.hideAll(value), hidden);

/** Trains so many steps more. */
const train = async (lab, steps) => lab.step((await lab.events('progress')).at(-1).step + steps);

test('the screen is kept on from Start to pause, again after the tab was hidden, and only where it is chosen', async () => {
    await withPage(browser, {hash: HASH, before: async (page) => {
        await page.addInitScript(makeHideable);
        await page.addInitScript(countLocks);
    }}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await locksAre(lab, {held: 0, asked: 0});
        await lab.page.check('#wake');
        await locksAre(lab, {held: 1, asked: 1});
        await hide(lab, true);
        await locksAre(lab, {held: 0, asked: 1});
        await train(lab, 100); // it trains on
        await hide(lab, false);
        await locksAre(lab, {held: 1, asked: 2});
        await lab.pause();
        await locksAre(lab, {held: 0, asked: 2});
        await lab.start();
        await locksAre(lab, {held: 1, asked: 3});
        await lab.page.uncheck('#wake');
        await locksAre(lab, {held: 0, asked: 3});
    });
});

test('a browser without wake locks shows no checkbox for them', async () => {
    await withPage(browser, {hash: HASH, before: (page) => page.addInitScript(() => {
        delete Navigator.prototype.wakeLock;
    })}, async (lab) => {
        await lab.built();
        assert.equal(await lab.page.locator('#wake-row').isVisible(), false);
    });
});

test('a tab that trained much slower while it was hidden says so once', async () => {
    const banner = '.banner[data-key=slowed]';
    await withPage(browser, {hash: HASH, before: async (page) => {
        await page.addInitScript(makeHideable);
        await page.addInitScript(makeSkippable);
    }}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(500);
        await lab.page.waitForFunction(() => performance.getEntriesByType('resource').some(({name}) => name.endsWith('/long-runs.js')));
        const away = async () => {
            await train(lab, 100);
            await hide(lab, true);
            await train(lab, 100);
            await lab.page.evaluate(() => globalThis.skip(600_000));
            await hide(lab, false);
        };
        await away();
        await lab.shows(banner, /^While this tab was hidden, the browser or the computer slowed training from [\d.,K]+ to [\d.]+ steps\/s/);
        await lab.page.click(`${banner} .close`);
        await away();
        await train(lab, 100);
        assert.equal(await lab.page.locator(banner).count(), 0);
        await lab.pause();
    });
});
