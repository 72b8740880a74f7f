// The first press on Start: it is kept whenever it comes, and where there is nothing to start the page gives the reason.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {smallImages} from './idx.mjs';
import {openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Presses Start in the first frame in which that does something. */
const pressAtOnce = (page) => page.addInitScript(() => {
    const press = () => {
        const button = document.querySelector('#toggle');
        if (button && !button.disabled) button.click();
        else requestAnimationFrame(press);
    };
    requestAnimationFrame(press);
});

/** Presses Start as it is now; a disabled button does nothing. @param {import('./lib.mjs').Lab} lab */
const press = (lab) => lab.page.evaluate(() => document.querySelector('#toggle').click());

/** Makes the worker build for two seconds. */
const buildSlowly = (page) => page.route('**/pkg/cpu/hourglass.js', async (route) => {
    const response = await route.fetch();
    const body = `${await response.text()}
        import {Lab as Trainer} from './hourglass.js';
        const create = Trainer.prototype.create;
        Trainer.prototype.create = async function (...rest) {
            await new Promise((resolve) => setTimeout(resolve, 2000));
            return create.apply(this, rest);
        };`;
    await route.fulfill({response, body});
});

test('a press on Start in the first moment trains', async () => {
    for (let i = 0; i < 3; i++) {
        await withPage(browser, {hash: '#v=2&device=cpu', before: pressAtOnce}, (lab) => lab.step(20));
    }
});

test('a press on Start while the model is being built is kept, and the button says so', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', before: buildSlowly}, async (lab) => {
        await lab.shows('#status-state', /Building/);
        await press(lab);
        await lab.shows('#toggle', /Starting/);
        await lab.step(20);
        await lab.shows('#toggle', /Pause/);
    });
});

test('a press on Start while another model is being built is for that one', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', before: buildSlowly}, async (lab) => {
        await lab.built();
        await lab.page.click('#reseed:enabled');
        await press(lab);
        // it may be built once more, where the press comes before the settings have been checked
        await lab.until('steps of a later model', ({events}) => events.some(({type, run}) => type === 'progress' && run > 1));
    });
});

const ownFile = () => ({name: 'mine-idx3-ubyte', mimeType: '', buffer: smallImages()});

test('a press on Start right after "Use these data" trains on these', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        await lab.built();
        await lab.page.setInputFiles('#file-picker', ownFile());
        await lab.page.waitForSelector('.preview');
        await lab.page.evaluate(() => {
            document.querySelector('.preview [data-does=use]').click();
            document.getElementById('toggle').click();
        });
        await lab.step(20);
        const {run} = (await lab.events('progress'))[0];
        const {config} = (await lab.events('created')).find((created) => created.run === run);
        assert.equal(config.dataset, 'file', 'no step was trained on the data before');
    });
});

test('a press on Start while the preview is open trains on the data before, and the preview stays', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8'}, async (lab) => {
        await lab.built();
        await lab.page.setInputFiles('#file-picker', ownFile());
        await lab.page.waitForSelector('.preview');
        await press(lab);
        await lab.step(20);
        assert.equal((await lab.events('created')).at(-1).config.dataset, 'digits');
        assert.equal(await lab.page.locator('.preview').count(), 1);
    });
});

test('where nothing can be started the reason stands next to Start', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&sparsity=kl'}, async (lab) => {
        await lab.shows('#toggle-reason', /sigmoid|sparsity/i);
        await lab.page.waitForSelector('#toggle:disabled');
        await lab.page.evaluate(() => {
            location.hash = '#v=2&device=cpu';
        });
        await lab.page.waitForSelector('#toggle-reason', {state: 'hidden'});
        await lab.start();
        await lab.step(20);
    });
});
