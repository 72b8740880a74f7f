// State of version 1 of the page: a URL with every renamed setting, a saved run,
// and runs and curves in the browser's storage.

import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {after, before, test} from 'node:test';
import {openBrowser, withPage} from './lib.mjs';

const kept = (name) => readFileSync(new URL(`../data/version-1/${name}`, import.meta.url));

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

test('an address of version 1 with every renamed setting builds its experiment, and becomes one of version 2', async () => {
    await withPage(browser, {hash: kept('address.txt').toString().trim()}, async (lab) => {
        const {config} = await lab.built();
        const {corruption, corruptionFraction, normalClasses, architecture, gruUnits, frameLength, outputActivation} = config;
        assert.deepEqual([corruption, corruptionFraction, normalClasses, architecture], ['masking', 0.4, [0, 1], 'recurrent']);
        assert.deepEqual([gruUnits, frameLength, outputActivation], [12, 7, 'linear']);
        const {normalization, initializer, bottleneck, k, optimizer, decayFactor, gradientClip, targetLoss} = config;
        assert.deepEqual([normalization, initializer, bottleneck, k], ['batch', 'torch', 'k-sparse', 3]);
        assert.deepEqual([optimizer, decayFactor, gradientClip, targetLoss], ['sgd', 0.5, 5, 0.001]);
        assert.equal(await lab.page.locator('[data-key=address]').count(), 0, 'nothing in it is refused');
        await lab.until('an address of version 2', () => /^#v=2&.*&gruUnits=12&.*&k=3&/.test(location.hash));
        await lab.start();
        await lab.step(20);
        // a setting that does not apply is kept for when it does
        await lab.page.selectOption('#setting-architecture', 'dictionary');
        await lab.until('the dictionary', () => document.querySelector('#setting-fistaIterations')?.value === '20');
    });
});

test('a run that version 1 saved is opened with its settings, and trains on', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        const file = {name: 'old.safetensors', mimeType: '', buffer: kept('run.safetensors')};
        await lab.page.setInputFiles('input[aria-label="A saved model"]', file);
        const {config} = await lab.built(1);
        assert.deepEqual([config.noiseStd, config.bottleneck, config.k, config.normalization, config.gradientClip], [0.2, 'k-sparse', 2, 'batch', 5]);
        await lab.shows('#export-message', /old\.safetensors: trained for 120 steps on/);
        assert.match(lab.page.url(), /#v=2&.*&k=2&/);
        await lab.start();
        await lab.step(150);
    });
});

test('runs and curves that version 1 kept in the browser are shown', async () => {
    const entries = JSON.parse(kept('storage.json').toString());
    const fill = (page) => page.addInitScript((all) => {
        for (const [key, value] of Object.entries(all)) localStorage.setItem(key, JSON.stringify(value));
    }, entries);
    await withPage(browser, {hash: '#v=2&device=cpu', before: fill}, async (lab) => {
        const {page} = lab;
        await lab.built();
        await page.click('[role=tab]:text-is("Compress")');
        await lab.start();
        await lab.step(100);
        await lab.shows('[role=tabpanel]:not([hidden]) .readout', /2 numbers, layers 64-32, step 500/);
        await page.click('[role=tab]:text-is("Compare")');
        const row = (name) => page.locator('.compare tbody tr').filter({has: page.locator(`.compare-name[title="${name}"]`)});
        await row('Slow VAE').waitFor();
        await row('Noisy k-sparse').locator('button:text-is("Use these settings")').click();
        await page.waitForURL(/#v=2&corruption=gaussian&noiseStd=0\.2&normalClasses=0,1,2&.*bottleneck=k-sparse&k=4/);
    });
});
