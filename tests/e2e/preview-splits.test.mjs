// Splits in the preview of opened files: test files without labels, the share for validation, crops, and samples of sets that are too
// large. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {pngOf, tableOf} from './forms.mjs';
import {SCREENS, openBrowser, withPage} from './lib.mjs';
import {choose, preview, use, words} from './previews.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Passengers of a ship. @param {string} name @param {number} count @param {boolean} isLabelled */
function passengers(name, count, isLabelled) {
    const label = (/** @type {string | number} */ cell) => isLabelled ? [cell] : [];
    const rows = Array.from({length: count}, (_, row) => [row + 1, ...label(row % 5 < 2 ? 1 : 0), ['male', 'female'][row % 2], row % 6 === 4 ? '' : 20 + row % 31, 7.25 + row % 50]);
    return tableOf(name, [['PassengerId', ...label('Survived'), 'Sex', 'Age', 'Fare'], ...rows]);
}

test('the column that the test table lacks holds the labels, and a run trains on the data', async () => {
    const files = [passengers('test.csv', 60, false), passengers('train.csv', 120, true), tableOf('gender_submission.csv', [['PassengerId', 'Survived'], [1, 0], [2, 1]])];
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, files);
        const seen = await words(lab);
        assert.match(seen, /training\s*train\.csv 120 rows/);
        assert.match(seen, /test\s*test\.csv 60 rows, whose labels are not known/);
        assert.match(seen, /left out\s*gender_submission\.csv/);
        assert.match(seen, /likely\s*Column 2 holds the labels\. The other table lacks it\./);
        assert.match(seen, /2: 0 \(72\), 1 \(48\)/);
        const {config, description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.classes, dataset.labelled, dataset.test], [['0', '1'], 120, 60]);
        assert.equal(config.reading.labelColumn, '2');
        await lab.shows('[data-key=loaded]', /test\.csv came without labels: the classes of its 60 examples are not known/);
        await lab.start();
        await lab.step(20);
    });
});

test('the share for validation and the crop of wide pictures are choices that a run keeps', async () => {
    const pictures = Array.from({length: 100}, (_, at) => pngOf(`${at % 2 ? 'sky' : 'sea'}.${at}.png`, [96, 64],
        (x) => (x < 24 || x >= 72 ? [220, 60, at] : [40, at + 80, 160])));
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, pictures);
        const options = await lab.page.locator('#reading-validation option').allInnerTexts();
        assert.deepEqual(options, ['automatic: 15 %: 12 images', '5 %: 4 images', '10 %: 8 images', '15 %: 12 images', '20 %: 17 images', '30 %: 25 images']);
        const cropped = await lab.page.locator('.preview canvas').first().screenshot();
        await choose(lab, 'crop', 'whole');
        assert.notDeepEqual(await lab.page.locator('.preview canvas').first().screenshot(), cropped);
        await choose(lab, 'validation', '30');
        assert.match(await words(lab), /100 pictures: 60 to train on, 25 to watch, 15 to test on/);
        await lab.page.screenshot({path: `${SCREENS}preview-crop.png`, fullPage: true});
        await lab.page.setViewportSize({width: 390, height: 844});
        await lab.page.screenshot({path: `${SCREENS}preview-crop-narrow.png`, fullPage: true});
        const {config, description: {dataset}} = await use(lab);
        assert.deepEqual([config.reading.crop, config.reading.validation], ['whole', 30]);
        assert.deepEqual([dataset.train, dataset.validation, dataset.test], [60, 25, 15]);
    });
});

test('a table that is too large says before it is used that a sample of it is taken', async () => {
    const names = Array.from({length: 64}, (_, at) => `code ${String.fromCharCode(97 + at % 26)}${'x'.repeat(1 + Math.floor(at / 26))}`);
    const rows = Array.from({length: 13_000}, (_, row) => names.map((__, column) => column === 0 ? row % 97 + 0.5 : `w${(row * 7 + column * 5) % 62}`));
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [tableOf('codes.csv', [names, ...rows])]);
        assert.match(await words(lab), /of 13,000 rows are used, drawn evenly: more would not fit into the 128 MiB/);
        assert.equal(await lab.page.innerText('.preview [data-does=use]'), 'Use this sample');
        await lab.page.screenshot({path: `${SCREENS}preview-sample.png`, fullPage: true});
        await preview(lab, [passengers('few.csv', 60, true)]);
        await lab.shows('.preview', /few\.csv/);
        assert.equal(await lab.page.innerText('.preview [data-does=use]'), 'Use these data');
    });
});
