// Files of every form that can be opened: what is understood is said, and the model trains on them. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {fileOf, npyOf, pngOf, tableOf, zipOf} from './forms.mjs';
import {SCREENS, openBrowser, withPage} from './lib.mjs';
import {openAndTrain} from './previews.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** A stroke of a class on 8 by 8 pixels, with some noise. @param {number} row @param {number} at */
const stroke = (row, at) => (at % 8 === 2 * (row % 3) + 1 ? 200 : 10) + (row * 31 + at * 17) % 50;

/** Rows of a label and 64 pixels. @param {number} count @param {(row: number) => string | number} label */
const pixelRows = (count, label) => Array.from({length: count}, (_, row) =>
    [label(row), ...Array.from({length: 64}, (__, at) => stroke(row, at))]);

const HEAD = ['label', ...Array.from({length: 64}, (_, at) => `pixel${at}`)];

/** @type {Record<string, import('./forms.mjs').MadeFile>} */
const TABLES = {
    'with a header, as Kaggle has it': tableOf('train.csv', [HEAD, ...pixelRows(120, (row) => row % 3)]),
    'without a header': tableOf('mnist_train.csv', pixelRows(120, (row) => row % 3)),
    'with semicolons, a byte-order mark and line ends of Windows':
        tableOf('excel.csv', [HEAD, ...pixelRows(120, (row) => row % 3)], {separator: ';', end: '\r\n', start: '\ufeff'}),
};

for (const [what, table] of Object.entries(TABLES)) {
    test(`a table of labels and pixels ${what} becomes images`, async () => {
        await withPage(browser, {hash: SMALL}, async (lab) => {
            const dataset = await openAndTrain(lab, [table], /120 images of 8 x 8 pixels with labels: .*Column 1( \(label\))? of .* holds the labels\./s);
            assert.deepEqual([dataset.kind, dataset.width, dataset.height, dataset.classes], ['image', 8, 8, ['0', '1', '2']]);
        });
    });
}

/** A letter after "a". @param {number} at */
const consonant = (at) => String.fromCharCode(98 + at);

/** Words of an own language: a consonant and a vowel by turns. @param {number} count @param {string} vowels */
const words = (count, vowels) => Array.from({length: count}, (_, row) =>
    [consonant(row % 8), vowels[row % 2], consonant(8 + Math.floor(row / 8)), vowels[Math.floor(row / 2) % 2], 'n'.repeat(row % 3)].join(''));

/** Types words under Draw: one that the network spells again, and one with a letter that there is not. @param {import('./lib.mjs').Lab} lab @param {string} word @param {string} alphabet */
async function typeWord(lab, word, alphabet) {
    await lab.page.getByRole('tab', {name: 'Draw'}).click();
    const field = lab.page.getByLabel('Your word');
    await field.fill(`${word}7`);
    await lab.shows('#tool-panels', new RegExp(`no “7”. Their letters: ${alphabet}\\.`));
    await field.fill(word.toUpperCase());
    await lab.shows('#tool-panels', /Your word, its reconstruction, the difference\. The diamond/);
    assert.ok(await lab.isDrawn('#tool-panels'), 'the word and its reconstruction are drawn');
}

for (const [family, hash] of [['dense', `${SMALL}&latent=8&learningRate=0.01`], ['recurrent', '#v=2&device=cpu&architecture=recurrent&gruUnits=16&latent=8&dataset=signals']]) {
    test(`words, one a line, are learnt as letters by a ${family} network`, async () => {
        const text = (name, list) => ({name, mimeType: 'text/plain', buffer: Buffer.from(list.join('\r\n'))});
        const lists = [words(48, 'ae'), words(48, 'io')];
        const alphabet = [...new Set(lists.flat().join(''))].sort().join('');
        await withPage(browser, {hash}, async (lab) => {
            const dataset = await openAndTrain(lab, [text('first.txt', lists[0]), text('second.txt', lists[1])],
                new RegExp(`96 words of up to 6 letters with labels: .*first\\.txt holds words\\..*: ${alphabet}\\.`, 's'));
            assert.deepEqual([dataset.kind, dataset.width, dataset.alphabet, dataset.classes], ['word', 6, `${alphabet}·`, ['first', 'second']]);
            assert.equal(dataset.channels, alphabet.length + 1);
            await lab.shows('#metrics', /Letters right\s*\d+\.\d %.*Words right.*Cross-entropy of a letter/s);
            assert.doesNotMatch(await lab.page.innerText('#metrics'), /MSE|PSNR/);
            await lab.page.screenshot({path: `${SCREENS}own-words-${family}.png`, fullPage: true});
            await typeWord(lab, lists[0][0], alphabet);
        });
    });
}

test('heartbeats between spaces, the label first, become signals with their classes', async () => {
    const beat = (row) => Array.from({length: 48}, (_, at) => Math.exp(-(((at - 20 - 4 * (row % 2)) / 4) ** 2)) - 0.3 + (row % 7) / 100);
    const rows = Array.from({length: 100}, (_, row) => [row % 2 ? 1 : -1, ...beat(row)].map((value) => value.toExponential(7)));
    const file = tableOf('ECG200_TRAIN.txt', [...rows.slice(0, 50), [''], ...rows.slice(50)], {separator: '  '});
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [file], /100 signals of 48 samples with labels: .*Values from -0\.3 to .* are scaled to 0 to 1/s);
        assert.deepEqual([dataset.kind, dataset.width, dataset.classes], ['sequence', 48, ['-1', '1']]);
        await lab.page.screenshot({path: `${SCREENS}forms-signals.png`, fullPage: true});
    });
});

test('a table with columns of its own units trains on numbers that are standardized', async () => {
    const rows = Array.from({length: 90}, (_, row) => [35 + row % 9, (3000 + 31 * row).toString(), ['Adelie', 'Chinstrap', 'Gentoo'][row % 3]]);
    const file = tableOf('penguins.csv', [['bill_length_mm', 'body_mass_g', 'species'], ...rows]);
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [file], /The columns of penguins\.csv: 2 numbers \(bill_length_mm, body_mass_g\)/);
        assert.deepEqual([dataset.kind, dataset.width, dataset.classes], ['table', 2, ['Adelie', 'Chinstrap', 'Gentoo']]);
        await lab.page.screenshot({path: `${SCREENS}forms-table.png`, fullPage: true});
    });
});

test('an .npz archive with the names of Keras brings its test set', async () => {
    const pixel = (at) => stroke(Math.floor(at / 64), at % 64);
    const arrays = [
        npyOf('x_train.npy', [120, 8, 8], pixel), npyOf('y_train.npy', [120], (at) => at % 3),
        npyOf('x_test.npy', [60, 8, 8], (at) => pixel(at) ^ 1), npyOf('y_test.npy', [60], (at) => at % 3),
    ];
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [zipOf('mnist.npz', arrays)], /60 to test on \(from its own file\)/);
        assert.deepEqual([dataset.train + dataset.validation, dataset.test, dataset.classes.length], [120, 60, 3]);
    });
});

test('a zip archive of pictures in folders trains in colour, its folders are classes, and odd files are named', async () => {
    const pictures = Array.from({length: 80}, (_, at) => pngOf(`animals/${at % 2 ? 'cats' : 'dogs'}/${at}.png`, 48,
        (x, y) => (at % 2 ? [200, x * 4, at] : [y * 4, 90, 255 - at])));
    const files = [...pictures, fileOf('animals/notes.pdf', '%PDF-1.7'), fileOf('__MACOSX/._1.png', 'x'), fileOf('README.md', 'x')];
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [zipOf('animals.zip', files)], /80 coloured images of 48 x 48 pixels with labels: .*Left out: animals\/notes\.pdf is a PDF document/s);
        assert.deepEqual([dataset.channels, dataset.classes], [3, ['cats', 'dogs']]);
        await lab.page.setViewportSize({width: 390, height: 844});
        await lab.page.screenshot({path: `${SCREENS}forms-pictures-390.png`, fullPage: true});
    });
});

test('a dropped folder is searched, and its folders are classes', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const {page} = lab;
        await lab.built();
        const {length} = await lab.events('created');
        const pictures = Array.from({length: 60}, (_, at) => {
            const {name, buffer} = pngOf(`${at}.png`, 8, (x, y) => [x * 20, y * 20, (at * 4) % 255]);
            return [at % 2 ? 'suns' : 'moons', name, buffer.toString('base64')];
        });
        await page.evaluate((all) => {
            // entries of a folder, as a drop from the desktop has them: no test can make a real one
            const entryOf = (name, content) => content instanceof File
                ? {name, isFile: true, file: (resolve) => resolve(content)}
                : {name, isFile: false, createReader() {
                    const left = Object.entries(content).map(([inner, one]) => entryOf(inner, one));
                    return {readEntries: (resolve) => resolve(left.splice(0, 25))};
                }};
            const folder = {suns: {}, moons: {}};
            for (const [kind, name, bytes] of all) folder[kind][name] = new File([Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0))], name);
            const event = new DragEvent('drop', {bubbles: true, cancelable: true});
            const items = [{webkitGetAsEntry: () => entryOf('drawings', folder)}];
            Object.defineProperty(event, 'dataTransfer', {value: {types: ['Files'], items, files: []}});
            document.body.dispatchEvent(event);
        }, pictures);
        await page.click('.preview [data-does=use]');
        const {description: {dataset}} = await lab.built(length);
        assert.deepEqual([dataset.classes, dataset.width, dataset.train + dataset.validation + dataset.test], [['moons', 'suns'], 8, 60]);
    });
});

test('the archives of samples of Teachable Machine are a class each', async () => {
    const samples = (name, from) => zipOf(`${name}-samples.zip`, Array.from({length: 30}, (_, at) =>
        pngOf(`${at}.png`, 48, (x, y) => [(x * (at % 5)) % 256, (y * from) % 256, 40])));
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [samples('Thumb up', 1), samples('Fist', 7)], /60 coloured images of 48 x 48 pixels with labels/);
        assert.deepEqual([dataset.kind, dataset.channels, dataset.classes], ['image', 3, ['Fist', 'Thumb up']]);
    });
});

test('a project of Teachable Machine opens with its classes', async () => {
    const pictures = Array.from({length: 60}, (_, at) => pngOf(`Class ${1 + at % 2}-!-${Math.floor(at / 2)}.png`, 48, (x, y) => [(x * (at % 5)) % 256, (y * at) % 256, 40]));
    const project = zipOf('project.tm', [...pictures, fileOf('manifest.json', '{"type":"image","version":"2.4.4","appdata":{"trainEpochs":50}}')]);
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dataset = await openAndTrain(lab, [project], /60 coloured images of 48 x 48 pixels with labels/);
        assert.deepEqual([dataset.kind, dataset.channels, dataset.classes], ['image', 3, ['Class 1', 'Class 2']]);
    });
});

test('75 pictures train with every preset: the batch is made to fit', async () => {
    const pictures = Array.from({length: 75}, (_, at) => pngOf(`${at}.png`, 16, (x, y) => [x * 15, y * 15, at * 3]));
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        const {batchSize} = (await lab.events('created')).at(-1)?.config ?? {batchSize: 64};
        assert.equal(batchSize, 64);
        await openAndTrain(lab, pictures, /75 coloured images.*The batch size is now 16, as there are 55 examples to train on\./s);
        const {length} = await lab.events('created');
        await lab.page.click('[data-preset="vae"]');
        const {config} = await lab.built(length);
        assert.deepEqual([config.dataset, config.bottleneck, config.batchSize], ['file', 'variational', 16]);
        await lab.step(20);
    });
});

test('a table that cannot be read is refused by line and column, and the run before goes on', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await lab.built();
        await lab.start();
        const table = tableOf('gaps.csv', [['label', 't0', 't1'], ['x', 1, 2], ['y', '', 3], ['x', 5, 6]]);
        await lab.page.setInputFiles('#file-picker', [table]);
        await lab.shows('[data-key=data]', /gaps\.csv: line 3 of column 2 \(t0\) is empty\..*Leave out other columns, and rows with gaps/s);
        const {step} = (await lab.events('progress')).at(-1);
        await lab.step(step + 20);
    });
});
