// Tables whose rows have names: the animals of the zoo, and a table of one's own. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {recordTexts} from './canvas-texts.mjs';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';
import {tableOf} from './forms.mjs';
import {preview, use, words} from './previews.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&latent=2&reduction=sum&batchSize=32&learningRate=0.003&dataset=';
let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Words that a canvas has shown since they were last asked for. @param {import('./lib.mjs').Lab} lab @param {string} host */
const textsOf = (lab, host) => lab.page.evaluate((id) => {
    const texts = window.__texts.filter((one) => one.host === id).map(({text}) => text);
    window.__texts = [];
    return [...new Set(texts)];
}, host);

test('animals of the zoo have their names next to their dots, over their rows and under the pointer', async () => {
    await withPage(browser, {hash: `${SMALL}zoo`, before: recordTexts}, async (lab) => {
        const {pointNames, probeNames, description} = await lab.built();
        assert.equal(description.dataset.train + description.dataset.validation + description.dataset.test, 101);
        assert.equal(pointNames.length, description.dataset.validation);
        await lab.start();
        await lab.step(1500, 60_000);
        await lab.pause();
        await until('names of training animals too', async () => {
            const shown = (await textsOf(lab, 'scatter')).filter((text) => /^[a-z]+$/.test(text));
            return pointNames.some((name) => shown.includes(name)) && shown.length > pointNames.length;
        });
        for (const [width, theme] of [[1440, 'light'], [1440, 'dark'], [390, 'light']]) {
            await lab.page.emulateMedia({colorScheme: theme});
            await lab.page.setViewportSize({width, height: 1000});
            await lab.page.locator('.card-scatter').scrollIntoViewIfNeeded();
            await lab.page.screenshot({path: `${SCREENS}zoo-${width}-${theme}.png`, fullPage: true});
        }
        await lab.page.setViewportSize({width: 1440, height: 1000});
        await until('names over the rows', async () => (await textsOf(lab, 'recon')).includes(probeNames[0]));
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await until('a name under the pointer', async () => pointNames.includes((await lab.page.innerText('#scatter .tooltip')).trim().split(', ')[0]));
        await lab.page.click('#scatter-view summary');
        await lab.page.uncheck('#scatter-names');
        await lab.page.waitForTimeout(300);
        await textsOf(lab, 'scatter');
        await lab.page.keyboard.press('Escape');
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.waitForTimeout(300);
        assert.ok(!(await textsOf(lab, 'scatter')).some((text) => pointNames.includes(text)), 'no names without the switch');
        await lab.shows('.lesson', /A row of Zoo has 16 cells/);
        await lab.shows('#set-about', /^Zoo, Richard Forsyth, .* CC BY 4\.0\. Look for birds and fish/);
    });
});

test('a column of words that do not come again names the rows of a table, and can be left out', async () => {
    const rows = Array.from({length: 60}, (_, i) => [`animal ${String.fromCharCode(97 + i % 26).repeat(1 + Math.floor(i / 26))}`, i % 7, (i * 0.37 % 3).toFixed(2), ['bird', 'fish'][i % 2]]);
    const table = tableOf('animals.csv', [['animal', 'legs', 'mass', 'kind'], ...rows]);
    await withPage(browser, {hash: `${SMALL}mnist-sample`}, async (lab) => {
        await preview(lab, [table]);
        assert.match(await words(lab), /Column animal names the rows\./);
        assert.match(await words(lab), /Columns: 2 used of 3/);
        await lab.shows('.rows-table', /name\s*of the row.*animal a/s);
        await lab.page.screenshot({path: `${SCREENS}preview-names.png`, fullPage: true});
        await lab.page.click('.preview-columns summary');
        await lab.page.selectOption('[data-field="columns.animal"]', 'out');
        await until('no names', async () => !/of the row/.test(await lab.page.innerText('.rows-table')));
        await lab.page.selectOption('[data-field="columns.animal"]', 'auto');
        await until('names again', async () => /of the row/.test(await lab.page.innerText('.rows-table')));
        await until('the preview', () => lab.page.isEnabled('.preview [data-does=use]'));
        const created = await use(lab);
        assert.ok(created.pointNames.every((name) => name.startsWith('animal ')));
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        await lab.shows('.detail-message', /Selected: animal \w+, validation row \d+ \(index \d+ in the file\)/);
    });
});
