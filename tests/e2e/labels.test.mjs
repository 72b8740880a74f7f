// Labels of the user's own examples: unknown ones, names of classes in a file of their own, and many classes. Writes
// target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {fileOf, npyOf, tableOf} from './forms.mjs';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';
import {openAndTrain} from './previews.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

const openTool = (lab, name) => lab.page.click(`.card-tools .tab:text-is("${name}")`);

/** Images of 8 by 8 pixels with a stroke of their class. @param {number} count @param {(row: number) => number} classOf */
const images = (count, classOf) => npyOf('images.npy', [count, 8, 8], (at) => {
    const [row, pixel] = [Math.floor(at / 64), at % 64];
    return ((pixel * 7 + 13 * classOf(row)) % 64 < 20 ? 200 : 10) + (row * 31 + pixel * 17) % 50;
});

/** 300 images, every third labelled 0, 1 or 2. @param {string | number} unknown */
const partly = (unknown) => [
    images(300, (row) => row % 9 / 3 | 0),
    fileOf('labels.txt', Array.from({length: 300}, (_, row) => row % 3 === 0 ? row % 9 / 3 : unknown).join('\n')),
];

for (const unknown of [-1, 255, 'unknown']) {
    test(`labels of ${unknown} are unknown: the note counts the others, and no number of classes is of them`, async () => {
        await withPage(browser, {hash: SMALL}, async (lab) => {
            const dataset = await openAndTrain(lab, partly(unknown), /300 images of 8 x 8 pixels, 100 of 300 labelled: .*labels\.txt its labels/s);
            assert.deepEqual([dataset.classes, dataset.labelled], [['0', '1', '2'], 100]);
            const legend = await lab.page.locator('.legend button:visible').allInnerTexts();
            assert.deepEqual(legend.slice(0, 4).map((text) => text.trim()), ['0', '1', '2', 'unknown']);
            await lab.shows('.card-metrics', /validation: 38 examples, \d+ of them labelled, after step/);
            await openTool(lab, 'Features');
            await until('a confusion matrix', async () => await lab.page.locator('.heatmap td').count() === 9);
            const cells = await lab.page.locator('.heatmap td').allInnerTexts();
            const {pointLabels} = (await lab.events('created')).at(-1);
            const known = Object.values(pointLabels).filter((label) => label !== 255).length;
            assert.ok(known > 3 && known < 30, `${known}`);
            assert.equal(cells.reduce((sum, text) => sum + Number(text), 0), known, 'the known ones alone are counted');
            if (unknown === -1) await lab.page.screenshot({path: `${SCREENS}labels-unknown.png`, fullPage: true});
        });
    });
}

test('anomaly scores are of the examples whose label is known, and a refusal stands in the tool', async () => {
    await withPage(browser, {hash: `${SMALL}&latent=4`}, async (lab) => {
        await openAndTrain(lab, partly(-1), /100 of 300 labelled/);
        await openTool(lab, 'Anomalies');
        assert.ok(await lab.page.isChecked('.class-boxes label:has-text("class 0") input'), 'the default class has examples');
        await lab.page.fill('#setting-batchSize', '64');
        await lab.page.click('button:text-is("Train on these alone")');
        await lab.shows('#tool-panels', /A batch of 64 is more than the \d\d training images/);
        assert.doesNotMatch(lab.page.url(), /normalClasses/);
        await lab.page.fill('#setting-batchSize', '8');
        const {length} = await lab.events('created');
        await lab.page.click('button:text-is("Train on these alone")');
        await lab.built(length);
        await lab.step(60);
        await lab.pause();
        await lab.shows('#tool-panels', /of 100 abnormal examples are found/);
        const row = await lab.page.locator('.stats-table tr:has(th:text-is("True positives")) td').first().innerText();
        const {pointLabels} = (await lab.events('created')).at(-1);
        const abnormal = Object.values(pointLabels).filter((label) => label === 1 || label === 2).length;
        assert.equal(row.split(' of ')[1], String(abnormal));
    });
});

test('letters labelled from 1 on have the names of a mapping file, and no class without examples', async () => {
    const files = [
        images(120, (row) => row % 3),
        npyOf('labels.npy', [120], (at) => 1 + at % 3),
        fileOf('emnist-letters-mapping.txt', Array.from({length: 26}, (_, at) => `${at + 1} ${at + 65} ${at + 97}`).join('\n')),
    ];
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, files, /emnist-letters-mapping\.txt names the classes/);
        assert.deepEqual(dataset.classes, ['Aa', 'Bb', 'Cc']);
        await lab.shows('.legend', /Aa\s*Bb\s*Cc/);
    });
});

test('62 classes: the legend folds, symbols differ, and the confusion matrix scrolls inside its card', async () => {
    const letters = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'];
    const files = [images(1240, (row) => row % 62), tableOf('y.csv', [['label'], ...Array.from({length: 1240}, (_, row) => [row % 62])]),
        fileOf('classes.txt', letters.join('\n'))];
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, files, /classes\.txt names the classes/);
        assert.deepEqual(dataset.classes, letters);
        const buttons = () => lab.page.locator('.legend button:visible').count();
        assert.equal(await buttons(), 12, 'ten classes and two buttons');
        await lab.shows('.card-recon', /12 of 62 classes/);
        await openTool(lab, 'Features');
        await until('a confusion matrix', async () => await lab.page.locator('.heatmap td').count() === 62 * 62);
        for (const width of [1440, 390]) {
            await lab.page.setViewportSize({width, height: 900});
            const [page, host] = await lab.page.evaluate(() => {
                const node = document.querySelector('.heatmap-host:not([hidden])');
                return [document.documentElement.scrollWidth - innerWidth, node.scrollWidth > node.clientWidth];
            });
            assert.ok(page <= 0 && host, `at ${width} the table scrolls and the page does not: ${page}`);
            await lab.page.screenshot({path: `${SCREENS}labels-62-${width}.png`, fullPage: true});
        }
        await lab.page.click('.legend button:text-is("62 classes: show all")');
        assert.equal(await buttons(), 64);
        const symbols = await lab.page.locator('.legend button:has(svg)').evaluateAll((all) =>
            all.map((button) => `${button.style.getPropertyValue('--key')} ${button.querySelector('path').getAttribute('d')}`));
        assert.equal(new Set(symbols).size, 62, 'every class has a symbol of its own');
        await lab.page.screenshot({path: `${SCREENS}labels-62-unfolded.png`});
        await lab.page.click('.card-tools .tab:text-is("Anomalies")');
        await lab.shows('.class-fold summary', /^1 of 62 classes: class 0$/);
        assert.ok(await lab.page.locator('.class-boxes:visible').count() === 0, 'the boxes are folded');
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}labels-62-anomalies.png`});
        await lab.page.click('.class-fold summary');
        await lab.page.locator('.class-boxes:visible input').nth(61).check();
        await lab.shows('.class-fold summary', /^2 of 62 classes: class 0, z$/);
        await lab.page.locator('.card-tools').screenshot({path: `${SCREENS}labels-62-anomalies-open.png`});
    });
});
