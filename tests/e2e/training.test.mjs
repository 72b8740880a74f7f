// Training as a user meets it: both devices learn, repeat a seed, pause, and train on the real MNIST files.

import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {assertFalls, FIRST_GPU_STEP, openBrowser, withPage} from './lib.mjs';

const STEPS = 100;
const MINUTE = 60_000;

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** The first losses of a fresh page. @param {'cpu' | 'webgpu'} device @param {string} [settings] @returns {Promise<number[]>} */
async function firstLosses(device, settings = '') {
    let losses = [];
    await withPage(browser, {hash: `#v=2&device=${device}${settings}`}, async (lab) => {
        const {device: used} = await (device === 'cpu' ? lab.built() : lab.builtOnWebGpu());
        assert.equal(used.kind, device, `the run is on the device that was asked for; it says: ${used.why}`);
        await lab.state('ready', FIRST_GPU_STEP);
        await lab.start();
        await lab.step(STEPS, FIRST_GPU_STEP);
        losses = (await lab.losses()).slice(0, STEPS);
    });
    assert.equal(losses.length, STEPS, 'there is a loss for every step');
    return losses;
}

for (const [device, name] of [['cpu', 'the CPU'], ['webgpu', 'WebGPU']]) {
    let first;
    test(`${name} trains the embedded digits, and the loss falls`, async (t) => {
        first = await firstLosses(device);
        t.diagnostic(`loss ${first[0].toFixed(4)} at step 1, ${first[STEPS - 1].toFixed(4)} at step ${STEPS}`);
        assertFalls(first, 0.75);
    });

    test(`the same seed gives the same first ${STEPS} losses on ${name}`, async () => {
        assert.deepEqual(await firstLosses(device), first ?? await firstLosses(device));
    });
}

test('an exactly repeatable run does without relaxed SIMD, whose losses differ in the last digits alone', async (t) => {
    const [relaxed, exact] = [await firstLosses('cpu'), await firstLosses('cpu', '&repeatable=yes')];
    const apart = relaxed.slice(0, 30).map((loss, at) => Math.abs(loss / exact[at] - 1));
    t.diagnostic(`largest difference in 30 steps: ${Math.max(...apart).toExponential(1)}`);
    assert.ok(Math.max(...apart) < 1e-4, 'the losses are those of the same training');
    assert.notDeepEqual(relaxed, exact, 'the kernels of relaxed SIMD are in use');
});

test('the default model beats PCA of the same latent size on the CPU within a minute', async (t) => {
    const pca = JSON.parse(readFileSync(new URL('../data/pca.json', import.meta.url), 'utf8'));
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {config} = await lab.built();
        assert.equal(config.latent, pca.latent);
        await lab.start();
        await lab.until('a validation loss below that of PCA', ({events}, bar) =>
            events.some(({validations}) => validations?.some(({loss}) => loss < bar)), pca.mse, MINUTE);
        const {step, validations} = (await lab.events('progress')).findLast((event) => event.validations.length > 0);
        t.diagnostic(`validation MSE ${validations.at(-1).loss.toFixed(4)} after ${step} steps, PCA ${pca.mse}`);
    });
});

test('where the only WebGPU adapter is a software one, automatic takes the CPU and says why', async () => {
    await withPage(browser, {}, async (lab) => {
        assert.equal((await lab.built()).device.kind, 'cpu');
        await lab.shows('#status-why', /software/);
    });
});

test('pause stops within 200 ms and stays where it stopped', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.pause();
        const asked = (await lab.sent('pause')).at(-1).at;
        // that nothing comes any more can only be seen by waiting
        await lab.page.waitForTimeout(1000);
        const progress = (await lab.events('progress')).at(-1);
        const status = (await lab.events('status')).at(-1);
        assert.ok(progress.at - asked < 200, `the last step came ${progress.at - asked} ms after the request`);
        assert.ok(status.at - asked < 200, `the answer came ${status.at - asked} ms after the request`);
        assert.equal(status.step, progress.step);
    });
});

test('a single step is one step, and leaves the run paused', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.state('ready');
        for (const step of [1, 2]) {
            await lab.page.click('#step');
            await lab.step(step);
            await lab.state('paused');
        }
        assert.deepEqual((await lab.events('progress')).map(({losses}) => losses.length), [1, 1]);
    });
});

test('a run stops after its epochs, says so, and goes on for as many again', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&epochs=3'}, async (lab) => {
        await lab.built();
        await lab.state('ready');
        await lab.page.click('#toggle[data-does=start]:enabled');
        await lab.state('finished');
        await lab.shows('#status-state', /^Finished: 3 epochs$/);
        // 1,299 images in batches of 64
        assert.equal((await lab.losses()).length, Math.ceil(3 * 1299 / 64));
        await lab.page.click('#toggle[data-does=start]:enabled');
        await lab.shows('#status-state', /^Finished: 6 epochs$/);
        assert.equal((await lab.losses()).length, Math.ceil(6 * 1299 / 64));
    });
});

test('a run without gain goes back to its best weights, says where they are, and can go on', async () => {
    const hash = '#v=2&device=cpu&optimizer=sgd&learningRate=60&warmUp=400&patience=3&validateEvery=10';
    await withPage(browser, {hash}, async (lab) => {
        await lab.built();
        await lab.state('ready');
        await lab.page.click('#toggle[data-does=start]:enabled');
        await lab.state('finished');
        await lab.shows('#status-state', /^Finished: no gain in 3 validations; best weights of step [\d,]+ kept$/);
        const {step, finished} = (await lab.events('status')).at(-1);
        const looks = (await lab.events('progress')).flatMap(({validations}) => validations);
        const best = looks.reduce((a, b) => b.loss < a.loss ? b : a);
        assert.ok(best.step > 0, 'something was gained at first');
        assert.deepEqual([step, finished.loss], [best.step, best.loss]);
        assert.equal((await lab.event('snapshot')).step, best.step, 'the pictures are of the best weights');
        const taken = (await lab.losses()).length;
        await lab.page.click('#toggle[data-does=start]:enabled');
        await lab.step(taken + 1);
    });
});

test('reset starts the same run from its first weights, a new seed another', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const train = async (built) => {
            await lab.built(built);
            await lab.state('ready');
            await lab.start();
            await lab.step(20);
            await lab.pause();
            return (await lab.losses()).slice(0, 20);
        };
        const first = await train(0);
        await lab.page.click('#reset');
        assert.deepEqual(await train(1), first);
        await lab.page.click('#reseed');
        assert.notDeepEqual(await train(2), first);
    });
});

test('a new learning rate takes effect without a restart', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(50);
        await lab.page.fill('#setting-learningRate', '0.02');
        await lab.until('a tune command', (recorded) => recorded.sent.some(({type}) => type === 'tune'));
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 50);
        assert.equal((await lab.events('created')).length, 1, 'the run is still the first');
        assert.equal(await lab.page.isVisible('#changes'), false, 'no restart is offered');
        assert.match(lab.page.url(), /learningRate=0\.02/);
    });
});

test('a changed setting leaves the run alone until "restart with changes" is pressed', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(50);
        await lab.page.fill('#setting-latent', '3');
        await lab.shows('#changes', /Latent dimensions 2 → 3/);
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 50);
        assert.equal((await lab.events('created')).length, 1, 'the run goes on');

        await lab.page.click('#restart');
        assert.equal((await lab.built(1)).config.latent, 3);
        await lab.step(20);
        assert.equal(await lab.page.isVisible('#changes'), false);
    });
});

test('the real MNIST files train', async (t) => {
    const folder = join(process.env.HOURGLASS_DATA ?? '', 'mnist');
    const files = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'].map((name) => join(folder, name));
    if (!process.env.HOURGLASS_DATA || !files.every((file) => existsSync(file))) {
        const reason = 'NOT RUN: set HOURGLASS_DATA to a folder with mnist/train-images-idx3-ubyte.gz and its labels';
        t.diagnostic(reason);
        return t.skip(reason);
    }
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.openData(files);
        await lab.event('loaded', {timeout: 60_000});
        const {description: {dataset}, pointLabels} = await lab.built(1, 60_000);
        assert.equal(dataset.source, 'file');
        assert.deepEqual([dataset.width, dataset.height], [28, 28]);
        assert.equal(dataset.train + dataset.validation + dataset.test, 60_000);
        assert.ok(Object.keys(pointLabels).length > 0, 'the labels came along');
        await lab.state('ready');
        await lab.start();
        await lab.step(300, 120_000);
        assertFalls(await lab.losses(), 0.75);
    });
});
