// Main paths of the page in one browser engine: training, views, a tool, saved runs, own files, faults. Runs in continuous
// integration for every engine but Chromium, where tests/e2e does the same and more.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {button, openEngine, withPage} from './lab.mjs';

const CPU = '#v=2&device=cpu';

let engine;
before(async () => {
    engine = await openEngine();
    console.log(`engine: ${engine.name}`);
});
after(() => engine?.close());

/** An IDX file of bytes. @param {number[]} sizes @param {(i: number) => number} value */
function idx(sizes, value) {
    const count = sizes.reduce((product, size) => product * size, 1);
    const header = [0, 0, 8, sizes.length, ...sizes.flatMap((size) => [0, 0, size >> 8, size & 255])];
    return Uint8Array.from([...header, ...Array.from({length: count}, (_, i) => value(i))]);
}

test('the page builds a run at once, and says which device trains and why', async () => {
    await withPage(engine, '', async (lab) => {
        await lab.ready();
        assert.equal(await lab.text('#status-device'), 'CPU');
        if (await lab.page.evaluate(() => 'gpu' in navigator)) {
            await lab.shows('#status-why', /WebGPU/);
        } else {
            await lab.shows('#status-why', /^No WebGPU: this browser has no WebGPU$/);
            await lab.shows('[data-key=device]', /Training on the CPU\. This browser has no WebGPU\..*the CPU trains/i);
        }
        await lab.screenshot('ready');
    });
});

test('training on the CPU lets the loss fall', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.click(`//button[@id='step']`);
        await lab.reaches(1);
        const first = await lab.loss('training');
        await lab.start();
        await lab.reaches(500);
        await lab.pause();
        const last = await lab.loss('training');
        assert.ok(last < 0.6 * first, `it was ${first} at step 1, and is ${last} at step ${await lab.step()}`);
        assert.ok(await lab.loss('validation') < 0.6 * first);
    });
});

test('a pause holds, a step is one step, and reset goes back to the first', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(50);
        await lab.pause();
        const step = await lab.step();
        await lab.click(`//button[@id='step']`);
        await lab.until('one step more', async () => await lab.step() === step + 1);
        await lab.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500))); // that none follows is seen only by waiting
        assert.equal(await lab.step(), step + 1);
        await lab.click(`//button[@id='reset']`);
        await lab.until('step 0', async () => await lab.step() === 0);
    });
});

test('reconstructions, latent space, latent map and loss chart are drawn and follow the training', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        for (const view of ['#recon', '#loss', '#scatter']) {
            await lab.until(`${view}, drawn`, () => lab.isDrawn(view));
            const early = await lab.pictures(view);
            await lab.until(`${view}, drawn again`, async () => await lab.pictures(view) !== early);
        }
        await lab.reaches(500);
        await lab.pause();
        await lab.shows('#metrics', /MSE per pixel\s*0\.\d+/);
        assert.equal(await lab.page.evaluate(() => document.querySelectorAll('#scatter-legend button').length), 11, 'ten classes, and all');
        await lab.screenshot('paused');
    });
});

test('a drawing is reconstructed as it is drawn', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(300);
        await lab.lookAt('.pad');
        const {x, y, width, height} = await lab.page.evaluate(() => document.querySelector('.pad').getBoundingClientRect().toJSON());
        await lab.page.drag(Array.from({length: 17}, (_, i) => [
            Math.round(x + width * (0.5 + 0.2 * Math.cos(i / 8 * Math.PI))), Math.round(y + height * (0.5 + 0.3 * Math.sin(i / 8 * Math.PI))),
        ]));
        await lab.shows('#tool-panels', /Your drawing, its reconstruction, the difference\. The squared error is 0\.\d+/);
        assert.ok(await lab.isDrawn('.tool-side'));
        await lab.screenshot('drawing');
    });
});

test('a saved run is opened in a fresh page and goes on at its step', async () => {
    let saved, step, loss;
    await withPage(engine, `${CPU}&latent=3`, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(300);
        await lab.pause();
        step = await lab.step();
        loss = await lab.loss('validation');
        saved = await lab.take('Save the model');
        assert.match(saved.path, new RegExp(`-3-seed1-step${step}-model\\.safetensors$`));
    });
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.lookAt('.card-export');
        await lab.until('the card Export', () => lab.page.evaluate(() => document.querySelector('[aria-label="A saved model"]') !== null));
        await lab.page.setFiles(`//input[@aria-label='A saved model']`, saved.path);
        await lab.shows('#export-message', new RegExp(`trained for ${step.toLocaleString('en')} steps on`));
        await lab.until(`step ${step}`, async () => await lab.step() === step);
        assert.match(await lab.page.evaluate(() => location.hash), /latent=3/);
        await lab.click(`//button[@id='step']`);
        await lab.until('the next step', async () => await lab.step() === step + 1);
        await lab.start();
        await lab.reaches(step + 200);
        assert.ok(await lab.loss('validation') < 1.2 * loss, 'it goes on from the trained weights');
    });
});

test('own IDX files, images with labels, become the data of a run', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        const images = await lab.file('own-images-idx3-ubyte', idx([120, 8, 8], (i) => (Math.floor(i / 64) % 2 === 0 ? 255 : 0) * Number(i % 8 < 4)));
        const labels = await lab.file('own-labels-idx1-ubyte', idx([120], (i) => i % 2));
        await lab.page.setFiles(`//input[@id='file-picker']`, images, labels);
        await lab.click(`//button[normalize-space()='Use these data']`);
        await lab.shows('#scatter-legend', /0\s*1(?!\s*2)/);
        await lab.shows('[data-key=loaded]', /120 images of 8 x 8 pixels with labels/);
        await lab.ready();
        await lab.start();
        await lab.reaches(100);
        assert.equal(await lab.page.evaluate(() => document.querySelector('#setting-dataset').value), 'file');
        await lab.until('the pictures, drawn', () => lab.isDrawn('#recon'));
    });
});

test('the address holds the settings, and a reload restores them', async () => {
    await withPage(engine, `${CPU}&latent=5&hidden=40,20&wibble=3`, async (lab) => {
        await lab.ready();
        const latent = () => lab.page.evaluate(() => document.querySelector('#setting-latent').value);
        assert.equal(await latent(), '5');
        await lab.shows('[data-key=address]', /wibble=3/);
        await lab.page.evaluate(() => {
            const input = document.querySelector('#setting-latent');
            input.value = '7';
            input.dispatchEvent(new Event('input', {bubbles: true}));
            input.dispatchEvent(new Event('change', {bubbles: true}));
        });
        await lab.until('the address', () => lab.page.evaluate(() => /latent=7/.test(location.hash)));
        await lab.page.reload();
        await lab.ready();
        assert.equal(await latent(), '7');
        await lab.shows('.card-network', /40×20/);
    });
});

test('a corrupt picture is refused in words, and the run goes on', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(20);
        await lab.page.setFiles(`//input[@id='file-picker']`, await lab.file('picture.png', Buffer.from('\x89PNG\r\n\x1a\n and so on', 'latin1')));
        await lab.shows('[data-key=data]', /picture\.png: this picture cannot be opened\. It is incomplete, corrupt or too large\./);
        await lab.reaches(await lab.step() + 50);
    });
});

test('a diverged run names its step, and the way back trains on', async () => {
    // a linear model: rates from 6 on are never stable
    const model = 'hidden=&outputActivation=linear&optimizer=sgd&momentum=0&learningRate=30';
    await withPage(engine, `${CPU}&${model}`, async (lab) => {
        await lab.ready();
        await lab.click(`//button[@id='toggle' and @data-does='start']`);
        await lab.shows('[data-key=diverged]', /step \d+/);
        await lab.click(`//*[@data-key='diverged']//button[starts-with(normalize-space(), 'Go back')]`);
        await lab.shows('#status-state', /^Training$/);
        await lab.reaches(100);
        assert.match(await lab.page.evaluate(() => location.hash), /learningRate=3(&|$)/);
    });
});

test('curves, drawings, pictures and a report are exported and can be read', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(200);
        await lab.pause();
        const step = await lab.step();
        const [header, ...rows] = (await lab.take('Loss, CSV')).bytes.toString('utf8').trim().split('\r\n').map((line) => line.split(','));
        const trained = rows.filter(([at]) => at !== '0');
        assert.equal(trained.length, step, 'a row for every step');
        const column = header.indexOf('loss');
        assert.ok(trained.every((row) => Number(row[column]) > 0), 'each with its loss');
        const drawing = (await lab.take('Latent space, SVG')).bytes.toString('utf8');
        const shapes = drawing.match(/^<svg [^]*<\/svg>\s*$/)?.[0].match(/<path /g)?.length ?? 0;
        assert.ok(shapes > 200, `${shapes} dots`);
        const picture = (await lab.take('Loss, PNG')).bytes;
        assert.equal(picture.subarray(1, 4).toString('latin1'), 'PNG');
        assert.ok(picture.readUInt32BE(16) > 600, 'its width, in pixels');
        const report = (await lab.take('Report, HTML')).bytes.toString('utf8');
        assert.match(report, new RegExp(`${step.toLocaleString('en')} steps`));
        assert.match(report, /<svg[^]*data:image\/png/);
        await lab.click(button('Copy address'));
        await lab.shows('#export-message', /address/);
    });
});
