// Every preset, data set, tool and export of the page in one browser engine. Takes minutes, so it runs by hand:
// cargo xtask test --browser NAME.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openEngine, withPage} from './lab.mjs';

const CPU = '#v=2&device=cpu';

let engine;
before(async () => {
    engine = await openEngine();
});
after(() => engine?.close());

/** The words of all elements. @param {import('./lab.mjs').Lab} lab @param {string} selector @returns {Promise<string[]>} */
const wordsOf = (lab, selector) => lab.page.evaluate((css) => [...document.querySelectorAll(css)].map((node) => node.textContent.trim()), selector);

/** Fails when a part of the page could not be loaded. @param {import('./lab.mjs').Lab} lab */
async function assertWhole(lab) {
    const messages = await wordsOf(lab, '.tool-words');
    assert.deepEqual(messages.filter((words) => /could not/.test(words)), []);
}

test('every preset builds, trains, and draws its views', async (t) => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        const presets = await wordsOf(lab, '#presets button');
        assert.ok(presets.length >= 12, `${presets.length} presets`);
        for (const preset of presets) {
            await lab.click(`//*[@id='presets']//button[normalize-space()='${preset}']`);
            await lab.shows('#status-state', /^Training$/); // by itself, also where the last one was paused
            await lab.reaches(3);
            await lab.loss('training');
            await lab.until(`the pictures of ${preset}`, () => lab.isDrawn('#recon'));
            await lab.until(`the codes of ${preset}`, () => lab.isDrawn('#scatter'));
            await lab.pause();
            await assertWhole(lab);
            t.diagnostic(`${preset}: ${await lab.step()} steps`);
        }
    });
});

for (const [dataset, hidden] of [['strokes', '64'], ['shapes', '64'], ['colours', '64'], ['signals', '32'], ['sounds', '32']]) {
    test(`the data set "${dataset}" trains`, async () => {
        await withPage(engine, `${CPU}&dataset=${dataset}&hidden=${hidden}`, async (lab) => {
            await lab.ready();
            await lab.start();
            await lab.reaches(10);
            await lab.until('the pictures', () => lab.isDrawn('#recon'));
            await lab.until('the codes', () => lab.isDrawn('#scatter'));
        });
    });
}

test('every tool opens while the model trains', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(100);
        await lab.lookAt('#tool-tabs');
        const tools = await wordsOf(lab, '#tool-tabs [role=tab]');
        assert.ok(tools.length >= 10, `${tools.length} tools`);
        for (const tool of tools) {
            await lab.click(`//*[@role='tab' and normalize-space()='${tool}']`);
            await lab.until(`the panel of ${tool}`, () => lab.page.evaluate(() => {
                const panel = document.querySelector('#tool-panels [role=tabpanel]:not([hidden])');
                return (panel?.querySelector('canvas, table, button, input, select') ?? null) !== null;
            }));
            await assertWhole(lab);
        }
        const step = await lab.step();
        await lab.reaches(step + 50);
    });
});

test('every export makes a file', async () => {
    await withPage(engine, CPU, async (lab) => {
        await lab.ready();
        await lab.start();
        await lab.reaches(200);
        await lab.pause();
        await lab.lookAt('.card-export');
        await lab.until('the card Export', async () => (await wordsOf(lab, '#export button')).length > 8);
        const labels = (await wordsOf(lab, '#export button')).filter((label) => /, [A-Z]+$|^Save the model$/.test(label));
        assert.ok(labels.length >= 11, `${labels.length} files`);
        for (const label of labels) assert.ok((await lab.take(label)).bytes.length > 100, label);
    });
});
