// Faults of workers and devices: whatever breaks, the run goes on by itself from its last checkpoint. HOURGLASS_TRIALS repeats
// each fault so often, and prints a line for each trial.

import assert from 'node:assert/strict';
import {after, before as beforeAll, test} from 'node:test';
import {setTimeout as sleep} from 'node:timers/promises';
import {FIRST_GPU_STEP, launch, openBrowser, withPage} from './lib.mjs';

const TRIALS = Number(process.env.HOURGLASS_TRIALS ?? 1);
const TRAIN_MS = Number(process.env.HOURGLASS_TRAIN_MS ?? 3000); // before the fault
const NOTICED = 180_000; // most ms until the run goes on: a long task may be silent for two minutes
const CHECKPOINT_MS = 10_000;

const CPU = {hash: '#v=2&device=cpu', kind: 'cpu'};
const WEBGPU = {hash: '#v=2&device=webgpu', kind: 'webgpu'};

/** Hands the devices that the worker opens to the test. */
const keepDevices = (page) => page.route('**/www/worker/training-worker.js', async (route) => {
    const response = await route.fetch();
    const body = `
        self.devices = [];
        const open = self.GPUAdapter?.prototype.requestDevice;
        if (open) GPUAdapter.prototype.requestDevice = async function (...rest) {
            const device = await open.apply(this, rest);
            self.devices.push(device);
            return device;
        };
        ${await response.text()}`;
    await route.fulfill({response, body});
});

/** Runs a function in the training worker that was opened last, and does not wait for its end. */
const inWorker = (page, act) => {
    const worker = page.workers().findLast((one) => one.url().endsWith('training-worker.js'));
    worker.evaluate(act).catch(() => {}); // it may not live to answer
};

/** The module logs each panic. */
const PANIC_LOG = /^console: Error: panicked at /;

/** Replaces a method of the module in the worker. */
const PANIC = async () => {
    const {Lab} = await import(new URL('../../pkg/cpu/hourglass.js', self.location.href).href);
    Lab.prototype.train = () => {
        throw new WebAssembly.RuntimeError('unreachable');
    };
};

/** Takes all memory that the module could still ask for. */
const EXHAUST = async () => {
    const module = await import(new URL('../../pkg/cpu/hourglass.js', self.location.href).href);
    const {memory, __wbindgen_malloc: allocate} = await module.default();
    /** @param {number} most @param {number} least @param {(size: number) => void} use */
    const fill = (most, least, use) => {
        for (let size = most; size >= least;) {
            try {
                use(size);
            } catch {
                size >>= 1;
            }
        }
    };
    fill(65536, 1, (pages) => memory.grow(pages));
    fill(1 << 28, 64, (bytes) => allocate(bytes, 8));
};

/** @type {{name: string, on: typeof CPU, inject: (page: import('playwright-core').Page) => any, words: RegExp, own?: boolean, logs?: RegExp}[]} */
const FAULTS = [
    {name: 'a worker that is closed', on: CPU, inject: (page) => inWorker(page, () => self.close()), words: /no sign of life/},
    {name: 'a worker in an endless loop', on: CPU, words: /no sign of life/, inject: (page) => inWorker(page, () => {
        for (;;);
    })},
    {name: 'an uncaught error', on: CPU, words: /worker broke down/, inject: (page) => inWorker(page, () => setTimeout(() => {
        throw new Error('boom');
    }))},
    {name: 'a panic', on: CPU, inject: (page) => inWorker(page, PANIC), words: /worker broke down/},
    {name: 'no memory left for the module', on: CPU, inject: (page) => inWorker(page, EXHAUST), words: /worker broke down/},
    {name: 'a device that is destroyed', on: WEBGPU, words: /graphics card (was lost|stopped)/,
        inject: (page) => inWorker(page, () => self.devices.at(-1).destroy())},
    {name: 'a device that refuses a command', on: WEBGPU, words: /graphics card refused a command/, logs: PANIC_LOG,
        inject: (page) => inWorker(page, () => self.devices.at(-1).createBuffer({size: 4, usage: 0xffff}))},
    {name: 'a device without memory', on: WEBGPU, words: /graphics card ran out of memory/, logs: PANIC_LOG,
        inject: (page) => inWorker(page, () => self.devices.at(-1).dispatchEvent(
            new GPUUncapturedErrorEvent('uncapturederror', {error: new GPUOutOfMemoryError('no memory')})))},
    {name: 'a read-back that never ends', on: WEBGPU, words: /no sign of life/, inject: (page) => inWorker(page, () => {
        GPUBuffer.prototype.mapAsync = () => new Promise(() => {});
    })},
    {name: 'a crash of the GPU process', on: WEBGPU, own: true, words: /graphics card (was lost|stopped)/, async inject(page) {
        const session = await page.context().browser().newBrowserCDPSession();
        await session.send('Browser.crashGpuProcess').catch(() => {}); // it may not live to answer
    }},
];

let browser;
beforeAll(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

for (const fault of FAULTS) {
    test(`${fault.name} costs seconds of training, and the run goes on by itself`, async () => {
        for (let trial = 1; trial <= TRIALS; trial++) {
            // what breaks the whole browser would break other tests, too
            const at = fault.own ? await launch() : browser;
            try {
                await withPage(at, {hash: fault.on.hash, before: keepDevices, expected: fault.logs}, (lab) => endure(lab, fault));
            } finally {
                if (fault.own) await at.close();
            }
        }
    });
}

/** @param {import('./lib.mjs').Lab} lab @param {typeof FAULTS[number]} fault */
async function endure(lab, {name, on, inject, words}) {
    const {page} = lab;
    if (on.kind === 'webgpu') await lab.moved();
    else await lab.built();
    await lab.start();
    const begun = (await lab.events('progress')).at(-1)?.step ?? 0;
    await lab.step(begun + 20, FIRST_GPU_STEP);
    await sleep(TRAIN_MS);
    await page.evaluate(() => {
        window.isSamePage = true;
    });
    const now = await page.evaluate(() => performance.now());
    await inject(page);

    await lab.shows('[data-key=recovered]', words, NOTICED);
    const text = await page.innerText('[data-key=recovered] strong');
    const from = Number(text.match(/went on from step (.+) on/)[1].replaceAll(/\D/g, ''));
    await lab.until('the run to train on', ({events}, [fault, step]) => events.some(({type, at, step: done, losses}) =>
        type === 'progress' && at > fault && done - losses.length === step), [now, from], NOTICED);
    const {at: resumed, worker: home} = (await lab.events('resumed')).find(({at}) => at > now);
    const before = (await lab.events('progress')).filter(({at, worker}) => at < resumed && worker !== home);
    const last = before.at(-1);
    const old = before.findLast(({at}) => at <= last.at - CHECKPOINT_MS - 1000)?.step ?? 0;
    assert.ok(from >= old && from <= last.step, `the checkpoint of step ${from} is at most ten seconds old: step ${old} to ${last.step}`);
    const trains = (await lab.events('progress')).find(({at, worker}) => at > resumed && worker === home).at;
    const seconds = ((trains - Math.max(now, last.at)) / 1000).toFixed(2);
    if (TRIALS > 1) console.log(`| ${name} | ${on.kind} | ${last.step - from} of ${last.step} | ${seconds} s | ${(await page.locator('[data-key=recovered]').textContent()).replaceAll('\n', ' ')} |`);

    assert.equal(await page.evaluate(() => window.isSamePage), true, 'the page was not reloaded');
    await page.click('#toggle[data-does=pause]:enabled');
    await lab.state('paused');
    await lab.start();
    const {step} = (await lab.events('progress')).at(-1);
    await lab.step(step + 20, FIRST_GPU_STEP);
    if (on.kind === 'webgpu') await lab.shows('#status-device', /swiftshader|webgpu/i, FIRST_GPU_STEP);
    assert.deepEqual(await page.locator('.banner.error').allInnerTexts(), []);
}
