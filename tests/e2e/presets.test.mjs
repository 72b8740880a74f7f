// Presets: each trains from its button, on both devices, and its views are drawn. Those with data of their own are tried on the CPU in
// one-click-sets.test.mjs. HOURGLASS_LONG=1 tries all on WebGPU. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCHEMA} from '../../www/settings/schema.js';
import {FIRST_GPU_STEP, SCREENS, assertFalls, openBrowser, until, withPage} from './lib.mjs';
import {classesShown, pixelsOf} from './pixels.mjs';
import {sharedPage} from './shared-page.mjs';

/** So few show that they learn. */
const STEPS = {cpu: 60, webgpu: 40};
/** On a software adapter each compiles its shaders on the CPU, for many seconds: one of each kind of layers and loss. */
const ON_WEBGPU = ['convolutional', 'vae', 'sparse-coding', 'recurrent', 'words', 'recommender'];
/** Lines of the chart by preset, without the loss itself: the loss terms, if there are several. */
const TERMS = {
    'sparse-coding': ['reconstruction', 'sparsity (L1) × 0.2'],
    'vae': ['reconstruction', 'KL divergence'],
    'beta-vae': ['reconstruction', 'KL divergence × 2'],
    'sparse': ['reconstruction', 'sparsity (KL) × 0.3'],
    'semi-supervised': ['reconstruction', 'classification × 0.1', 'accuracy'],
};

let browser;
/** @type {ReturnType<typeof sharedPage>} */
let shared;
before(async () => {
    browser = await openBrowser();
    shared = sharedPage(browser, {hash: '#v=2&device=cpu'});
});
after(async () => {
    await shared?.close();
    await browser?.close();
});

/**
 * That the loss has its curve, the plane the marks of most classes, and that there are reconstructions.
 * @param {import('./lib.mjs').Lab} lab
 */
async function assertViews(lab, name) {
    await until(`the curve of ${name}`, async () => await pixelsOf(lab.page, '#loss', '--loss-smooth') > 20);
    const {description: {dataset}} = (await lab.events('created')).at(-1);
    // where most numbers of a code are 0, marks lie upon each other
    const few = name === 'sparse-coding' ? 0 : dataset.classes.length / 2;
    await until(`the marks of ${name}`, async () => await classesShown(lab.page, dataset.classes.length) > few);
    assert.ok(await lab.isDrawn('#recon'), `${name} has reconstructions`);
}

/** Presses the button of an experiment and waits until it has trained a little. @param {import('./lib.mjs').Lab} lab */
async function train(lab, name, steps) {
    const {length} = await lab.events('created');
    await lab.page.click(`[data-preset="${name}"]`);
    await lab.built(length, FIRST_GPU_STEP);
    await lab.step(steps, FIRST_GPU_STEP);
    const snapshots = (await lab.events('snapshot')).length;
    await lab.event('snapshot', {beyond: snapshots, timeout: FIRST_GPU_STEP});
}

for (const {name, label} of SCHEMA.presets.filter(({settings}) => !settings.dataset)) {
    test(`${label} trains from its button on the CPU, and its views are drawn`, async () => {
        await shared.use(async (lab) => {
            await lab.built();
            await train(lab, name, STEPS.cpu);
            assertFalls(await lab.losses(), 0.95);
            await lab.shows(`[data-preset="${name}"][aria-pressed=true]`, /./);
            await assertViews(lab, name);
            for (const term of TERMS[name] ?? []) {
                await lab.shows('#loss-readout', new RegExp(`${term.replaceAll(/[()]/g, '\\$&')} [\\d.]`));
            }
            await lab.pause();
            await lab.shows('#metrics', /MSE/);
            await lab.page.screenshot({path: `${SCREENS}preset-${name}.png`, fullPage: true});
        });
    });
}

test(`${process.env.HOURGLASS_LONG ? 'every experiment trains' : 'experiments of all kinds train'} on WebGPU`, async () => {
    await withPage(browser, {hash: '#v=2&device=webgpu'}, async (lab) => {
        await lab.moved();
        for (const {name} of SCHEMA.presets.filter((preset) => process.env.HOURGLASS_LONG || ON_WEBGPU.includes(preset.name))) {
            await train(lab, name, STEPS.webgpu);
            const device = (await lab.events('created')).at(-1).device.kind;
            assert.equal(device, 'webgpu', `${name} is on the CPU`);
            assertFalls(await lab.losses(), 0.98);
            await assertViews(lab, name);
        }
    });
});

test('an experiment that follows one with data of its own is back on pictures', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await train(lab, 'recurrent', 5);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'signals');
        await train(lab, 'convolutional', 5);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'digits');
    });
});

test('an experiment keeps data that it can use, and says so where it cannot', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=zoo&batchSize=32'}, async (lab) => {
        const datasetOf = async () => (await lab.events('created')).at(-1).config.dataset;
        await lab.built();
        await train(lab, 'table', 5);
        assert.equal(await datasetOf(), 'zoo', 'chosen by hand, and a table');
        await lab.shows('[data-preset="table"][aria-pressed=true]', /./);
        await train(lab, 'vae', 5);
        assert.equal(await datasetOf(), 'zoo');
        assert.equal(await lab.page.locator('[data-key="data-left"]').count(), 0);
        await train(lab, 'convolutional', 5);
        assert.equal(await datasetOf(), 'digits');
        await lab.shows('[data-key="data-left"]', /This experiment is on other data: Handwritten digits\. To train on the data before, choose "Animals of the zoo"/);
        const {length} = await lab.events('created');
        await lab.page.click('[data-key="data-left"] button:text-is("Go back")');
        await lab.built(length);
        assert.equal(await datasetOf(), 'zoo');
    });
});

for (const family of ['dictionary', 'recurrent']) {
    test(`${family} layers that are chosen by hand bring along what they need, and train`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
            await lab.built();
            const {length} = await lab.events('created');
            await lab.page.selectOption('#setting-architecture', family);
            const {config} = await lab.built(length);
            assert.equal(config.architecture, family);
            assert.equal(await lab.page.locator('.field-error:visible').count(), 0);
            await lab.start();
            await lab.step(20);
        });
    });
}

for (const [what, hash, words] of [
    ['that has collapsed', 'bottleneck=variational&loss=mse&reduction=mean&beta=10', /Posterior collapse.*Reduction to Sum/],
    ['of constant values', 'codeActivation=relu&sparsity=l1&sparsityWeight=100', /has collapsed.*smaller sparsity weight/],
]) {
    test(`a code ${what} is reported below the latent space, with a remedy`, async () => {
        await withPage(browser, {hash: `#v=2&device=cpu&learningRate=0.01&${hash}`}, async (lab) => {
            await lab.built();
            assert.ok(await lab.page.locator('#scatter-advice').isHidden(), 'nothing is said at first');
            await lab.start();
            await lab.step(400);
            await lab.shows('#scatter-advice', words);
        });
    });
}

test('a divergence that overflows is named, with what to try', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&bottleneck=variational&loss=bce&reduction=sum&optimizer=sgd&learningRate=1000'}, async (lab) => {
        await lab.built();
        await lab.start();
        const {message, remedy} = await lab.event('error');
        assert.match(message, /KL divergence of step \d+ is no longer a finite number/);
        assert.match(remedy, /learning rate, 1000, is too large.*log-variance.*warm up the KL divergence/);
    });
});

test('what the network sees of corrupted pictures has a row of its own', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&corruption=hole&holeSide=4'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(20);
        await lab.event('snapshot', {beyond: (await lab.events('snapshot')).length});
        // for screen readers, which do not see the labels of the rows
        assert.match(await lab.page.textContent('#recon-rows'), /input, corrupted, output, error map/);
    });
});

test('the test images are measured only when one asks', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(60);
        await lab.shows('#metrics', /validation/);
        assert.ok(!(await lab.page.innerText('#metrics')).includes('test'));
        await lab.page.click('#metrics-test:enabled');
        await lab.shows('#metrics', /validation\s*test/);
        await lab.shows('#metrics', /kNN accuracy\s*[\d.]+ ± [\d.]+ %\s*[\d.]+ ± [\d.]+ %/);
    });
});

test('a setting that contradicts others shows a message next to it, and the run continues', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        for (const [hash, field, words] of [
            ['#v=2&device=cpu&bottleneck=k-sparse&k=20&latent=8', 'k', /20 values cannot be kept of a code that has 8.*at most 8/],
            ['#v=2&device=cpu&corruption=hole&holeSide=9', 'holeSide', /hole of 9 by 9 does not fit.*at most 8/],
            ['#v=2&device=cpu&sparsity=kl', 'sparsity', /Choose the sigmoid/],
            ['#v=2&device=cpu&architecture=conv&channels=4,4,4,4', 'channels', /4 stages do not fit.*1 to 3/],
        ]) {
            await lab.page.evaluate((next) => { location.hash = next; }, hash);
            await lab.shows(`[data-field="${field}"] .field-error`, words);
            await lab.shows(`#${await lab.page.getAttribute(`[data-field="${field}"] [aria-invalid=true]`, 'aria-errormessage')}`, words);
        }
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 20);
    });
});
