// Explanations: "What am I looking at?" on every view, and the units of its numbers.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

test('every view has an explanation, by mouse, finger or keyboard, for signals too', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&dataset=signals&hidden=32', context: {hasTouch: true}}, async (lab) => {
        await lab.built();
        const views = lab.page.locator('.card > details.about');
        assert.equal(await views.count(), 7);
        for (const view of await views.all()) assert.ok(await view.locator('p').isHidden());
        const [first, second, third] = await views.all();
        await first.locator('summary').click();
        await second.locator('summary').tap();
        await third.locator('summary').focus();
        await lab.page.keyboard.press('Enter');
        for (const view of [first, second, third]) {
            await view.locator('p').waitFor({state: 'visible'});
            assert.match(await view.innerText(), /signal/);
            assert.doesNotMatch(await view.innerText(), /picture|pixel/);
        }
        await lab.shows('#loss-unit', /squared error per sample/);
    });
});

test('the metrics of a tool are explained without a mouse, and follow the tool', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', context: {hasTouch: true}}, async (lab) => {
        await lab.built();
        const about = lab.page.locator('details.about:has(#tool-help)');
        await about.locator('summary').tap();
        for (const [tool, words] of [['Weights', /Dead units\s*Units with the same output/], ['Anomalies', /False positive rate\s*Fraction of the normal/], ['Compare', /Epochs\s*Passes over/]]) {
            await lab.page.getByRole('tab', {name: tool}).click();
            await lab.shows('#tool-terms', words);
        }
        await lab.page.getByRole('tab', {name: 'Draw'}).click();
        await lab.page.locator('#tool-terms').waitFor({state: 'hidden'});
    });
});
