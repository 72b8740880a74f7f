// Use without a network: the published page is kept as a whole after the first visit, and a new version replaces it as a whole.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {button, clearSaved, take} from './downloads.mjs';
import {SCREENS, createLab, openBrowser, openPage, until, withPage} from './lib.mjs';
import {openStaticSite} from './static-site.mjs';

const LONG = 120_000; // all files of the page, on a busy machine
const HASH = '#v=2&device=cpu';

let browser;
let site;
before(async () => {
    [browser, site] = await Promise.all([openBrowser(), openStaticSite(), clearSaved()]);
});
after(async () => {
    await browser?.close();
    await site?.close();
});

const options = (more = {}) => ({url: site.url, hash: HASH, context: {serviceWorkers: 'allow'}, expected: /ERR_INTERNET_DISCONNECTED|ERR_FAILED/, ...more});

/** Paths in the caches of the page, by version. @param {import('playwright-core').Page} page @returns {Promise<Record<string, string[]>>} */
const keptFiles = (page) => page.evaluate(async () => {
    const kept = {};
    for (const name of await caches.keys()) {
        const requests = await (await caches.open(name)).keys();
        kept[name.split('#')[1]] = requests.map(({url}) => url.split(/www\/[0-9a-f]{12}\//)[1]);
    }
    return kept;
});

/** Waits until a version is kept as a whole: its list is written last. @param {string} [version] any */
const wholeVersion = (lab, version = '') => lab.until('the page to be kept', async (_, sought) => {
    const lists = (await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))).flat();
    return navigator.serviceWorker.controller !== null && lists.some(({url}) => url.endsWith(`${sought}/files.json`));
}, version, LONG);

/** Version whose files the page has. @param {import('playwright-core').Page} page */
const shownVersion = (page) => page.evaluate(() => document.querySelector('script[type=module]').src.match(/www\/([0-9a-f]{12})\//)[1]);

/** Versions of all scripts and sheets that the page has fetched. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
const versionsUsed = (page) => page.evaluate(() => [...new Set(performance.getEntriesByType('resource')
    .map(({name}) => name.match(/www\/([0-9a-f]{12})\//)?.[1]).filter(Boolean))]);

async function train(lab, steps) {
    await lab.built();
    await lab.start();
    await lab.step(steps);
}

/** Cuts a page off from its server, or lets it back. */
async function cutOff(page, cut) {
    await page.context().setOffline(cut);
    site.cutOff(cut);
}

test('after the first visit the page opens, trains, opens its tools and exports without a network', async () => {
    await withPage(browser, options(), async (lab) => {
        const {page} = lab;
        await lab.built();
        assert.deepEqual(await page.evaluate(() => caches.keys()), [], 'nothing is kept before the first step');
        await lab.start();
        await wholeVersion(lab);
        const [paths] = Object.values(await keptFiles(page));
        assert.ok(paths.length > 60, `${paths.length} files`);
        assert.deepEqual(paths.filter((path) => path.startsWith('pkg/full')), [], 'the GPU module was not used');
        await cutOff(page, true);
        const {length} = site.asked;
        await page.reload();
        await train(lab, 100);
        for (const tab of await page.locator('#tool-tabs [role=tab]').all()) {
            await tab.click();
            await page.locator('#tool-panels [role=tabpanel]:not([hidden]) :is(button, canvas, table, input)').first().waitFor();
        }
        assert.equal(await page.getByText('could not be fetched').count(), 0);
        await lab.pause();
        await page.locator('.card-export').scrollIntoViewIfNeeded();
        await button(lab, 'Report, HTML').waitFor();
        assert.match((await take(lab, 'Report, HTML')).bytes.toString('utf8'), /<svg/);
        assert.equal(site.asked.length, length, 'nothing reached the server');
        await page.screenshot({path: `${SCREENS}offline.png`});
        await cutOff(page, false);
    });
});

test('a data set that was chosen opens without a network too, and one that was not is said to be missing', async () => {
    await withPage(browser, options(), async (lab) => {
        const {page} = lab;
        await train(lab, 1);
        await wholeVersion(lab);
        const sets = async () => Object.values(await keptFiles(page))[0].filter((path) => /^www\/sets/.test(path));
        assert.deepEqual(await sets(), ['www/sets/mnist-sample.safetensors.gz'], 'the first set is kept for everybody');
        await page.selectOption('#setting-dataset', 'emoji');
        await until('the set to be kept', async () => (await sets()).includes('www/sets/emoji.safetensors.gz'));
        await cutOff(page, true);
        const {length} = site.asked;
        await page.reload();
        await train(lab, 20);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'emoji');
        assert.equal(site.asked.length, length, 'nothing reached the server');
        await page.selectOption('#setting-dataset', 'fashion');
        await lab.shows('[data-key=set]', /Fashion-MNIST could not be fetched/);
        await cutOff(page, false);
    });
});

test('a page that is cut off during its first visit opens its tools once it is kept', async () => {
    await withPage(browser, options(), async (lab) => {
        await train(lab, 1);
        await wholeVersion(lab);
        await cutOff(lab.page, true);
        await lab.page.locator('#tool-tabs').getByRole('tab', {name: 'Compare'}).click();
        await lab.page.locator('#tool-panels [role=tabpanel]:not([hidden]) :is(button, canvas, table, input)').first().waitFor();
        await cutOff(lab.page, false);
    });
});

test('the next visit gets a new version whole; a page that is open keeps its own, and kept runs survive', async () => {
    await withPage(browser, options(), async (lab) => {
        const {page} = lab;
        await train(lab, 100);
        await wholeVersion(lab);
        await lab.pause();
        const first = await shownVersion(page);
        const next = await site.publishChange('www/app/status-bar.js', [`'Ready'`, `'All set'`]);
        assert.notEqual(next, first);

        const other = await page.context().newPage();
        await other.addInitScript(() => (window.__recorded = {events: [], sent: []}));
        await other.goto(site.url + HASH);
        assert.equal(await shownVersion(other), next);
        const otherLab = createLab(other);
        await otherLab.shows('#status-state', /^All set$/);
        await other.click('#toggle[data-does=start]:enabled');
        await wholeVersion(otherLab, next);
        assert.deepEqual(await versionsUsed(other), [next]);
        await other.close();

        // the server has no file of the first version any more
        await page.locator('#tool-tabs').getByRole('tab', {name: 'Weights'}).click();
        await page.locator('#tool-panels [role=tabpanel]:not([hidden]) canvas').first().waitFor();
        assert.deepEqual(await versionsUsed(page), [first]);

        // A new tab: Chromium under a debugger, on a busy machine, may never end the reload of a tab whose worker was replaced meanwhile.
        await page.close();
        const again = await openPage(page.context(), {url: site.url, hash: HASH});
        await again.shows('#status-state', /^All set$/);
        assert.deepEqual(await versionsUsed(again.page), [next]);
        await again.shows('[data-key=go-on] strong', /Go on with the run of/);
        await again.page.reload({timeout: LONG});
        await until('the first version to be forgotten', async () => Object.keys(await keptFiles(again.page)).join() === next);
        again.assertNoProblems(options().expected);
    });
});

test('a page whose browser refuses service workers goes on without being kept', async () => {
    await withPage(browser, options({before: (page) => page.addInitScript(() => {
        Object.defineProperty(navigator, 'serviceWorker', {get: () => {
            throw new DOMException('refused', 'SecurityError');
        }});
    })}), async (lab) => {
        await train(lab, 50);
        assert.deepEqual(await lab.page.evaluate(() => caches.keys()), []);
    });
});
