// The recurrent preset trains from its button on both devices, and what does not go with it is refused in
// words. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {FIRST_GPU_STEP, SCREENS, assertFalls, openBrowser, withPage} from './lib.mjs';

const LOOKS = [['wide', 1440, 'light'], ['wide', 1440, 'dark'], ['narrow', 390, 'light'], ['narrow', 390, 'dark']];

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Presses the button, and waits until its model is there. */
async function choose(lab) {
    const {length} = await lab.events('created');
    await lab.page.click('[data-preset=recurrent]');
    const {config, description} = await lab.built(length, FIRST_GPU_STEP);
    assert.deepEqual([config.architecture, config.dataset, description.dataset.kind], ['recurrent', 'signals', 'sequence']);
    assert.deepEqual(description.layers.map(({shape}) => shape), [
        '14 frames of 10 → 64', '64 × 8', '8 × 64', '64 → 14 frames of 64', '14 frames of 64 → 14 frames of 10',
    ]);
    return description;
}

test('the recurrent preset learns heartbeats on the CPU, drawn as lines', async (t) => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.state('ready');
        await choose(lab);
        await lab.step(600, 120_000);
        const losses = await lab.losses();
        t.diagnostic(`loss ${losses[0].toFixed(4)} at step 1, ${losses.at(-1).toFixed(4)} at step ${losses.length}`);
        assertFalls(losses, 0.3);
        for (const view of ['#recon', '#loss', '#scatter']) assert.ok(await lab.isDrawn(view), `${view} shows something`);
        assert.equal(await lab.page.getAttribute('[data-preset=recurrent]', 'aria-pressed'), 'true');
        await lab.shows('#preset-help', /GRU/);
        for (const [size, width, colorScheme] of LOOKS) {
            await lab.page.setViewportSize({width, height: 900});
            await lab.page.emulateMedia({colorScheme});
            const {length} = await lab.events('snapshot');
            await lab.event('snapshot', {beyond: length + 1}); // drawn at this width, in these colours
            await lab.page.screenshot({path: `${SCREENS}recurrent-${size}-${colorScheme}.png`, fullPage: true});
            const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
        }
    });
});

test('the recurrent preset learns heartbeats on WebGPU', async (t) => {
    await withPage(browser, {hash: '#v=2&device=webgpu'}, async (lab) => {
        await lab.built();
        await lab.moved();
        await choose(lab);
        await lab.step(120, FIRST_GPU_STEP);
        const losses = await lab.losses();
        t.diagnostic(`loss ${losses[0].toFixed(4)} at step 1, ${losses.at(-1).toFixed(4)} at step ${losses.length}`);
        assertFalls(losses, 0.8);
        assert.ok(await lab.isDrawn('#recon'), 'the reconstructions show something');
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
