// Faults of the worker, the page, the storage and the network in one browser engine: the run is lost in none of them. Takes
// minutes, so it runs by hand: cargo xtask test --browser NAME.

import {after, before, beforeEach, test} from 'node:test';
import {atReport, openFaultySite} from './faulty-site.mjs';
import {openEngine, withPage} from './lab.mjs';

const CPU = '#v=2&device=cpu';
const OFFER = '[data-key=go-on]';
const ELSEWHERE = 'data:text/html,elsewhere';

let engine;
let site;
before(async () => {
    [engine, site] = await Promise.all([openEngine(), openFaultySite()]);
});
after(async () => {
    await engine?.close();
    await site?.close();
});
beforeEach(() => {
    site.spoilWorker('');
    site.spoilPage('');
    site.cutOff(false);
});

/** @param {(lab: import('./lab.mjs').Lab) => Promise<void>} body */
const withSite = (body) => withPage(engine, CPU, body, site.url);

/** Pauses a run that trains, and starts it again. @param {import('./lab.mjs').Lab} lab */
async function startsAgain(lab) {
    await lab.pause();
    const step = await lab.step();
    await lab.start();
    await lab.reaches(step + 50);
}

/** Trains a run until it is kept. @param {import('./lab.mjs').Lab} lab @returns {Promise<number>} step that is kept at least */
async function trainAndKeep(lab) {
    await lab.ready();
    await lab.start();
    await lab.reaches(200);
    await lab.pause(); // writes a checkpoint
    const step = await lab.step();
    await lab.start();
    await lab.reaches(step + 50);
    return step;
}

/** Takes the offer of the next visit. @param {import('./lab.mjs').Lab} lab @param {number} step from which it goes on at least */
async function goOn(lab, step) {
    await lab.shows(OFFER, /Go on with the run of/);
    await lab.click(`//*[@data-key='go-on']//button[normalize-space()='Go on']`);
    await lab.until(`step ${step}`, async () => await lab.step() >= step);
    // as it was when it was kept: an engine may end a page before the last checkpoint is written
    await lab.shows('#status-state', /^(Training|Paused)$/);
    if (await lab.text('#status-state') === 'Paused') await lab.start();
    await lab.reaches(step + 50);
    await startsAgain(lab);
}

for (const [what, code, words] of [
    ['closes itself', 'self.close();', /training worker was closed: the run went on from step [\d,]+ on the CPU/],
    ['hangs', 'for (;;);', /no sign of life.*the run went on from step [\d,]+ on the CPU/],
    ['throws', 'queueMicrotask(() => { throw new Error("a trap"); });', /training worker broke down: the run went on from step [\d,]+ on the CPU/],
]) {
    test(`a worker that ${what} is replaced, and the run goes on`, async () => {
        site.spoilWorker(atReport(20, code));
        await withSite(async (lab) => {
            await lab.ready();
            await lab.start();
            await lab.shows('[data-key=recovered]', words);
            await lab.shows('#status-state', /^Training$/);
            const step = await lab.step();
            await lab.reaches(step + 100);
            await startsAgain(lab);
        });
    });
}

test('after a reload the page offers the run, and goes on with it', async () => {
    await withSite(async (lab) => {
        const step = await trainAndKeep(lab);
        await lab.page.reload();
        await goOn(lab, step);
    });
});

test('a page that was left goes on at "Back", or offers its run', async (t) => {
    await withSite(async (lab) => {
        const step = await trainAndKeep(lab);
        await lab.page.goto(ELSEWHERE);
        await lab.page.evaluate(() => void setTimeout(() => history.back()));
        await lab.until('the page', async () => /Training|Ready/.test(await lab.text('#status-state').catch(() => '')));
        const isKept = await lab.text('#status-state') === 'Training';
        t.diagnostic(isKept ? 'the engine has kept the page' : 'the engine has not kept the page');
        if (!isKept) return goOn(lab, step);
        await lab.reaches(step + 100);
        await startsAgain(lab);
    });
});

test('where storage is forbidden the page says so once, and training goes on', async () => {
    site.spoilPage(`
        Object.defineProperty(window, 'indexedDB', {get() { throw new DOMException('no', 'SecurityError'); }});`);
    await withSite(async (lab) => {
        await trainAndKeep(lab);
        await lab.shows('[data-key=checkpoints]', /not kept for the time after a reload\. The browser does not allow it to keep anything/);
        await startsAgain(lab);
    });
});

test('once the page is kept it opens, trains and opens a tool without its server', async () => {
    await withSite(async (lab) => {
        await trainAndKeep(lab);
        await lab.until('the page to be kept', () => lab.page.evaluate(async () => {
            const names = await caches.keys();
            const lists = (await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))).flat();
            return navigator.serviceWorker.controller !== null && lists.some(({url}) => url.endsWith('/files.json'));
        }));
        site.cutOff(true);
        await lab.page.reload();
        await lab.shows('#status-state', /^Ready$/);
        await lab.start();
        await lab.reaches(100);
        await lab.click(`//*[@role='tab' and normalize-space()='Weights']`);
        await lab.shows('#tool-panels [role=tabpanel]:not([hidden])', /./);
        await startsAgain(lab);
    });
});
