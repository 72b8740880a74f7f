// The tools "Features" and "Weights", and models that are saved and opened again.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const open = (lab, name) => lab.page.click(`.card-tools .tab:text-is("${name}")`);

for (const state of ['training', 'paused']) {
    test(`classes are predicted from codes, and filters and output patterns are shown; model ${state}`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu&latent=6'}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(400);
            if (state === 'paused') await lab.pause();
            await open(lab, 'Features');
            await lab.shows('.stats-table', /latent code, 6 dimensions\s*\d\d/);
            await lab.shows('.stats-table', /all pixels\s*9\d\.\d ± \d\.\d %/);
            assert.ok(await lab.isDrawn('#tool-panels .figures'), 'the latent dimensions are shown');
            const cells = await lab.page.locator('.heatmap td').allInnerTexts();
            assert.equal(cells.length, 100);
            const known = cells.reduce((sum, text) => sum + Number(text), 0);
            assert.equal(known, 229, 'every validation example is counted in the matrix');
            await lab.page.selectOption('select[aria-label="Classifier"]', 'probe');
            await lab.shows('#tool-panels', /Generative factors are known of generated examples only/);
            await lab.page.screenshot({path: `${SCREENS}tool-features-${state}.png`, fullPage: true});
            await lab.page.focus('.card-tools .tab[aria-selected=true]');
            await lab.page.keyboard.press('ArrowRight');
            await lab.shows('#tool-panels', /the filter of each unit/);
            await until('filters', () => lab.isDrawn('#tool-panels [role=tabpanel]:not([hidden]) .strip'));
            assert.equal(await lab.page.locator('.stats-table:visible tr').count(), 7, 'six layers and a title');
            const status = await lab.page.locator('#tool-panels [role=tabpanel]:not([hidden]) .tool-text').first().innerText();
            assert.equal(status.split('The first 48 of 64 are shown.').length, 2, 'a note on both layers stands there once');
            const earlier = await pictureOf(lab.page, '#tool-panels [role=tabpanel]:not([hidden]) .strip canvas');
            if (state === 'training') {
                await until('filters that have changed', async () =>
                    await pictureOf(lab.page, '#tool-panels [role=tabpanel]:not([hidden]) .strip canvas') !== earlier);
            }
            await lab.page.screenshot({path: `${SCREENS}tool-weights-${state}.png`, fullPage: true});
        });
    });
}

test('codes of generated examples are correlated with generative factors, on a narrow dark screen', async () => {
    const context = {viewport: {width: 390, height: 844}, colorScheme: 'dark', hasTouch: true};
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32&latent=3', context}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await lab.page.tap('.card-tools .tab:text-is("Features")');
        await lab.shows('#tool-panels', /Correlation of each latent dimension/);
        await lab.shows('.stats-table', /all samples/);
        assert.equal(await lab.page.locator('.heatmap').nth(1).locator('td').count(), 21, 'three latent dimensions and seven factors');
        await lab.page.screenshot({path: `${SCREENS}tool-features-narrow.png`, fullPage: true});
        await lab.page.tap('.card-tools .tab:text-is("Weights")');
        await until('filters', () => lab.isDrawn('#tool-panels [role=tabpanel]:not([hidden]) .strip'));
        await lab.shows('#tool-panels', /Half-way up is 0, above is positive/);
        const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    });
});

/** Saves the model and gives its bytes. */
async function save(lab) {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.click('button:text-is("Save the model")')]);
    assert.match(download.suggestedFilename(), /^hourglass-digits-64-3-seed1-step\d+-model\.safetensors$/);
    return Buffer.concat(await (await download.createReadStream()).toArray());
}

test('a saved model is opened again in another tab, with its settings and its steps, and trains on', async () => {
    let bytes = Buffer.alloc(0);
    let step = 0;
    let codes = '';
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3&hidden=20&repeatable=yes'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.pause();
        ({step} = (await lab.events('status')).at(-1));
        bytes = await save(lab);
        codes = await lab.page.textContent('#recon-note');
    });
    const header = JSON.parse(bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString());
    assert.deepEqual(header['encoder.0.weights'].shape, [65, 20]);
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.page.setInputFiles('input[aria-label="A saved model"]', {name: 'mine.safetensors', mimeType: '', buffer: bytes});
        const created = await lab.built(1);
        assert.equal(created.config.latent, 3);
        await lab.shows('#export-message', new RegExp(`mine.safetensors: trained for ${step.toLocaleString('en')} steps on`));
        assert.match(lab.page.url(), /latent=3.*repeatable=yes/);
        await lab.shows('#status-state', /Paused/);
        assert.doesNotMatch(await lab.page.textContent('body'), /unknown device/);
        await until('the same copies', async () => await lab.page.textContent('#recon-note') === codes);
        await lab.start();
        await lab.step(step + 50);
    });
});

test('files that are no model are refused with the reason, and the running model stays', async () => {
    const files = [
        ['text.safetensors', () => Buffer.from('not at all a model'), /no whole safetensors file/],
        ['short.safetensors', (bytes) => bytes.subarray(0, bytes.length - 8), /no whole safetensors file/],
        ['broken.safetensors', (bytes) => {
            const copy = Buffer.from(bytes);
            copy.writeFloatLE(NaN, copy.length - 4);
            return copy;
        }, /NaN/],
        ['newer.safetensors', (bytes) => Buffer.from(bytes.toString('latin1').replace('version\\":2', 'version\\":7'), 'latin1'), /version 7/],
    ];
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3&hidden=20'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(50);
        const bytes = await save(lab);
        for (const [name, spoil, words] of files) {
            await lab.page.setInputFiles('input[aria-label="A saved model"]', {name, mimeType: '', buffer: spoil(bytes)});
            await lab.shows('#export-message', words);
            await lab.shows('#export-message', /was not opened, and nothing has changed/);
        }
        const {length} = await lab.events('created');
        assert.equal(length, 1, 'no other run was built');
        await lab.step((await lab.events('progress')).at(-1).step + 50);
    });
});

test('a model saved on the page goes into the command line', async () => {
    const {execFile} = await import('node:child_process');
    const program = process.env.HOURGLASS_CLI ?? fileURLToPath(new URL('../../target/release/hourglass', import.meta.url));
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3&hidden=20'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.pause();
        const file = join(await mkdtemp(join(tmpdir(), 'hourglass-')), 'model.safetensors');
        await writeFile(file, await save(lab));
        await lab.page.click('#metrics-test:enabled');
        await lab.shows('#metrics', /test/);
        const shown = (await lab.page.locator('#metrics tr:has(th:text("MSE"))').first().locator('td').last().innerText()).trim();
        const stdout = await new Promise((resolve, reject) => execFile(program, ['evaluate', file], (error, text) => error ? reject(error) : resolve(text)));
        const {mse} = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line)).find(({type}) => type === 'test');
        assert.ok(Math.abs(Number(shown) - mse) < 5e-4, `${shown} on the page, ${mse} on the command line`);
    });
});
