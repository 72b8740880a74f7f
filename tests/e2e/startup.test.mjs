// Start-up: little is fetched before the first step, and the full module only where it is useful.
// A run moves to it without interruption.

import assert from 'node:assert/strict';
import {statSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {FIRST_GPU_STEP, openBrowser, until, withPage} from './lib.mjs';

/** The first data set has a bound of its own (tests/www/published.test.js). */
const FIRST_SET = statSync(new URL('../../www/sets/mnist-sample.safetensors.gz', import.meta.url)).size;
const MOST_BYTES = 780_000 + FIRST_SET;
const MOST_FILES = 25;

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Collects the requests of a page and its workers. @param {import('playwright-core').Request[]} requests */
const collect = (requests) => async (page) => void page.on('request', (request) => requests.push(request));

/** @param {import('playwright-core').Request[]} requests */
const pathsOf = (requests) => requests.map((request) => new URL(request.url()).pathname);

/** A loss for every step, each once. @param {any[]} progress */
function assertUnbroken(progress) {
    let done = 0;
    for (const {step, losses} of progress) {
        assert.equal(step - losses.length, done, 'the next losses begin where the last ended');
        done = step;
    }
}

test('all that is fetched before the first step is at most 25 files and 0.78 MB compressed, and the first data set', async (t) => {
    const requests = [];
    await withPage(browser, {before: collect(requests)}, async (lab) => {
        await lab.start();
        await lab.step(1);
        const [{at}] = await lab.events('progress');
        const firstStep = at + await lab.page.evaluate(() => performance.timeOrigin);
        // when a request began is known once its answer has come
        const all = await Promise.all([...requests].map(async (request) => ({request, size: (await request.sizes()).responseBodySize})));
        const early = all.filter(({request}) => request.timing().startTime <= firstStep);
        const [needed, sizes] = [early.map(({request}) => request), early.map(({size}) => size)];
        const bytes = sizes.reduce((sum, size) => sum + size, 0);
        const module = sizes[pathsOf(needed).findIndex((path) => path.endsWith('.wasm'))];
        t.diagnostic(`${needed.length} files, ${bytes} bytes; the module is ${module} of them`);
        assert.ok(module > 100_000, 'the module is among them');
        assert.equal(sizes[pathsOf(needed).findIndex((path) => path.endsWith('.gz'))], FIRST_SET, 'the first data set is too');
        assert.ok(bytes <= MOST_BYTES, `it is ${bytes} bytes`);
        assert.ok(needed.length <= MOST_FILES, `these are ${needed.length} files`);
    });
});

test('the controls stand and work before the module has arrived, and Start is not forgotten', async () => {
    let release;
    const gate = new Promise((resolve) => (release = resolve));
    const hold = (page) => page.route('**/pkg/cpu/*.wasm', async (route) => {
        await gate;
        await route.continue();
    });
    await withPage(browser, {hash: '#v=2&device=cpu', before: hold}, async (lab) => {
        await lab.page.fill('#setting-latent', '5');
        await lab.page.waitForURL(/latent=5/);
        await lab.page.click('#toggle[data-does=start]:enabled');
        assert.deepEqual(await lab.events('ready'), []);
        release();
        await lab.step(20);
        assert.equal((await lab.events('created')).at(-1).config.latent, 5);
    });
});

test('automatic never fetches the whole module for a software adapter', async () => {
    const requests = [];
    await withPage(browser, {before: collect(requests)}, async (lab) => {
        await lab.start();
        await lab.step(500);
        await lab.shows('#status-why', /software/);
        assert.deepEqual(pathsOf(requests).filter((path) => path.includes('/pkg/full/')), []);
    });
});

test('a run that wants WebGPU begins on the CPU at once, moves when it can, and misses no loss', async (t) => {
    await withPage(browser, {hash: '#v=2&device=webgpu'}, async (lab) => {
        await lab.start();
        await lab.step(1);
        assert.equal((await lab.events('created')).at(-1).device.kind, 'cpu');
        const {step} = await lab.moved();
        assert.ok(step > 0, 'it had been trained on the CPU');
        await lab.step(step + 20, FIRST_GPU_STEP);
        await lab.shows('#status-why', new RegExp(`^Your choice. Before: CPU up to step ${step.toLocaleString('en')}$`));
        await lab.pause();
        const progress = await lab.events('progress');
        assertUnbroken(progress);
        assert.deepEqual([...new Set(progress.map(({worker}) => worker))], [1, 2]);
        assert.equal((await lab.events('created')).length, 1, 'it is still the same run');
        const [last, next] = [1, 2].map((worker) => progress.filter((event) => event.worker === worker))
            .map((events, i) => i === 0 ? events.at(-1).losses.at(-1) : events[0].losses[0]);
        t.diagnostic(`moved after step ${step}: loss ${last.toFixed(4)} on the CPU, then ${next.toFixed(4)} on WebGPU`);
        assert.ok(next < 2 * last, 'it goes on from the trained weights');
    });
});

test('a pause while the run is under way to WebGPU holds there', async () => {
    await withPage(browser, {hash: '#v=2&device=webgpu'}, async (lab) => {
        await lab.start();
        await lab.until('the hand-over', ({sent}) => sent.some(({type}) => type === 'save'), null, FIRST_GPU_STEP);
        await lab.page.click('#toggle[data-does=pause]');
        await lab.state('paused', FIRST_GPU_STEP);
        const {step} = (await lab.events('status')).at(-1);
        await lab.page.waitForTimeout(500); // that nothing comes any more can only be seen by waiting
        const progress = await lab.events('progress');
        assert.equal(progress.at(-1).step, step);
        assertUnbroken(progress);
    });
});

test('a whole module that cannot be fetched leaves the run where it is, and the page says so', async () => {
    const spoil = (page) => page.route('**/pkg/full/*.wasm', (route) => route.fulfill({body: 'no module', contentType: 'application/wasm'}));
    await withPage(browser, {hash: '#v=2&device=webgpu', before: spoil}, async (lab) => {
        await lab.start();
        await lab.shows('[data-key=device]', /could not move to WebGPU/);
        await lab.shows('#status-why', /WebGPU failed/);
        const {step} = (await lab.events('progress')).at(-1) ?? {step: 0};
        // the worker that failed has said why, and waiting the usual way would stop at that
        await until('more steps', async () => (await lab.events('progress')).at(-1)?.step > step);
        assertUnbroken(await lab.events('progress'));
    });
});

/** Makes the software adapter look like a graphics card, for the worker that looks for one. */
const disguise = (page) => page.route('**/www/worker/training-worker.js', async (route) => {
    const response = await route.fetch();
    const info = '{vendor: "acme", architecture: "", device: "", description: "", isFallbackAdapter: false}';
    const body = `Object.defineProperty(GPUAdapter.prototype, 'info', {get: () => (${info})});\n${await response.text()}`;
    await route.fulfill({response, body});
});

test('automatic times the model on both devices, says how fast each is, and remembers', async (t) => {
    await withPage(browser, {before: disguise}, async (lab) => {
        await lab.start();
        await lab.event('benchmarked', {timeout: FIRST_GPU_STEP});
        await lab.shows('#status-why', /faster than the [CG]PU for this model \(.* steps a second\)/);
        t.diagnostic(await lab.page.innerText('#status-why'));
        assert.equal((await lab.events('benchmarked')).length, 1);
        await lab.page.reload();
        await lab.built();
        await lab.shows('#status-why', /faster than the [CG]PU for this model/);
        assert.deepEqual(await lab.events('benchmarked'), [], 'it is not timed again');
    });
});

test('zoom that could not be fetched says so, can be tried again, and then does what was asked', async () => {
    const all = '#scatter-bar button[aria-label^="Show all"]';
    let done = false;
    const body = async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        await lab.page.context().setOffline(true);
        await lab.page.click('#scatter-bar button[aria-label^="Zoom in"]');
        await lab.shows('.card-scatter .tool-text', /Zoom and selection could not be fetched/);
        assert.ok(await lab.page.locator(all).isHidden());
        await lab.page.context().setOffline(false);
        await lab.page.click('.card-scatter .tool-text button');
        await lab.page.locator(all).waitFor();
        assert.equal(await lab.page.locator('.card-scatter .tool-text').count(), 0);
        done = true;
    };
    // the console reports the missing file, and nothing else
    await assert.rejects(withPage(browser, {hash: '#v=2&device=cpu'}, body), /ERR_INTERNET_DISCONNECTED/);
    assert.ok(done);
});
