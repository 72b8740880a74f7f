// The user's own data and files of runs: signals, files that are none, a preset with other data, and "All, JSON". Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {take} from './downloads.mjs';
import {smallImages} from './idx.mjs';
import {SCREENS, openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** An IDX file of 32-bit numbers. @param {number[]} sizes @param {(index: number) => number} value @param {{type: 12 | 13, isLittle?: boolean}} form `type`: integers or floats */
function idxOfNumbers(sizes, value, {type, isLittle = false}) {
    const count = sizes.reduce((product, size) => product * size, 1);
    const view = new DataView(new ArrayBuffer(4 + 4 * sizes.length + 4 * count));
    for (const [at, byte] of [0, 0, type, sizes.length].entries()) view.setUint8(at, byte);
    for (const [index, size] of sizes.entries()) view.setUint32(4 + 4 * index, size, isLittle);
    const put = type === 13 ? view.setFloat32 : view.setInt32;
    for (let index = 0; index < count; index++) put.call(view, 4 + 4 * sizes.length + 4 * index, value(index), isLittle);
    return Buffer.from(view.buffer);
}

/** @param {string} name @param {Buffer} buffer */
const file = (name, buffer) => ({name, mimeType: '', buffer});

test('signals as little-endian floats, packed twice, with labels of -1 and 1, train and are drawn as curves', async () => {
    const wave = (index) => (1 + index % 3) * Math.sin((index % 140) / (4 + Math.floor(index / 140) % 2 * 6));
    const signals = gzipSync(gzipSync(idxOfNumbers([120, 140], wave, {type: 13, isLittle: true})));
    const labels = idxOfNumbers([120], (index) => index % 2 === 0 ? -1 : 1, {type: 12});
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=32'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await lab.openData([file('signals.idx.gz', signals), file('labels.idx', labels)]);
        const {config, description: {dataset}} = await lab.built(length);
        assert.deepEqual([config.dataset, dataset.kind, dataset.width, dataset.height, dataset.classes], ['file', 'sequence', 140, 1, ['-1', '1']]);
        await lab.shows('[data-key=loaded]', /120 signals of 140 samples with labels: .*Values from -3 to 3 are scaled to 0 to 1, in 256 steps\./s);
        await lab.start();
        await lab.step(300);
        await lab.pause();
        assert.ok((await lab.losses()).at(-1) < 0.5 * (await lab.losses())[0]);
        await lab.page.screenshot({path: `${SCREENS}own-signals.png`, fullPage: true});
    });
});

for (const [what, content, words] of [
    ['a web page', '<!DOCTYPE html><title>Forbidden</title>', /train-images-idx3-ubyte\.gz is a web page, and no data\..*The download failed/s],
    ['a table of one row', 'label,a,b\n1,2,3\n', /there are 1 rows\. Open at least 50/s],
    ['half a zip archive', 'PK\x03\x04', /the zip archive cannot be unpacked.*Unpack it yourself/s],
]) {
    test(`${what} under the name of a data file is called what it is`, async () => {
        await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
            await lab.built();
            await lab.page.setInputFiles('#file-picker', [file('train-images-idx3-ubyte.gz', Buffer.from(content, 'latin1'))]);
            await lab.shows('[data-key=data]', words);
        });
    });
}

test('a preset with data of its own says that the file stays open, and leads back to it', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await lab.openData({name: 'mine-idx3-ubyte', mimeType: '', buffer: smallImages()});
        await lab.built(length);
        const own = (await lab.events('created')).length;
        await lab.page.click('[data-preset="recurrent"]');
        assert.equal((await lab.built(own)).config.dataset, 'signals');
        await lab.shows('[data-key="data-left"]', /is on other data/);
        await lab.page.click('[data-key="data-left"] button:text-is("Go back")');
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
