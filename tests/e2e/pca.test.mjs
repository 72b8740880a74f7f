// PCA on the page: fitted during training, equal to the native tests, drawn in chart and table, and kept for the next
// run.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, withPage} from './lib.mjs';

const {mse} = JSON.parse(await readFile(new URL('../data/pca.json', import.meta.url), 'utf8'));

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Waits for so many results. @param {import('./lib.mjs').Lab} lab */
async function compared(lab, count = 1, timeout = 30_000) {
    await lab.until('PCA', ({pca}, sought) => pca.filter(({type}) => type === 'compared').length >= sought, count, timeout);
    return lab.page.evaluate(() => window.__recorded.pca.findLast(({type}) => type === 'compared').error);
}

/** The height of the canvas in a view. @param {import('./lib.mjs').Lab} lab @param {string} host */
const heightOf = (lab, host) => lab.page.evaluate((sought) => document.querySelector(`${sought} canvas`).clientHeight, host);

test('PCA has the error of the native test, is in the chart, and adds a row and a plot on demand', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        assert.deepEqual(await lab.page.evaluate(() => window.__recorded.pca), [], 'not before the first losses');
        await lab.start();
        assert.ok(Math.abs(await compared(lab) - mse) < 1e-6);
        await lab.shows('#loss-readout', /PCA 0\.052/);
        await lab.step(200);
        const three = await heightOf(lab, '#recon');
        await lab.page.check('#recon-pca');
        await lab.until('a row more', (_, rows) => document.querySelector('#recon canvas').clientHeight > rows, three);
        await lab.shows('#recon-note', /PCA 0\.\d+/);
        await lab.page.check('#scatter-pca');
        await lab.shows('#scatter-hint', /principal components/);
        assert.ok(await lab.isDrawn('#scatter'));
        await lab.page.screenshot({path: `${SCREENS}pca.png`, fullPage: true});
        await lab.page.uncheck('#scatter-pca');
        await lab.shows('#scatter-hint', /latent code of a validation/);
    });
});

test('a new run with the same images, seed and size keeps the result; another size finds its own', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=32'}, async (lab) => {
        await lab.start();
        const two = await compared(lab);
        await lab.page.click('#reset:enabled');
        await lab.built(1);
        await lab.start();
        await lab.step(50);
        await lab.shows('#loss-readout', /PCA 0\.052/);
        await lab.page.fill('#setting-latent', '8');
        await lab.page.click('#restart');
        const eight = await compared(lab, 2);
        assert.ok(eight < two / 1.5, `${eight} with 8 dimensions, ${two} with 2`);
    });
});

test('PCA of 28 x 28 images reports its progress, and a loss in other units gets the reason in place of a line', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=strokes&latent=16&loss=bce'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.shows('#pca-note', /Finding PCA: \d+ %/);
        const error = await compared(lab, 1, 60_000);
        assert.ok(error > 0 && error < 0.05, `${error}`);
        await lab.shows('#loss-readout', /PCA none, as the loss is a cross-entropy/);
        await lab.page.check('#recon-pca');
        await lab.shows('#recon-note', /PCA 0\.\d+/);
    });
});

test('a table of ratings has the line of PCA, and one with categories says why it has none', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=ratings&hidden=16&batchSize=64'}, async (lab) => {
        await lab.start();
        const error = await compared(lab);
        // an error of stars: at least the noise of the made set, at most their whole range
        assert.ok(error > 0.1 && error < 16, `${error}`);
        await lab.shows('#loss-readout', new RegExp(`PCA ${String(error).slice(0, 3).replace('.', '\\.')}`));
    });
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=penguins&hidden=16&batchSize=64'}, async (lab) => {
        await lab.start();
        await lab.shows('#loss-readout', /PCA none, as categories have a cross-entropy/);
    });
});

/** 110 pictures of 64 x 64 pixels in colour, as an IDX file. */
function largePictures() {
    const bytes = Buffer.alloc(20 + 110 * 64 * 64 * 3);
    bytes.set([0, 0, 8, 4, 0, 0, 0, 110, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0, 0, 3]);
    for (let i = 20; i < bytes.length; i++) bytes[i] = (i * 37 + (i >> 9)) % 256;
    return bytes;
}

test('for large pictures in colour PCA is offered with its cost, and computed by nobody unasked', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8&batch=8'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await lab.openData({name: 'large-idx4-ubyte', mimeType: '', buffer: largePictures()});
        await lab.built(length);
        await lab.start();
        await lab.step(10);
        await lab.shows('#pca-note button', /^Compute the PCA baseline \(about \d+ s, 1\.2 GB of memory\)$/);
        assert.deepEqual(await lab.page.evaluate(() => window.__recorded.pca.filter(({type}) => type !== 'imported')), []);
        await lab.page.setViewportSize({width: 390, height: 844});
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth), 390, 'the offer fits a phone');
    });
});
