// The values of pictures in the reconstructions. That every data set trains and is shown is in one-click-sets.test.mjs.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, until, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Opaque pixels of the reconstructions that are black, and that are white. @param {import('playwright-core').Page} page */
const extremes = (page) => page.locator('#recon canvas').evaluate((canvas) => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const found = {black: 0, white: 0};
    for (let i = 0; i < data.length; i += 4) {
        const sum = data[i] + data[i + 1] + data[i + 2];
        if (data[i + 3] === 255 && sum === 0) found.black++;
        if (data[i + 3] === 255 && sum === 765) found.white++;
    }
    return found;
});

test('a picture shows its values in both themes: the empty edge of a digit is black, its stroke white', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', context: {colorScheme: 'light'}}, async (lab) => {
        await lab.state('ready');
        await until('the reconstructions', () => lab.isDrawn('#recon'));
        const light = await extremes(lab.page);
        assert.ok(light.white > 1000 && light.black > 2 * light.white, `${light.black} black and ${light.white} white pixels`);
        await lab.page.emulateMedia({colorScheme: 'dark'});
        assert.deepEqual(await extremes(lab.page), light);
    });
});
