// The user's own data and files of runs: a preset with other data leaves the file open, and "All, JSON" opens again.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {take} from './downloads.mjs';
import {smallImages} from './idx.mjs';
import {openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

test('a preset with data of its own says that the file stays open, and leads back to it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await lab.page.setInputFiles('#file-picker', {name: 'mine-idx3-ubyte', mimeType: '', buffer: smallImages()});
        await lab.built(length);
        const own = (await lab.events('created')).length;
        await lab.page.click('[data-preset="recurrent"]');
        assert.equal((await lab.built(own)).config.dataset, 'signals');
        await lab.shows('[data-key="file-left"]', /brings its own data/);
        await lab.page.click('[data-key="file-left"] button:text-is("Back to your file")');
        const {config, description} = await lab.built(own + 1);
        assert.deepEqual([config.dataset, config.architecture, config.hidden, description.dataset.width], ['file', 'dense', [8], 8]);
    });
});

test('"All, JSON" opens on the page: its settings are taken, and its curves are kept', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&latent=3'}, async (lab) => {
        await lab.start();
        await lab.step(100);
        await lab.page.click('#toggle');
        const {bytes: buffer} = await take(lab, 'All, JSON');
        await lab.page.fill('#setting-latent', '7');
        await lab.page.setInputFiles('#export input[type=file]', {name: 'run.json', mimeType: 'application/json', buffer});
        await lab.shows('#export-message', /run\.json: the settings are those of this run .* It holds no weights/);
        assert.equal(await lab.page.inputValue('#setting-latent'), '3');
        await lab.page.setInputFiles('#file-picker', {name: 'run.json', mimeType: 'application/json', buffer});
        await lab.shows('#banners', /run\.json is a saved run or model, and no data set\. Open it with/);
    });
});
