// Faults of workers and devices: the page replaces what broke, and the run goes on from its last checkpoint by itself.

import assert from 'node:assert/strict';
import {FIRST_GPU_STEP, withPage} from '../lib.mjs';
import {NOTICED, assertSamePage, markPage, secondsSince, startsAgain, trainFor} from './fault.mjs';
import {PANIC_LOG, exhaust, inWorker, keepDevices, panic} from './in-worker.mjs';

const CHECKPOINT_MS = 10_000;

/**
 * @typedef {object} Break
 * @property {string} name
 * @property {string} injected
 * @property {'cpu' | 'webgpu'} device
 * @property {boolean} [own]
 * @property {(page: import('playwright-core').Page) => any} inject
 * @property {RegExp} words
 * @property {RegExp} [logs] words of the console that belong to it
 */

/** @type {Break[]} */
const BREAKS = [
    {name: 'worker closed', injected: '`self.close()` in the worker', device: 'cpu', words: /worker was closed/,
        inject: (page) => inWorker(page, () => self.close())},
    {name: 'worker hanging', injected: 'an endless loop in a message handler of the worker', device: 'cpu', words: /no sign of life/,
        inject: (page) => inWorker(page, () => {
            for (;;);
        })},
    {name: 'uncaught error in the worker', injected: 'an error thrown from a timer', device: 'cpu', words: /worker broke down/,
        inject: (page) => inWorker(page, () => setTimeout(() => {
            throw new Error('boom');
        }))},
    {name: 'panic', injected: 'a trap thrown in a training step', device: 'cpu', words: /worker broke down/,
        inject: (page) => inWorker(page, panic)},
    {name: 'out of memory in the module', injected: 'arrays that fill the heap of the module', device: 'cpu', words: /worker broke down/,
        inject: (page) => inWorker(page, exhaust)},
    {name: 'device destroyed', injected: '`device.destroy()`', device: 'webgpu', words: /graphics card (was lost|stopped)/,
        inject: (page) => inWorker(page, () => self.devices.at(-1).destroy())},
    {name: 'command refused by the device', injected: 'an invalid command', device: 'webgpu', words: /graphics card refused a command/,
        logs: PANIC_LOG, inject: (page) => inWorker(page, () => self.devices.at(-1).createBuffer({size: 4, usage: 0xffff}))},
    {name: 'out of memory on the device', injected: 'an error event of that kind', device: 'webgpu', logs: PANIC_LOG,
        words: /graphics card ran out of memory/, inject: (page) => inWorker(page, () => self.devices.at(-1).dispatchEvent(
            new GPUUncapturedErrorEvent('uncapturederror', {error: new GPUOutOfMemoryError('no memory')})))},
    {name: 'read-back that never ends', injected: '`mapAsync` replaced', device: 'webgpu', words: /no sign of life/,
        inject: (page) => inWorker(page, () => {
            GPUBuffer.prototype.mapAsync = () => new Promise(() => {});
        })},
    {name: 'GPU process crash', injected: '`Browser.crashGpuProcess`', device: 'webgpu', own: true, words: /graphics card (was lost|stopped)/,
        async inject(page) {
            const session = await page.context().browser().newBrowserCDPSession();
            await session.send('Browser.crashGpuProcess').catch(() => {}); // it may not live to answer
        }},
];

/** @type {import('./fault.mjs').Fault[]} */
export const RECOVERED = BREAKS.map(({name, injected, device, own, inject, words, logs}) => ({
    name, injected, device, own, trainMs: [1000, 12_000],
    async trial(browser, trainMs) {
        let trial;
        await withPage(browser, {hash: `#v=2&device=${device}`, before: keepDevices, expected: logs}, async (lab) => {
            trial = await endure(lab, {device, inject, words}, trainMs);
        });
        return trial;
    },
}));

/** @param {import('../lib.mjs').Lab} lab @param {Pick<Break, 'device' | 'inject' | 'words'>} fault @param {number} trainMs @returns {Promise<import('./fault.mjs').Trial>} */
async function endure(lab, {device, inject, words}, trainMs) {
    const {page} = lab;
    if (device === 'webgpu') await lab.moved();
    else await lab.built();
    await trainFor(lab, trainMs);
    await markPage(page);
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

    await assertSamePage(page);
    await startsAgain(lab);
    if (device === 'webgpu') await lab.shows('#status-device', /swiftshader|webgpu/i, FIRST_GPU_STEP);
    return {step: last.step, from, lost: secondsSince(before, from), back: (trains - Math.max(now, last.at)) / 1000, words: text};
}
