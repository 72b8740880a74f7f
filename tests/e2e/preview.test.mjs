// The preview between opening files and using them: roles, findings, examples and choices. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {take} from './downloads.mjs';
import {fileOf, pngOf, tableOf, zipOf} from './forms.mjs';
import {idx} from './idx.mjs';
import {SCREENS, openBrowser, pictureOf, until, withPage} from './lib.mjs';
import {choose, preview, use, words} from './previews.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** @param {string} name @param {Buffer} buffer */
const file = (name, buffer) => ({name, mimeType: '', buffer});

/** Strokes of 8 by 6 pixels, no brighter than 16. @param {number} count */
const dark = (count) => idx([count, 8, 6], (at) => (at % 6 === Math.floor(at / 48) % 3 ? 16 : at % 5));
const labels = (count) => idx([count], (at) => at % 3);

test('dark pictures are offered to be stretched, and a run and its files say that they were', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [file('images', dark(90)), file('labels', labels(90))]);
        const seen = await words(lab);
        assert.match(seen, /training\s*images 90 images/);
        assert.match(seen, /labels\s*labels of images/);
        assert.match(seen, /certain\s*Grey images of 6 x 8 pixels/);
        assert.match(seen, /0 to 16/);
        assert.match(seen, /3: 0 \(30\), 1 \(30\), 2 \(30\)/);
        assert.match(seen, /The brightest value is 16 of 255/);
        assert.equal(await lab.page.locator('.preview canvas').count(), 12);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'digits', 'the data before stay');
        const original = await pictureOf(lab.page, '.preview canvas');
        await choose(lab, 'stretch', 'yes');
        assert.notEqual(await pictureOf(lab.page, '.preview canvas'), original);
        assert.doesNotMatch(await words(lab), /The brightest value/);
        const {config} = await use(lab);
        assert.deepEqual([config.dataset, config.reading.stretch, config.reading.transpose], ['file', 'yes', 'no']);
        await lab.shows('[data-key=loaded]', /Values from 0 to 16 are stretched from black to white/);
        assert.equal(await lab.page.locator('.preview').count(), 0);
        await lab.start();
        await lab.step(20);
        await lab.pause();
        const run = JSON.parse((await take(lab, 'All, JSON')).bytes.toString());
        assert.equal(run.config.reading.stretch, 'yes');
    });
});

test('images of EMNIST are turned upright, which can be undone', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [file('emnist-letters-train-images-idx3-ubyte', dark(90))]);
        assert.match(await words(lab), /Grey images of 8 x 6 pixels/);
        assert.match(await words(lab), /The name is that of EMNIST/);
        assert.equal(await lab.page.locator('#reading-transpose option:checked').innerText(), 'automatic: exchanged');
        await choose(lab, 'transpose', 'no');
        assert.match(await words(lab), /Grey images of 6 x 8 pixels/);
        const {config, description} = await use(lab);
        assert.deepEqual([config.reading.transpose, description.dataset.width], ['no', 6]);
    });
});

test('training and test set are named, and can be exchanged', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [file('train-images-idx3-ubyte', dark(60)), file('t10k-images-idx3-ubyte', dark(200))]);
        assert.match(await words(lab), /training\s*train-images-idx3-ubyte 60 images\s*test\s*t10k-images-idx3-ubyte 200 images/);
        await choose(lab, 'swapSets', 'yes');
        assert.match(await words(lab), /training\s*t10k-images-idx3-ubyte 200 images\s*test\s*train-images-idx3-ubyte 60 images/);
        const {description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.train + dataset.validation, dataset.test], [200, 60]);
    });
});

test('another column of a table becomes the labels, and a choice that does not fit is refused in place', async () => {
    const rows = Array.from({length: 90}, (_, row) => [row / 7, row * 1.25, row % 2, ['Adelie', 'Gentoo', 'Chinstrap'][row % 3]]);
    const table = tableOf('penguins.csv', [['bill', 'mass', 'year', 'species'], ...rows]);
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [table]);
        assert.match(await words(lab), /certain\s*Column 4 holds the labels/);
        await lab.page.screenshot({path: `${SCREENS}preview-table.png`, fullPage: true});
        await choose(lab, 'labelColumn', '3');
        assert.match(await words(lab), /2: 0 \(45\), 1 \(45\)/);
        await lab.page.click('.preview-classes summary');
        await lab.page.uncheck('#reading-class-1');
        await lab.shows('.preview .field-error', /there are 45 rows\. Open at least 50/);
        assert.ok(await lab.page.isDisabled('.preview [data-does=use]'));
        await lab.page.check('#reading-class-1');
        await until('the preview', () => lab.page.isEnabled('.preview [data-does=use]'));
        assert.deepEqual((await use(lab)).description.dataset.classes, ['0', '1']);
    });
});

test('columns of a table take the kinds that are chosen, and one that does not fit is refused in place', async () => {
    const rows = Array.from({length: 90}, (_, row) => [row + 1, ['Torgersen', 'Biscoe'][row % 2], row % 9 === 4 ? 'NA' : 30 + row / 7,
        2007 + row % 3, ['Adelie', 'Gentoo', 'Chinstrap'][row % 3]]);
    const table = tableOf('penguins.csv', [['id', 'island', 'bill.mm', 'year', 'species'], ...rows]);
    /** @param {import('./lib.mjs').Lab} lab @param {string} column @param {string} kind */
    const chooseColumn = async (lab, column, kind) => {
        await lab.page.selectOption(`[data-field="columns.${column}"]`, kind);
        await until('the preview', async () => await lab.page.getAttribute('.preview', 'aria-busy') === 'false');
    };
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [table]);
        const seen = await words(lab);
        assert.match(seen, /likely\s*3 columns: 2 numbers, 1 category, by their names and contents/);
        assert.match(seen, /Column id is left out: it counts the rows/);
        assert.match(seen, /bill\.mm 30 to 42\.714, year 2007 to 2009; 10 of 270 cells are not known/);
        await lab.page.click('.preview-columns summary');
        assert.equal(await lab.page.innerText('.preview-columns summary'), 'Columns: 3 used of 4');
        await chooseColumn(lab, 'island', 'number');
        await lab.shows('.preview .field-error', /Column island cannot be a number: it holds words, such as "Torgersen"\. Choose category/);
        assert.ok(await lab.page.isDisabled('.preview [data-does=use]'));
        await chooseColumn(lab, 'island', 'out');
        await chooseColumn(lab, 'year', 'category');
        await chooseColumn(lab, 'bill.mm', 'number');
        assert.equal(await lab.page.innerText('.preview-columns summary'), 'Columns: 2 used of 4', 'the fold stays open');
        await lab.page.screenshot({path: `${SCREENS}preview-columns.png`, fullPage: true});
        await lab.page.setViewportSize({width: 390, height: 844});
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth), 390, 'the preview fits a phone');
        await lab.page.locator('.preview').screenshot({path: `${SCREENS}preview-columns-390.png`});
        const {config: {reading}, description: {dataset}} = await use(lab);
        assert.deepEqual(reading.columns, {id: 'out', island: 'out', 'bill.mm': 'number', year: 'category'});
        assert.deepEqual([dataset.kind, dataset.width, dataset.columns.map(({name}) => name)], ['table', 4, ['bill.mm', 'year']]);
    });
});

test('pictures take the chosen size, colours and classes, and odd files are named with their reason', async () => {
    const pictures = Array.from({length: 180}, (_, at) => pngOf(`${['cats', 'dogs', 'owls'][at % 3]}/${at}.png`, 40,
        (x, y) => [x * 6, y * 6, at]));
    const zip = zipOf('animals.zip', [...pictures, fileOf('notes.pdf', '%PDF-1.7'), fileOf('README.md', 'x')]);
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [zip]);
        assert.match(await words(lab), /left out\s*notes\.pdf .*PDF document/s);
        assert.match(await words(lab), /left out\s*README\.md/);
        await lab.page.screenshot({path: `${SCREENS}preview-pictures.png`, fullPage: true});
        await choose(lab, 'side', '16');
        await choose(lab, 'colour', 'grey');
        await lab.page.click('.preview-classes summary');
        await lab.page.uncheck('#reading-class-owls');
        await until('two classes', async () => /2: cats \(60\), dogs \(60\)/.test(await words(lab)));
        await lab.page.setViewportSize({width: 390, height: 844});
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth), 390, 'the preview fits a phone');
        await lab.page.locator('.preview').screenshot({path: `${SCREENS}preview-pictures-390.png`});
        const {config: {reading}, description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.width, dataset.channels, dataset.classes], [16, 1, ['cats', 'dogs']]);
        assert.deepEqual([reading.side, reading.colour, reading.classes], [16, 'grey', ['cats', 'dogs']]);
    });
});

test('"Cancel" keeps the data and the run before, and other files replace a preview', async () => {
    const rows = Array.from({length: 90}, (_, row) => Array.from({length: 40}, (__, at) => Math.sin(row + at / 3).toFixed(4)));
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.page.setInputFiles('#file-picker', [file('images', dark(90))]);
        await lab.page.waitForSelector('.preview');
        await lab.page.setInputFiles('#file-picker', [tableOf('waves.csv', rows)]);
        await until('the other files', async () => /Signals of 40 samples/.test(await words(lab).catch(() => '')));
        assert.equal(await lab.page.locator('.preview').count(), 1);
        await lab.page.locator('.preview').screenshot({path: `${SCREENS}preview-signals.png`});
        await lab.page.click('.preview button:text-is("Cancel")');
        assert.equal(await lab.page.locator('.preview').count(), 0);
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 20);
        assert.equal((await lab.events('created')).length, 1, 'the run is still the first');
    });
});
