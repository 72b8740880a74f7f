// The recurrent preset: its layers, and what does not go with it is refused in words. That it trains is in presets.test.mjs and
// one-click-sets.test.mjs.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

test('the recurrent preset builds two networks with a memory, which read and write frames', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.page.click('[data-preset=recurrent]');
        const {config, description} = await lab.built(1);
        assert.deepEqual([config.architecture, config.dataset, description.dataset.kind], ['recurrent', 'signals', 'sequence']);
        assert.deepEqual(description.layers.map(({shape}) => shape), [
            '14 frames of 10 → 64', '64 × 8', '8 × 64', '64 → 14 frames of 64', '14 frames of 64 → 14 frames of 10',
        ]);
        await lab.shows('#preset-help', /GRU/);
    });
});

test('a recurrent network is refused for pictures, and frames that do not fit for signals', async () => {
    for (const [hash, words] of [
        ['dataset=digits', /pictures of 8 by 8 pixels.*heartbeats/s],
        ['dataset=signals&frameLength=12', /do not divide into frames of 12.*frames of 10 samples/s],
    ]) {
        await withPage(browser, {hash: `#v=2&device=cpu&architecture=recurrent&${hash}`}, async (lab) => {
            const {code, message, remedy} = await lab.event('error');
            assert.equal(code, 'config');
            assert.match(`${message} ${remedy}`, words);
        });
    }
});
