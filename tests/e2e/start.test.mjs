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

/** Makes each file take two seconds to be read. */
const readSlowly = (page) => page.addInitScript(() => {
    const read = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = async function () {
        await new Promise((resolve) => setTimeout(resolve, 2000));
        return read.call(this);
    };
});

test('a press on Start while a file is being read trains on the file', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=8', before: readSlowly}, async (lab) => {
        await lab.built();
        await lab.page.setInputFiles('#file-picker', {name: 'mine-idx3-ubyte', mimeType: '', buffer: smallImages()});
        await press(lab);
        await lab.shows('#toggle', /Starting/);
        await lab.step(20);
        const {run} = (await lab.events('progress'))[0];
        const {config} = (await lab.events('created')).find((created) => created.run === run);
        assert.equal(config.dataset, 'file', 'no step was trained on the data before');
    });
});

test('a press on Start while a file is being read that is none starts nothing, until the next press', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', before: readSlowly}, async (lab) => {
        await lab.built();
        await lab.page.setInputFiles('#file-picker', {name: 'mine', mimeType: '', buffer: Buffer.from('no images')});
        await press(lab);
        await lab.shows('[data-key=data]', /mine/);
        await lab.shows('#toggle', /^\s*Start\s*$/);
        assert.deepEqual(await lab.events('progress'), []);
        await lab.start();
        await lab.step(20);
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
