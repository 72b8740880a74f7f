// The data sets that a program draws: each trains from its link on the page, and every view shows it for
// what it is. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, assertFalls, openBrowser, until, withPage} from './lib.mjs';
import {pixelsOf} from './pixels.mjs';

const LOOKS = [['wide', 1440, 'light'], ['wide', 1440, 'dark'], ['narrow', 390, 'light'], ['narrow', 390, 'dark']];

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

/** Checks that a view's canvases have many green and many blue pixels, which no theme uses. */
function isColourful(page, selector) {
    return page.evaluate((host) => {
        const found = [0, 0, 0];
        for (const canvas of document.querySelectorAll(`${host} canvas`)) {
            const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) {
                const [most, , least] = [0, 1, 2].sort((a, b) => data[i + b] - data[i + a]);
                if (data[i + most] > 150 && data[i + least] < 60) found[most]++;
            }
        }
        const [, green, blue] = found;
        return green > 40 && blue > 40;
    }, selector);
}

/** Takes a look at every width and in both colours. */
async function look(lab, name) {
    for (const [size, width, colorScheme] of LOOKS) {
        await lab.page.setViewportSize({width, height: 900});
        await lab.page.emulateMedia({colorScheme});
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 1}); // drawn at this width, in these colours
        await lab.page.screenshot({path: `${SCREENS}${name}-${size}-${colorScheme}.png`, fullPage: true});
        assert.ok(await lab.isDrawn('#recon'), `the reconstructions show something (${size}, ${colorScheme})`);
        const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
    }
    await lab.page.setViewportSize({width: 1440, height: 900});
    await lab.page.emulateMedia({colorScheme: 'light'});
}

/** Picks a point of the scatter with the arrow keys. */
async function pick(lab, name) {
    await lab.page.focus('#scatter > canvas');
    await lab.page.keyboard.press('ArrowRight');
    await lab.page.waitForSelector('.tooltip:not([hidden])');
    assert.ok(await lab.isDrawn('.tooltip'), 'the picked point shows its example');
    await lab.page.locator('.card-scatter').screenshot({path: `${SCREENS}${name}-card.png`});
}

const SETS = [
    {
        name: 'shapes', kind: 'image', shape: [32, 32], count: 6000, noun: /picture/, card: /^validation image \d+, (circle|square|triangle|cross|star|ring)$/,
        classes: ['circle', 'square', 'triangle', 'cross', 'star', 'ring'],
        // an error is red only where it is as large as can be
        colours: ['--pixel-high', '--pixel-low'],
    },
    {
        name: 'colours', kind: 'image', shape: [32, 32], count: 6000, noun: /picture/, card: /^validation image \d+, (circle|square|triangle|cross|star|ring)$/,
        classes: ['circle', 'square', 'triangle', 'cross', 'star', 'ring'],
        colours: [], hues: true,
    },
    {
        name: 'signals', kind: 'sequence', shape: [140, 1], count: 5000, noun: /signal/, card: /^validation signal \d+, (normal|.* beat|tall T wave|fibrillation)$/,
        classes: ['normal', 'early beat', 'wide beat', 'tall T wave', 'fibrillation'],
        // paper, the line of the input, that of the output, and the band of the error
        colours: ['--signal-ground', '--signal', '--decoder', '--signal-error'],
    },
];

for (const {name, kind, shape, count, noun, card, classes, colours, hues} of SETS) {
    test(`the ${name} train from their link, and every view shows them`, async (t) => {
        await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
            await lab.built();
            await lab.state('ready');
            await lab.page.click(`a[data-example][href*="dataset=${name}"]`);
            const {config, description: {dataset}} = await lab.built(1);
            assert.equal(config.dataset, name);
            assert.deepEqual([dataset.kind, dataset.width, dataset.height], [kind, ...shape]);
            assert.equal(dataset.train + dataset.validation + dataset.test, count);
            assert.deepEqual(dataset.classes, classes);
            assert.match(lab.page.url(), new RegExp(`dataset=${name}`));
            await lab.step(400, 60_000);
            const losses = await lab.losses();
            t.diagnostic(`loss ${losses[0].toFixed(4)} at step 1, ${losses.at(-1).toFixed(4)} at step ${losses.length}`);
            assertFalls(losses, 0.75);

            for (const view of ['#recon', '#loss', '#scatter']) assert.ok(await lab.isDrawn(view), `${view} shows something`);
            for (const token of colours) {
                const found = await pixelsOf(lab.page, '#recon', token);
                assert.ok(found > 50, `only ${found} pixels of the reconstructions have the colour ${token}`);
            }
            if (hues) assert.ok(await isColourful(lab.page, '#recon'), 'pictures have their colours');
            for (const label of classes) await lab.shows('#scatter-legend button', new RegExp(`^${label}$`));
            await lab.shows('#scatter-hint', noun);
            await pick(lab, name);
            await lab.shows('.tooltip p', card);
            await look(lab, name);
        });
    });
}

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
