// The tool "Anomalies": a user chooses the normal classes, trains, moves the threshold and reads the results on test
// examples.
// The AUROC equals that of the command line. Writes target/screens/.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = process.env.HOURGLASS_CLI ?? join(ROOT, 'target/release/hourglass');
const CLOSE = 0.005;

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const open = (lab) => lab.page.click('.card-tools .tab:text-is("Anomalies")');

/** A cell of the table, by its row; the last column. */
async function cellOf(lab, row) {
    const cells = await lab.page.locator(`.stats-table tr:has(th:text-is("${row}")) td`).allInnerTexts();
    return cells.at(-1);
}

for (const state of ['training', 'paused']) {
    test(`a threshold is dragged, moved by keys and reported on test; model ${state}`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu&latent=8'}, async (lab) => {
            await lab.built();
            await open(lab);
            await lab.shows('#tool-panels', /trained on all classes, so that none is abnormal to it/);
            await lab.page.uncheck('.class-boxes label:has-text("digit 0") input');
            assert.ok(await lab.page.locator('button:text-is("Train on these alone")').isDisabled(), 'no class is no choice');
            await lab.page.check('.class-boxes label:has-text("digit 1") input');
            await lab.page.check('.class-boxes label:has-text("digit 4") input');
            await lab.page.click('button:text-is("Train on these alone")');
            await lab.built(1);
            assert.match(lab.page.url(), /normalClasses=1,4/);
            await lab.step(300);
            if (state === 'paused') await lab.pause();
            await lab.shows('#tool-panels', /of 100 abnormal examples are found/);
            assert.ok(await lab.isDrawn('.chart-host'), 'the histogram is drawn');
            const canvas = lab.page.locator('.chart-host canvas');
            await canvas.scrollIntoViewIfNeeded();
            await until('no more false alarms', async () => {
                const box = await canvas.boundingBox(); // what is drawn above may still move it
                await lab.page.mouse.move(box.x + 60, box.y + 80);
                await lab.page.mouse.down();
                await lab.page.mouse.move(box.x + box.width - 14, box.y + 80, {steps: 4});
                await lab.page.mouse.up();
                return await cellOf(lab, 'False positive rate') === '0.0 %';
            });
            await lab.page.focus('.threshold-slider input');
            await lab.page.keyboard.press('Home');
            await until('alarm for everyone', async () => await cellOf(lab, 'Recall') === '100.0 %');
            for (let i = 0; i < 12; i++) await lab.page.keyboard.press('ArrowRight');
            await lab.page.click('button:text-is("Report on test")');
            await until('a column for test', async () => await lab.page.locator('.stats-table th[scope=col]').count() === 2);
            assert.ok(Number.parseFloat(await cellOf(lab, 'AUROC')) > 0.9, 'other digits are reconstructed worse');
            assert.ok(await lab.isDrawn('.ranked'), 'the worst and best reconstructions are shown');
            await lab.page.screenshot({path: `${SCREENS}tool-anomalies-${state}.png`, fullPage: true});
        });
    });
}

test('a drawing has a score too, and a VAE has a second kind of score', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&bottleneck=variational&latent=4&normalClasses=0'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(50);
        await lab.page.locator('.pad').scrollIntoViewIfNeeded();
        const pad = await lab.page.locator('.pad').boundingBox();
        await lab.page.mouse.move(pad.x + 30, pad.y + 30);
        await lab.page.mouse.down();
        await lab.page.mouse.move(pad.x + 120, pad.y + 120, {steps: 6});
        await lab.page.mouse.up();
        await open(lab);
        await lab.shows('#tool-panels', /abnormal examples are found/);
        await lab.page.selectOption('select[aria-label="Score"]', 'elbos');
        await lab.shows('#tool-panels', /abnormal examples are found/);
        assert.match(await cellOf(lab, 'Threshold'), /^\d/);
    });
});

test('a finger moves the threshold, on a narrow screen', async () => {
    const context = {viewport: {width: 390, height: 844}, hasTouch: true, colorScheme: 'dark'};
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32&latent=4&normalClasses=0,1,2,3', context}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await open(lab);
        await lab.shows('#tool-panels', /abnormal examples are found/);
        const canvas = lab.page.locator('.chart-host canvas');
        await canvas.scrollIntoViewIfNeeded();
        await until('no more false alarms', async () => {
            const box = await canvas.boundingBox(); // what is drawn above may still move it
            await lab.page.touchscreen.tap(box.x + box.width - 20, box.y + 60);
            return await cellOf(lab, 'False positive rate') === '0.0 %';
        });
        await lab.page.screenshot({path: `${SCREENS}tool-anomalies-narrow.png`, fullPage: true});
    });
});

test('examples without labels have no anomalies, in words', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        const header = [0, 0, 8, 3, 0, 0, 1, 144, 0, 0, 0, 8, 0, 0, 0, 8];
        const bytes = Buffer.from([...header, ...Array.from({length: 400 * 64}, (_, i) => i * 7 % 256)]);
        await lab.openData({name: 'plain-images.idx3-ubyte', mimeType: 'application/octet-stream', buffer: bytes});
        await open(lab);
        await lab.shows('#tool-panels', /no labels, or one class only/);
    });
});

/** The AUROC on test examples that the page finds for a finished run of these settings. */
async function areaOnPage({hash, files = []}) {
    let area = NaN;
    await withPage(browser, {hash}, async (lab) => {
        await lab.built();
        if (files.length > 0) {
            await lab.openData(files);
            await lab.built(1);
        }
        await lab.start();
        await lab.state('finished', 120_000);
        await open(lab);
        await lab.page.click('button:text-is("Report on test")');
        await until('a column for test', async () => await lab.page.locator('.stats-table th[scope=col]').count() === 2);
        area = Number.parseFloat(await cellOf(lab, 'AUROC'));
    });
    return area;
}

/** The same of the command line. */
async function areaOfProgram(config, options) {
    const file = join(await mkdtemp(join(tmpdir(), 'hourglass-')), 'config.json');
    await writeFile(file, JSON.stringify(config));
    const {stdout} = await promisify(execFile)(PROGRAM, ['train', file, ...options], {maxBuffer: 1 << 26});
    const line = stdout.split('\n').find((text) => text.startsWith('{') && JSON.parse(text).type === 'test');
    return JSON.parse(line).auroc;
}

test('the AUROC is the one that the command line prints', async () => {
    const there = await areaOfProgram({hidden: [32], latent: 4, normalClasses: [0], epochs: 40, seed: 3}, []);
    const here = await areaOnPage({hash: '#v=2&device=cpu&hidden=32&latent=4&normalClasses=0&epochs=40&seed=3'});
    assert.ok(Math.abs(here - there) < CLOSE, `${here} on the page, ${there} on the command line`);
});

test('on digit 0 of the real MNIST files too', async (t) => {
    const folder = join(process.env.HOURGLASS_DATA ?? '', 'mnist');
    const names = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz', 't10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz'];
    const files = names.map((name) => join(folder, name));
    if (!process.env.HOURGLASS_DATA || !files.every((file) => existsSync(file))) {
        t.skip('NOT RUN: set HOURGLASS_DATA to a folder with the four files of mnist/');
        return;
    }
    const config = {hidden: [64], latent: 32, normalClasses: [0], epochs: 5, seed: 1};
    const there = await areaOfProgram(config, ['--data', folder]);
    const here = await areaOnPage({hash: '#v=2&device=cpu&hidden=64&latent=32&normalClasses=0&epochs=5&seed=1', files});
    t.diagnostic(`AUROC ${here} on the page, ${there} on the command line`);
    assert.ok(there > 0.9 && Math.abs(here - there) < CLOSE, `${here} on the page, ${there} on the command line`);
});
