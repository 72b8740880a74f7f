// The card "Export": every file is saved, opened again and compared with the page, while the model trains and while
// it is paused.
// Writes target/screens/ and target/downloads/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, until, withPage} from './lib.mjs';
import {button, clearSaved, lookAt, readReport, readSvg, refuse, rowsOf, take} from './downloads.mjs';

const CPU = '#v=2&device=cpu';

let browser;
before(async () => {
    browser = await openBrowser();
    await clearSaved();
});
after(() => browser?.close());

test('while it trains, the losses are saved to the last digit, a row a step', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        const saved = await take(lab, 'Loss, CSV');
        assert.match(saved.name, /^hourglass-digits-64-2-seed1-step\d+-loss\.csv$/);
        const rows = rowsOf(saved).filter(({step}) => step !== '0');
        assert.equal(rows.length, saved.step);
        const losses = await lab.losses();
        rows.forEach(({step, loss}, i) => {
            assert.equal(Number(step), i + 1);
            assert.equal(Number(loss), losses[i]);
        });
        const looks = (await lab.events('progress')).flatMap(({validations}) => validations).filter(({step}) => step <= saved.step);
        const validated = rowsOf(saved).filter((row) => row.validation_loss !== '');
        assert.deepEqual(validated.map((row) => [Number(row.step), Number(row.validation_loss)]), looks.map(({step, loss}) => [step, loss]));
        await lab.state('running');
    });
});

test('where the loss has several terms, each has a column, and each is raw', async () => {
    await withPage(browser, {hash: `${CPU}&bottleneck=variational&loss=bce&reduction=sum`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await lab.pause();
        const rows = rowsOf(await take(lab, 'Loss, CSV')).filter(({step}) => step !== '0');
        const {terms} = (await lab.events('created')).at(-1).description;
        assert.ok(terms.length > 1);
        for (const row of [rows[0], rows.at(-1)]) {
            const sum = terms.reduce((all, {name, weight}) => all + (weight ?? 0) * Number(row[name]), 0);
            assert.ok(Math.abs(sum - Number(row.loss)) < 1e-3 * Math.abs(sum), `${sum} and ${row.loss}`);
        }
    });
});

test('while paused, metrics, codes and the whole run are saved as the page shows them', async () => {
    await withPage(browser, {hash: `${CPU}&latent=3&seed=7`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(150);
        await lab.pause();
        const {step} = (await lab.events('status')).at(-1);
        await lab.shows('#metrics-note', new RegExp(`after step ${step.toLocaleString('en')}\\.`));
        const measured = rowsOf(await take(lab, 'Metrics, CSV'));
        const {metrics} = (await lab.events('measured')).at(-1);
        const {split, step: at, ...values} = measured.at(-1);
        assert.deepEqual([split, Number(at), Number(values.mse)], ['validation', step, metrics.mse]);
        assert.ok(!('auroc' in values), 'what does not apply has no column');
        const shown = (await lab.page.innerText('#metrics tr:nth-child(2) td')).trim();
        assert.equal(Number(shown), Number(metrics.mse.toPrecision(3)));

        const codes = rowsOf(await take(lab, 'Codes, CSV'));
        assert.deepEqual(Object.keys(codes[0]), ['index', 'split', 'label', 'class', 'code_1', 'code_2', 'code_3']);
        assert.equal(codes.length, (await lab.events('created')).at(-1).description.dataset.validation);
        assert.deepEqual([...new Set(codes.map(({label}) => label))].toSorted(), [...'0123456789']);

        const saved = await take(lab, 'All, JSON');
        const run = JSON.parse(saved.bytes.toString('utf8'));
        assert.deepEqual([run.seed, run.step, run.state, run.config.latent, run.lossUnit], [7, step, 'paused', 3, 'squared error per pixel']);
        const losses = await lab.losses();
        assert.deepEqual(run.losses.loss.slice(-losses.length), losses);
        assert.match(saved.name, /^hourglass-digits-64-3-seed7-step\d+-run\.json$/);
    });
});

test('charts are saved as vector drawings with axes, and as images in the colours of the page', async () => {
    await withPage(browser, {hash: CPU, context: {colorScheme: 'dark'}}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.shows('#loss-readout', /PCA 0\.\d+/);
        const loss = await readSvg(lab, await take(lab, 'Loss, SVG'));
        for (const text of ['Loss', 'step', 'squared error per pixel', 'training', 'smoothed', 'validation', 'PCA']) assert.ok(loss.texts.includes(text), text);
        assert.equal(loss.lines.length, 4);
        assert.ok(loss.lines.every((points) => points > 3));
        await lab.pause();
        const plane = await readSvg(lab, await take(lab, 'Latent space, SVG'));
        for (const text of ['Latent space', 'latent dimension z1', 'latent dimension z2', '0', '9']) assert.ok(plane.texts.includes(text), text);
        const {dataset} = (await lab.events('created')).at(-1).description;
        assert.equal(plane.counts.path, dataset.validation + dataset.classes.length, 'a dot for each, and one for each class in the legend');

        const card = await lab.page.locator('.card-loss').evaluate((node) => getComputedStyle(node).backgroundColor.match(/\d+/g).map(Number));
        for (const label of ['Loss, PNG', 'Latent space, PNG', 'Reconstructions, PNG']) {
            const {width, height, colours, corner} = await lookAt(lab, await take(lab, label));
            assert.ok(width > 600 && height > 400 && colours > 50, `${label}: ${width} × ${height}, ${colours} colours`);
            assert.deepEqual(corner, [...card, 255], `${label} has the background of the page`);
        }
    });
});

test('a drawing of the losses is logarithmic where the chart is', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        await lab.pause();
        const linear = await readSvg(lab, await take(lab, 'Loss, SVG'));
        await lab.page.check('#loss-log');
        const logarithmic = await readSvg(lab, await take(lab, 'Loss, SVG'));
        assert.ok(linear.texts.includes('0.15') && !logarithmic.texts.includes('0.15'));
        assert.ok(logarithmic.texts.includes('0.1'));
    });
});

for (const [name, hash, noun] of [['pictures', `${CPU}&seed=42`, 'picture'], ['signals', `${CPU}&dataset=signals&hidden=32&seed=42`, 'signal']]) {
    test(`the report of a run on ${name} opens by itself, light, and says how the run was made`, async () => {
        await withPage(browser, {hash, context: {colorScheme: 'dark'}}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(150);
            await lab.pause();
            const {step} = (await lab.events('status')).at(-1);
            await lab.shows('#metrics-note', new RegExp(`after step ${step.toLocaleString('en')}\\.`));
            const {text, link, charts, pictures} = await readReport(lab, await take(lab, 'Report, HTML'), `report-${name}`);
            assert.match(text, /Seed\s+42/);
            assert.match(text, /Device\s+CPU/);
            assert.match(text, new RegExp(`Trained\\s+${step.toLocaleString('en')} steps`));
            assert.match(text, new RegExp(`SSE per ${noun}`));
            assert.match(text, /Learning rate\s+0\.001/);
            assert.equal(charts, 2);
            assert.equal(pictures.length, 1);
            assert.ok(pictures[0].naturalWidth > 400 && pictures[0].alt.includes(noun));
            assert.equal(link, lab.page.url());
        });
    });
}

test('before the first step, each says what it needs, and the keyboard reaches all of them', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        await lab.event('snapshot');
        for (const label of ['Loss, CSV', 'All, JSON', 'Loss, PNG', 'Loss, SVG']) await refuse(lab, label, /There are no losses yet: press Start/);
        await refuse(lab, 'Metrics, CSV', /There are no metrics yet/);
        const report = await readReport(lab, await take(lab, 'Report, HTML'), 'report-untrained');
        await lab.shows('#export-message', /Without losses and metrics/);
        assert.match(report.text, /No step was taken yet/);
        await lab.page.click('#step:enabled');
        await lab.step(1);
        await button(lab, 'Loss, CSV').focus();
        const [download] = await Promise.all([lab.page.waitForEvent('download'), lab.page.keyboard.press('Enter')]);
        assert.match(download.suggestedFilename(), /step1-loss\.csv$/);
        // losses, metrics, all; the choice of examples and five files of codes; five images; the report
        for (let i = 1; i < 15; i++) await lab.page.keyboard.press('Tab');
        assert.equal(await lab.page.evaluate(() => document.activeElement.textContent), 'Report, HTML');
    });
});

test('of a diverged run, every file can still be saved, with the learning rate that made it diverge', async () => {
    const model = 'hidden=&outputActivation=linear&optimizer=sgd&momentum=0&learningRate=1';
    await withPage(browser, {hash: `${CPU}&${model}`}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(200);
        await lab.page.fill('#setting-learningRate', '30');
        await lab.state('stopped');
        const rows = rowsOf(await take(lab, 'Loss, CSV')).filter(({step}) => step !== '0');
        assert.deepEqual(rows.map(({loss}) => Number(loss)), await lab.losses());
        assert.ok(Number(rows.at(-1).loss) > 1e6, `the last loss is ${rows.at(-1).loss}`);
        await take(lab, 'Codes, CSV');
        const drawing = await take(lab, 'Loss, SVG');
        assert.doesNotMatch(drawing.bytes.toString('utf8'), /NaN|Infinity/);
        const {text} = await readReport(lab, await take(lab, 'Report, HTML'), 'report-diverged');
        assert.match(text, /diverged: the loss is no longer a number/);
        assert.match(text, /Learning rate\s+30 \*/);
    });
});

test('examples without labels have no column for labels, and a message says so', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        const size = 8;
        const count = 120;
        const header = [0, 0, 8, 3, 0, 0, 0, count, 0, 0, 0, size, 0, 0, 0, size];
        const bytes = Buffer.from([...header, ...Array.from({length: count * size * size}, (_, i) => (i * 7919) % 256)]);
        await lab.openData({name: 'plain-images', mimeType: 'application/octet-stream', buffer: bytes});
        await until('a run on the file', async () => (await lab.events('created')).at(-1)?.description.dataset.source === 'file');
        await lab.start();
        await lab.step(20);
        await lab.pause();
        const [row] = rowsOf(await take(lab, 'Codes, CSV'));
        assert.deepEqual(Object.keys(row), ['index', 'split', 'code_1', 'code_2']);
        await lab.shows('#export-message', /have no labels, so there is no column for labels/);
        const plane = await readSvg(lab, await take(lab, 'Latent space, SVG'));
        assert.ok(plane.counts.path > 0);
        await take(lab, 'Report, HTML');
        await lab.shows('#export-message', /Without labels of the pictures/);
    });
});

test('the address is copied, or selected where the browser forbids it', async () => {
    const permissions = ['clipboard-read', 'clipboard-write'];
    await withPage(browser, {hash: `${CPU}&latent=5`, context: {permissions}}, async (lab) => {
        await lab.built();
        await button(lab, 'Copy address').click();
        await lab.shows('#export-message', /The address is copied/);
        const copied = await lab.page.evaluate(() => navigator.clipboard.readText());
        assert.equal(copied, lab.page.url());
        assert.match(copied, /latent=5/);
        await lab.page.evaluate(() => {
            navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden'));
        });
        await button(lab, 'Copy address').click();
        await lab.shows('#export-message', /Copy the selected address/);
        assert.equal(await lab.page.evaluate(() => getSelection().toString() || document.activeElement.value), lab.page.url());
    });
});

test('examples make a sheet of about as many rows as columns', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        const sizes = await lab.page.evaluate(async () => {
            const main = document.querySelector('script[type=module]').src;
            const {sheetOf} = await import(new URL('contact-sheet.js', main).href);
            const examples = Array.from({length: 9}, (_, i) => new Uint8Array(64).fill(20 * i));
            const format = {kind: 'image', width: 8, height: 8, channels: 1};
            const one = sheetOf(examples.slice(0, 1), format, {title: 'T', note: 'n'});
            const nine = sheetOf(examples, format, {title: 'T', note: 'n'});
            return [one, nine].map(({width, height}) => ({width, height}));
        });
        const step = 2 * (56 + 6); // of a tile
        assert.equal(sizes[1].height - sizes[0].height, 2 * step);
        assert.ok(sizes[1].width > 3 * step - 12 && sizes[1].width < 4 * step);
    });
});

test('during replay, files hold the shown step and have its name', async () => {
    await withPage(browser, {hash: CPU}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(300);
        await lab.until('some snapshots', ({events}) => events.filter(({type}) => type === 'snapshot').length > 3);
        await lab.page.click('[role=tab]:text-is("Replay")');
        await lab.page.focus('.player-slider');
        await lab.page.keyboard.press('Home');
        await lab.shows('.replay-status', /Showing step 0 of/);
        const past = await take(lab, 'Codes, CSV');
        assert.equal(past.step, 0);
        await lab.shows('#export-message', /It shows step 0, like the page/);
        assert.ok((await readSvg(lab, await take(lab, 'Latent space, SVG'))).texts.some((text) => text.endsWith('after step 0')));
        await lab.page.selectOption('select[aria-label="Examples whose codes are saved"]', 'test');
        await refuse(lab, 'Codes, CSV', /Only the codes of validation pictures are kept of this step: choose validation, or go back to now/);
        await lab.page.selectOption('select[aria-label="Examples whose codes are saved"]', 'validation');
        await lab.page.click('.player button:text-is("Back to now")');
        const now = await take(lab, 'Codes, CSV');
        assert.ok(now.step >= 300);
        assert.notDeepEqual(rowsOf(now)[0], rowsOf(past)[0]);
        assert.deepEqual(rowsOf(now).map(({index}) => index), rowsOf(past).map(({index}) => index));
    });
});
