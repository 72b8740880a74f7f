// Errors: the page names the cause, keeps its data, and offers a remedy.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, withPage} from './lib.mjs';

const CPU = '#v=2&device=cpu';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** A good IDX file of four images, for the tests to spoil. */
function idxImages() {
    const header = [0, 0, 8, 3, 0, 0, 0, 4, 0, 0, 0, 8, 0, 0, 0, 8];
    return Buffer.from([...header, ...new Array(4 * 64).fill(100)]);
}

const BAD_FILES = [
    ['half a picture', Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1'), /this picture cannot be opened/],
    ['an IDX file of an unknown element type', Buffer.from(idxImages().with(2, 0x0a)), /element type at byte 2 /],
    ['an IDX file with a cut header', idxImages().subarray(0, 10), /dimensions .*byte 8/],
    ['an IDX file with missing images', idxImages().subarray(0, 100), /header at byte 4 .*byte 16/],
];

for (const [what, buffer, message] of BAD_FILES) {
    test(`${what} is refused with the field and the byte, and the run goes on`, async () => {
        await withPage(browser, {hash: CPU}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(20);
            await lab.page.setInputFiles('#file-picker', {name: 'some-file', mimeType: 'application/octet-stream', buffer});
            await lab.shows('[data-key=data]', message);
            const {step} = (await lab.events('progress')).at(-1);
            await lab.step(step + 50);
            const [created, ...more] = await lab.events('created');
            assert.equal(created.description.dataset.source, 'digits');
            assert.deepEqual(more, [], 'the run is still the first');
        });
    });
}

/** Takes `navigator.gpu` away from the worker, as in a browser without WebGPU. */
const withoutGpu = (page) => page.route('**/www/worker/training-worker.js', async (route) => {
    const response = await route.fetch();
    const body = `Object.defineProperty(navigator, 'gpu', {value: undefined});\n${await response.text()}`;
    await route.fulfill({response, body});
});

/** A module whose settings are not those of the page. */
const withOtherModule = (page) => page.route('**/www/worker/training-worker.js', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('.schemaFingerprint()', '.schemaFingerprint()+1');
    await route.fulfill({response, body});
});

test('a module of another version than the page says so', async () => {
    await withPage(browser, {hash: CPU, before: withOtherModule}, async (lab) => {
        await lab.shows('[data-key=protocol]', /page and the training module are of different versions.*Reload the page/s);
    });
});

test('a browser without WebGPU says so, and the CPU trains', async () => {
    await withPage(browser, {before: withoutGpu}, trainsOnCpuAndSaysSo);
});

test('a WebGPU that finds no adapter is said to be missing, and the CPU trains', async () => {
    const bare = await openBrowser({webgpu: false});
    try {
        await withPage(bare, {hash: '#v=2&device=webgpu'}, trainsOnCpuAndSaysSo);
    } finally {
        await bare.close();
    }
});

/** @param {import('./lib.mjs').Lab} lab */
async function trainsOnCpuAndSaysSo(lab) {
    const {device} = await lab.built();
    assert.equal(device.kind, 'cpu');
    await lab.shows('[data-key=device]', /Training on the CPU.*WebGPU/);
    await lab.shows('#status-why', /WebGPU/);
    await lab.start();
    await lab.step(50);
}

/** Errors of the run: those of requests go to whoever asked. @param {import('./lib.mjs').Lab} lab */
const errorsOfRun = async (lab) => (await lab.events('error')).filter(({id}) => id === undefined);

test('a loss that is not finite names the step, and the way back trains on', async () => {
    // a linear model: whenever it is tried, rates up to 4 are stable and rates from 6 on are not
    const model = 'hidden=&outputActivation=linear&optimizer=sgd&momentum=0&learningRate=1';
    await withPage(browser, {hash: `${CPU}&${model}`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.page.fill('#setting-learningRate', '30');
        await lab.state('stopped');
        const error = (await errorsOfRun(lab)).at(-1);
        assert.equal(error.code, 'diverged');
        assert.deepEqual(error.rewind.learningRate, 3, 'a tenth of the rate is offered');
        assert.ok(error.rewind.step > 0, 'the way back leads to a step that was trained');
        await lab.shows('[data-key=diverged]', /step \d+/);

        await lab.page.click('[data-key=diverged] button:not(.close)');
        await lab.until('steps after the way back', ({events}, [from, steps]) =>
            events.slice(events.findIndex(({code, rewind}) => code === 'diverged' && rewind))
                .some(({type, step}) => type === 'progress' && step >= from + steps), [error.rewind.step, 100]);
        assert.ok((await lab.losses()).every(Number.isFinite), 'every loss that counts is a finite number');
        assert.match(lab.page.url(), /learningRate=3(&|$)/);
        assert.equal((await errorsOfRun(lab)).length, 1, 'it did not diverge again');
    });
});

// the two ways in which a Rust panic reaches JavaScript: thrown by a call, or from inside a promise
const PANICS = {
    'thrown by a call': 'throw trap;',
    'inside a promise': 'queueMicrotask(() => { throw trap; }); return new Promise(() => {});',
};

for (const [how, code] of Object.entries(PANICS)) {
    test(`a panic ${how} keeps the pictures, says so, and a fresh worker trains on`, async () => {
        const breakFirstWorker = (page) => page.route('**/pkg/cpu/hourglass.js', async (route) => {
            const response = await route.fetch();
            // the module imports itself: inside it, the class has a shorter name
            const body = `${await response.text()}
                import {Lab as Trainer} from './hourglass.js';
                const train = Trainer.prototype.train;
                let calls = 0;
                Trainer.prototype.train = function (...rest) {
                    const trap = new WebAssembly.RuntimeError('unreachable');
                    calls += 1;
                    if (calls === 20) { ${code} }
                    return train.apply(this, rest);
                };`;
            await route.fulfill({response, body});
        }, {times: 1});
        await withPage(browser, {hash: CPU, before: breakFirstWorker}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.shows('[data-key=recovered]', /broke down: the run went on from step \d+ on the CPU/);
            assert.ok(await lab.isDrawn('#recon'), 'the pictures are still there');
            const {step} = (await lab.events('progress')).at(-1);
            await lab.step(step + 50);
            assert.equal((await lab.events('progress')).at(-1).worker, 2, 'a fresh worker trains');
            assert.equal((await lab.events('created')).length, 1, 'it is still the same run');
            await lab.page.click('#reset:enabled');
            await lab.built(1);
            await lab.page.waitForSelector('[data-key=recovered]', {state: 'detached'});
        });
    });
}
