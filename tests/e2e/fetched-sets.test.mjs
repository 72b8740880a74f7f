// Data sets that the page fetches: the first one, failures, another try, and runs that go on. That each trains when it is chosen is
// in one-click-sets.test.mjs.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {GO_ON, OFFER, kept} from './kept-steps.mjs';
import {FIRST_GPU_STEP, SCREENS, assertFalls, openBrowser, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const FAILED = /ERR_FAILED/; // the console reports the file that did not come

/** Takes a look at the page at both widths. */
async function look(lab, name) {
    for (const [size, width] of [['wide', 1440], ['narrow', 390]]) {
        await lab.page.setViewportSize({width, height: 900});
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 1}); // drawn at this width
        await lab.page.screenshot({path: `${SCREENS}set-${name}-${size}.png`, fullPage: true});
        const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    }
    await lab.page.setViewportSize({width: 1440, height: 900});
}

/** Keeps back or refuses the file of a set. @param {string} source @param {(route: import('playwright-core').Route) => Promise<void>} act */
const onFetch = (source, act) => (page) => page.route(`**/sets/${source}.safetensors.gz`, act);

/** A file that does not come until the test lets it. */
function createGate() {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    return {release: () => release(), wait: async (route) => {
        await gate;
        await route.continue();
    }};
}

test('a first visit begins with digits of MNIST, shows them before Start, and learns', async (t) => {
    await withPage(browser, {}, async (lab) => {
        const {config, description: {dataset}} = await lab.built();
        assert.deepEqual([config.dataset, config.latent, config.seed], ['mnist-sample', 2, 1]);
        assert.deepEqual([dataset.width, dataset.height, dataset.train, dataset.validation, dataset.test], [28, 28, 1445, 255, 300]);
        assert.match(lab.page.url(), /#v=2&dataset=mnist-sample$/);
        await until('the digits', () => lab.isDrawn('#recon'));
        await lab.page.screenshot({path: `${SCREENS}set-first-wide.png`});
        await lab.shows('#set-about', /^MNIST, Y\. LeCun and C\. Cortes, CC BY-SA 3\.0\. Look for 0 and 1/);
        assert.equal(await lab.page.getAttribute('#presets [aria-pressed=true]', 'data-preset'), 'undercomplete');
        await lab.start();
        await lab.step(200);
        const losses = await lab.losses();
        t.diagnostic(`loss ${losses[0].toFixed(4)} at step 1, ${losses.at(-1).toFixed(4)} at step ${losses.length}`);
        assertFalls(losses, 0.75);
        await look(lab, 'mnist-sample');
    });
});

test('an address without a data set is of the 8 × 8 digits, as before, and so is its reload', async () => {
    await withPage(browser, {hash: '#v=2'}, async (lab) => {
        assert.equal((await lab.built()).config.dataset, 'digits');
        await lab.page.reload();
        assert.equal((await lab.built()).config.dataset, 'digits');
        assert.deepEqual(await lab.page.evaluate(() => performance.getEntriesByType('resource').filter(({name}) => /\/sets\//.test(name)).length), 0);
    });
});

test('Start that is pressed while a set comes trains on it, and not on the digits before', async () => {
    const {release, wait} = createGate();
    await withPage(browser, {hash: '#v=2&device=cpu', before: onFetch('fashion', wait)}, async (lab) => {
        await lab.state('ready');
        await lab.page.selectOption('#setting-dataset', 'fashion');
        await lab.shows('#set-progress', /^Fetching Fashion-MNIST: 0 %$/);
        await lab.page.click('#toggle[data-does=start]:enabled');
        await lab.shows('#toggle-text', /Starting/);
        release();
        await lab.step(20);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'fashion');
        assert.deepEqual((await lab.events('progress')).filter(({run}) => run === 1), [], 'no step was trained on the digits');
        assert.equal(await lab.page.textContent('#set-progress'), '');
    });
});

test('a set that cannot be fetched says so, keeps the run that is there, and comes at the next try', async () => {
    let isBroken = true;
    const spoil = onFetch('fashion', (route) => isBroken ? route.abort() : route.continue());
    await withPage(browser, {hash: '#v=2&device=cpu', before: spoil, expected: FAILED}, async (lab) => {
        await lab.start();
        await lab.step(50);
        await lab.page.selectOption('#setting-dataset', 'fashion');
        await lab.shows('[data-key=set]', /Fashion-MNIST could not be fetched: .*Check the network and try again/);
        await lab.shows('#setting-dataset-error', /could not be fetched/);
        await lab.page.screenshot({path: `${SCREENS}set-failed-wide.png`});
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 10);
        isBroken = false;
        await lab.page.click('[data-key=set] button:text("Try again")');
        await lab.page.locator('#setting-dataset-error').waitFor({state: 'hidden'});
        assert.equal(await lab.page.locator('[data-key=set]').count(), 0);
        await lab.page.click('#restart:enabled');
        assert.equal((await lab.built(1)).config.dataset, 'fashion');
        await lab.step(10);
    });
});

test('where the first set does not come, the built-in digits take over, and another try brings it', async () => {
    let isBroken = true;
    const spoil = onFetch('mnist-sample', (route) => isBroken ? route.abort() : route.continue());
    await withPage(browser, {before: spoil, expected: FAILED}, async (lab) => {
        await lab.shows('[data-key=set]', /MNIST could not be fetched: .* Here are the built-in digits of 8 × 8 pixels/);
        assert.equal((await lab.built()).config.dataset, 'digits');
        await lab.start();
        await lab.step(20);
        await lab.pause();
        isBroken = false;
        await lab.page.click('[data-key=set] button:text("Try again")');
        await lab.page.click('#restart:enabled');
        await lab.until('a run on MNIST', ({events}) => events.some(({type, config}) => type === 'created' && config.dataset === 'mnist-sample'));
    });
});

test('a run on a fetched set goes on after a reload, once the set is there again', async () => {
    const {release, wait} = createGate();
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=mnist-sample'}, async (lab) => {
        const {page} = lab;
        await lab.start();
        await lab.step(100);
        await lab.pause();
        const {step} = (await lab.events('status')).at(-1);
        await kept(page, step);
        await onFetch('mnist-sample', wait)(page);
        await page.reload();
        await page.locator(OFFER).waitFor();
        await page.click(GO_ON);
        release();
        await lab.until('the step of before', ({events}, sought) => events.findLast(({type}) => type === 'status')?.step === sought, step);
        const {config, description} = (await lab.events('created')).at(-1);
        assert.deepEqual([config.dataset, description.dataset.train], ['mnist-sample', 1445]);
        await lab.start();
        await lab.step(step + 20);
    });
});

test('a run on a fetched set moves to WebGPU with its data', async () => {
    await withPage(browser, {hash: '#v=2&device=webgpu&dataset=mnist-sample'}, async (lab) => {
        await lab.start();
        const {step} = await lab.moved();
        await lab.step(step + 20, FIRST_GPU_STEP);
        await lab.pause();
        const {worker} = (await lab.events('progress')).at(-1);
        assert.equal(worker, 2);
    });
});
