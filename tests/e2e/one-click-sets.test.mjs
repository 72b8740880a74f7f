// Data sets that are one click away: each trains from its experiment, its link or its choice, and goes through all views and tools.
// These show what is right for the kind of examples, or say in place why they show nothing. HOURGLASS_LONG=1 goes through all tools
// with all sets, and tries all on WebGPU too. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {isFetched} from '../../www/examples/set-facts.js';
import {SCHEMA} from '../../www/settings/schema.js';
import {at, inked, PLANE} from './latent-space.mjs';
import {FIRST_GPU_STEP, SCREENS, SOON, assertFalls, openBrowser, until} from './lib.mjs';
import {pixelsOf} from './pixels.mjs';
import {sharedPage} from './shared-page.mjs';

const STEPS = 60;
const PANEL = '#tool-panels [role=tabpanel]:not([hidden])';
const IS_LONG = Boolean(process.env.HOURGLASS_LONG);
/** Large sets: their PCA, probes and neighbours take many seconds, and smaller ones of the same kind show the same. */
const LARGE = ['mnist', 'fashion', 'strokes', 'shapes', 'colours'];
/** Sets that are tried on WebGPU: a software adapter compiles the shaders of each for many seconds. */
const ON_WEBGPU = ['zoo'];

const SHAPES = ['circle', 'square', 'triangle', 'cross', 'star', 'ring'];

/**
 * Facts about each set. `size`: width, height and channels; `tones`: colours of the style sheet in the reconstructions.
 * @type {Record<string, {kind: string, size: number[], count: number, classes: (string | number)[], about: RegExp, hasFactors?: boolean, tones?: string[], isColourful?: boolean}>}
 */
const SETS = {
    'mnist-sample': {kind: 'image', size: [28, 28, 1], count: 2000, classes: [0, 9], about: /^MNIST, .*CC BY-SA 3\.0\. Look for/},
    mnist: {kind: 'image', size: [28, 28, 1], count: 10_000, classes: [0, 9], about: /^MNIST, .*CC BY-SA 3\.0\. Look for/},
    fashion: {kind: 'image', size: [28, 28, 1], count: 10_000, classes: ['Ankle boot', 'Bag'], about: /^Fashion-MNIST, Zalando SE, MIT licence\. Look for trousers/},
    emoji: {kind: 'image', size: [32, 32, 3], count: 459, classes: ['Food and drink'], about: /^Twemoji, .*CC BY 4\.0\. Look for faces/},
    digits: {kind: 'image', size: [8, 8, 1], count: 1797, classes: [0, 9], about: /UCI.*CC BY 4\.0\. Look for/},
    strokes: {kind: 'image', size: [28, 28, 1], count: 6000, classes: [0, 9], about: /Look for/, hasFactors: true},
    shapes: {kind: 'image', size: [32, 32, 1], count: 6000, classes: SHAPES, about: /Look for/, hasFactors: true, tones: ['--pixel-high', '--pixel-low']},
    colours: {kind: 'image', size: [32, 32, 3], count: 6000, classes: SHAPES, about: /Look for/, hasFactors: true, isColourful: true},
    signals: {
        kind: 'sequence', size: [140, 1, 1], count: 5000, classes: ['normal', 'early beat', 'wide beat', 'tall T wave', 'fibrillation'], about: /Look for/, hasFactors: true,
        tones: ['--signal-ground', '--signal', '--decoder', '--signal-error'], // paper, input, output, and the band of the error
    },
    sounds: {kind: 'sequence', size: [120, 1, 1], count: 6000, classes: ['ee (see)'], about: /Look for the groups of a vowel/, hasFactors: true, tones: ['--signal', '--decoder']},
    penguins: {kind: 'table', size: [9, 1, 1], count: 344, classes: ['Adelie', 'Chinstrap', 'Gentoo'], about: /^Palmer penguins, .*CC0\. Look for Gentoo/},
    zoo: {kind: 'table', size: [31, 1, 1], count: 101, classes: ['mammal', 'bird'], about: /^Zoo, .*CC BY 4\.0\. Look for birds/},
    ratings: {kind: 'table', size: [12, 1, 1], count: 2000, classes: ['neither', 'action', 'comedy', 'both'], about: /Look for/, hasFactors: true},
    names: {kind: 'word', size: [10, 1, 28], count: 8386, classes: ['female', 'male'], about: /^First names, @stdlib\/datasets, CC0\. Look for endings/},
};

/** Words for examples of a kind, and the metric that it has. @type {Record<string, {one: string, short: string, value: string, metrics: RegExp}>} */
const KINDS = {
    image: {one: 'picture', short: 'image', value: 'pixel', metrics: /MSE per pixel.*SSE per picture/s},
    sequence: {one: 'signal', short: 'signal', value: 'sample', metrics: /MSE per sample.*SSE per signal/s},
    table: {one: 'row', short: 'row', value: 'cell', metrics: /MSE of the numbers|Categories right|RMSE of the ratings/},
    word: {one: 'word', short: 'word', value: 'letter', metrics: /Letters right.*Words right/s},
};

/** Set and description of the run. @typedef {typeof SETS[string] & {source: string, dataset: import('../../www/protocol/answers.js').DatasetInfo, config: import('../../www/protocol/messages.js').Config, terms: typeof KINDS[string], patience: number}} Seen `patience`: ms for the first answer of a kind, which on a software GPU compiles shaders */

/** Checks of the tools on a set, by the name of the tab. @type {Record<string, (lab: import('./lib.mjs').Lab, seen: Seen) => Promise<void>>} */
const TOOLS = {
    async Draw(lab, {kind}) {
        if (kind === 'sequence') return lab.shows(PANEL, /Only images can be drawn, rows of tables entered and words typed/);
        if (kind === 'image') await stroke(lab);
        else if (kind === 'word') await lab.page.fill(`${PANEL} .row-form input:visible`, 'anna');
        else await enterCell(lab);
        await lab.shows(PANEL, new RegExp(`Your ${{image: 'drawing', word: 'word', table: 'row'}[kind]}, its reconstruction, the difference`));
        await drawn(lab);
    },
    async Interpolate(lab, {terms}) {
        await lab.shows(PANEL, new RegExp(`From .+ to .+ in 9 frames\\. .*Below: the mixed ${terms.value}s`));
        await drawn(lab, '.strip');
    },
    async Generate(lab, {terms, patience}) {
        await lab.shows(PANEL, new RegExp(`the second is its nearest training ${terms.one}`), patience);
        await drawn(lab, '.figures');
    },
    async Repair(lab, {kind, terms}) {
        await lab.shows(PANEL, new RegExp(`Validation ${terms.short} \\d+`));
        if (kind === 'table') await lab.page.locator(`${PANEL} input[type=checkbox]`).first().check();
        await until('a repair', async () => (await lab.page.innerText(PANEL)).match(kind === 'table' ? /was\s+the model\s+the mean row\s+\S/ : /the model\s+(best )?[\d.]+\s+[\d.]+/) !== null);
        await drawn(lab, '.figures');
    },
    async Anomalies(lab, {dataset}) {
        await lab.shows(PANEL, /Choose the normal classes, and train on these alone/);
        assert.equal(await lab.page.locator(`${PANEL} .class-boxes input`).count(), dataset.classes.length);
    },
    async Compress(lab, {kind, terms, patience}) {
        const raw = {image: '8 bits × [\\d,]+ values', sequence: '8 bits × 1\\d\\d values', table: '32 bits × \\d+ values', word: '5 bits × 10 letters'}[kind];
        await lab.shows(`${PANEL} .tool-table`, new RegExp(`bits per ${terms.one}.*raw: ${raw}.*code: 8 bits × `, 's'));
        await lab.shows(PANEL, new RegExp(`Measured at step .* validation ${terms.one}s`), patience);
        await until('no size to come', async () => !(await lab.page.innerText(`${PANEL} .tool-table`)).includes('–'));
        assert.equal(/PNG/.test(await lab.page.innerText(PANEL)), ['image', 'sequence'].includes(kind), 'a PNG file for what it may hold');
        await drawn(lab, '.rate-host');
    },
    async Features(lab, {hasFactors, config, terms, dataset, patience}) {
        await lab.shows(`${PANEL} .stats-table`, new RegExp(`latent code, ${config.latent} dimensions\\s*[\\d.]+ ± .*all ${terms.value}s`, 's'), patience);
        const tables = lab.page.locator(`${PANEL} .heatmap:visible`);
        assert.equal(await tables.count(), hasFactors ? 2 : 1);
        assert.equal(await tables.first().locator('td').count(), dataset.classes.length ** 2, 'a confusion matrix');
        if (!hasFactors) await lab.shows(PANEL, /Generative factors are known of generated examples only/);
        await drawn(lab);
    },
    async Weights(lab, {kind, config, patience}) {
        await lab.shows(`${PANEL} .stats-table, ${PANEL} .tool-table`, /encoder .*latent .*output/s, patience);
        if (config.architecture === 'recurrent') return lab.shows(PANEL, /see frames, not whole signals, so that their weights are no images/);
        if (kind === 'table') await lab.shows(`${PANEL} .heatmap`, /First layer: the filter of each unit.*column.*\d/s);
        else await drawn(lab, '.strip');
    },
    async Compare(lab, {config}) {
        await lab.shows(`${PANEL} table`, /now/);
        await lab.shows(`${PANEL} table tr:has-text("now")`, new RegExp(config.device ? 'CPU|GPU|swiftshader' : '.', 'i'));
    },
    async Replay(lab) {
        await lab.shows(PANEL, /This is now, step [\d,]+\. .* to replay [\d,]+ snapshots/);
        await lab.page.focus('.player-slider');
        await lab.page.keyboard.press('Home');
        await lab.shows(PANEL, /Showing step \d+ of/);
        await until('the views of the earlier step', async () => await lab.isDrawn('#recon') && await lab.isDrawn('#scatter'));
        await lab.page.click(`${PANEL} button:text-is("Back to now")`);
        await lab.shows(PANEL, /This is now/);
    },
};

let browser;
let bare; // has no WebGPU, which costs time
/** @type {Record<string, ReturnType<typeof sharedPage>>} */
const pages = {};
before(async () => {
    [browser, bare] = await Promise.all([openBrowser(), openBrowser({webgpu: false})]);
    pages.cpu = sharedPage(bare, {hash: '#v=2&device=cpu'});
    pages.webgpu = sharedPage(browser, {hash: '#v=2&device=webgpu'});
});
after(async () => {
    for (const page of Object.values(pages)) await page.close();
    await Promise.all([browser?.close(), bare?.close()]);
});

/** @param {import('./lib.mjs').Lab} lab @param {string} [within] the tool */
const drawn = (lab, within = '') => until(`${within || 'the tool'} to be drawn`, () => lab.isDrawn(`${PANEL} ${within}`.trim()), 2 * SOON);

/** Draws on the pad of the tool. @param {import('./lib.mjs').Lab} lab */
async function stroke(lab) {
    await lab.page.locator(`${PANEL} .pad`).scrollIntoViewIfNeeded();
    const {x, y, width, height} = await lab.page.locator(`${PANEL} .pad`).boundingBox();
    await lab.page.mouse.move(x + 0.4 * width, y + 0.2 * height);
    await lab.page.mouse.down();
    await lab.page.mouse.move(x + 0.6 * width, y + 0.8 * height, {steps: 4});
    await lab.page.mouse.up();
}

/** Enters the first cell of a row. @param {import('./lib.mjs').Lab} lab */
async function enterCell(lab) {
    const field = lab.page.locator(`${PANEL} .row-form :is(input, select)`).first();
    if (await field.evaluate(({tagName}) => tagName) === 'SELECT') await field.selectOption({index: 1});
    else await field.fill('3');
}

/** From the experiment of a set, or from its choice where it has none, to a run that trains. @param {import('./lib.mjs').Lab} lab @param {string} source @returns {Promise<import('../../www/protocol/messages.js').CreatedEvent>} */
async function choose(lab, source) {
    const {page} = lab;
    // from the settings of a first visit: an experiment keeps data that were chosen, if it can use them
    await page.evaluate(() => {
        const {device} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
        location.hash = `#v=2&device=${device}`;
    });
    await lab.shows('#set-about', SETS.digits.about);
    const {length} = await lab.events('created');
    const preset = SCHEMA.presets.find(({settings}) => settings.dataset === source);
    const link = page.locator(`a[data-example][href*="dataset=${source}"]:not([href*="mnist-sample"])`).first();
    if (preset) {
        await page.click(`[data-preset="${preset.name}"]`);
        await lab.built(length, FIRST_GPU_STEP);
        await lab.shows(`[data-preset="${preset.name}"][aria-pressed=true]`, /./);
    } else if (await link.count() > 0) {
        await link.click();
        await lab.built(length, FIRST_GPU_STEP);
    } else {
        await page.click('[data-preset=undercomplete]');
        await lab.built(length, FIRST_GPU_STEP);
        if (source !== 'digits') {
            await page.selectOption('#setting-dataset', source);
            await page.click('#restart:enabled');
        }
    }
    await lab.until(`a run on ${source}`, ({events}, sought) => events.findLast(({type}) => type === 'created')?.config.dataset === sought, source, FIRST_GPU_STEP);
    return (await lab.events('created')).at(-1);
}

/** True of reconstructions with many green and many blue pixels, which no theme uses. @param {import('playwright-core').Page} page */
const hasHues = (page) => page.locator('#recon canvas').first().evaluate((canvas) => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const found = [0, 0, 0];
    for (let i = 0; i < data.length; i += 4) {
        const [most, , least] = [0, 1, 2].sort((a, b) => data[i + b] - data[i + a]);
        if (data[i + most] > 150 && data[i + least] < 60) found[most]++;
    }
    const [, green, blue] = found;
    return green > 40 && blue > 40;
});

/** Checks what the page shows by itself. @param {import('./lib.mjs').Lab} lab @param {Seen} seen */
async function assertShown(lab, {dataset, classes, about, tones = [], isColourful, terms, patience}) {
    const {page} = lab;
    await lab.shows('#set-about', about);
    if (isFetched(dataset.source)) {
        assert.notEqual(dataset.fingerprint, 0);
        assert.match(await page.getAttribute('#set-about a', 'href'), /^https:/);
    }
    await lab.shows('#network-caption', /[\d,]+ parameters/);
    await until('the curve', async () => await pixelsOf(page, '#loss', '--loss-smooth') > 20);
    for (const view of ['#recon', '#scatter']) await until(`${view} to show something`, () => lab.isDrawn(view));
    await lab.shows('#recon-note', new RegExp(`mean absolute error [\\d.]+.* per ${terms.value}`));
    for (const tone of tones) await until(`the colour ${tone}`, async () => await pixelsOf(page, '#recon', tone) > 50);
    if (isColourful) await until('coloured pictures', () => hasHues(page));
    await lab.shows('#metrics', terms.metrics, patience);
    await lab.shows('#metrics', /kNN accuracy\s*[\d.]+ ± [\d.]+ %/);
    for (const name of classes) await lab.shows('#scatter-legend button', new RegExp(`^${String(name).replaceAll(/[()]/g, '\\$&')}$`));
    await lab.shows('#scatter-hint', new RegExp(`latent code of a validation ${terms.one}`));
}

/** Checks what the views show when they are asked. @param {import('./lib.mjs').Lab} lab @param {Seen} seen */
async function assertViews(lab, {config, terms, patience}) {
    const {page} = lab;
    await lab.shows('#loss-readout', /PCA ([\d.]+|none, as)/, patience);
    await page.check('#recon-pca');
    await page.check('#scatter-pca');
    await lab.shows('#scatter-hint', /principal components/);
    await until('PCA of the examples', () => lab.isDrawn('#pca-scatter'));
    await page.uncheck('#scatter-pca');
    await page.uncheck('#recon-pca');
    await until('the latent map', async () => await inked(page) > 0.4, patience);

    await page.locator(PLANE).scrollIntoViewIfNeeded();
    await page.mouse.move(...await at(page, 0.45, 0.45));
    await until('the decoded point', async () => /[−\d.]+, [−\d.]+/.test(await page.locator('.latent-detail figcaption').first().innerText()), patience);
    await page.mouse.move(2, 2);
    await page.focus(PLANE);
    await page.keyboard.press('ArrowRight');
    await lab.shows('.tooltip p', new RegExp(`validation ${terms.short} \\d+`));
    assert.ok(await lab.isDrawn('.tooltip'), 'the picked point shows its example');
    await page.keyboard.press('Enter');
    await lab.shows('.detail-message', new RegExp(`Selected: .*validation ${terms.short} \\d+.*; squared error [\\d.]+`), patience);
    assert.equal(await page.locator('.nearest-codes .tile:not(.empty)').count(), 5);
    await until('the selected example', () => lab.isDrawn('.latent-detail .detail-row:last-of-type'));
    await page.keyboard.press('Escape');

    assert.equal(await page.locator('#latent-sliders').isVisible(), config.latent > 2, 'sliders for what the plane does not show');
    await page.locator('#latent-traversals').evaluate((fold) => (fold.open = true));
    await until('latent traversals', () => lab.isDrawn('#latent-traversals'), patience);
    await page.locator('#latent-traversals').evaluate((fold) => (fold.open = false));
}

/** @param {import('./lib.mjs').Lab} lab @param {Seen} seen */
async function assertTools(lab, seen) {
    for (const tab of await lab.page.locator('#tool-tabs [role=tab]').all()) {
        const name = await tab.innerText();
        assert.ok(TOOLS[name], `it is not known what ${name} should show of ${seen.source}`);
        await tab.click();
        await TOOLS[name](lab, seen).catch(async (error) => {
            throw new Error(`${name} of ${seen.source}: ${error.message}; it says ${JSON.stringify(await lab.page.innerText(PANEL))}`, {cause: error});
        });
        assert.doesNotMatch(await lab.page.innerText(PANEL), /NaN|undefined|Infinity|\[object|diverged|could not/, `${name} of ${seen.source}`);
    }
    await lab.page.locator('#tool-tabs [role=tab]').first().click();
}

/** Takes a look at the page with all its views on a phone. @param {import('./lib.mjs').Lab} lab @param {string} name */
async function look(lab, name) {
    await lab.page.setViewportSize({width: 390, height: 900});
    await lab.page.emulateMedia({colorScheme: 'dark'});
    await until('the reconstructions at this width', () => lab.isDrawn('#recon'));
    const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(overflow <= 0, `${name}: the page is ${overflow} pixels wider than the window`);
    await lab.page.screenshot({path: `${SCREENS}set-${name}-narrow.png`, fullPage: true});
    await lab.page.setViewportSize({width: 1440, height: 900});
    await lab.page.emulateMedia({colorScheme: 'light'});
}

for (const {value: source, label} of SCHEMA.fields.find(({name}) => name === 'dataset').choices.filter(({value}) => value !== 'file')) {
    for (const device of /** @type {const} */ (['cpu', 'webgpu'])) {
        if (device === 'webgpu' && !IS_LONG && !ON_WEBGPU.includes(source)) continue;
        const isWhole = IS_LONG || !LARGE.includes(source);
        test(`${label} (${source}) trains from one click on ${device === 'cpu' ? 'the CPU' : 'WebGPU'}, and every ${isWhole ? 'view and tool' : 'view'} shows it`, async (t) => {
            await pages[device].use(async (lab) => {
                const facts = SETS[source];
                assert.ok(facts, `nothing is known of the data set ${source}`);
                if (device === 'webgpu') await lab.moved();
                else await lab.built();
                const {config, description: {dataset}, device: used} = await choose(lab, source);
                assert.equal(used.kind, device);
                assert.deepEqual([dataset.kind, dataset.width, dataset.height, dataset.channels], [facts.kind, ...facts.size]);
                assert.equal(dataset.train + dataset.validation + dataset.test, facts.count);
                await lab.step(STEPS, FIRST_GPU_STEP);
                const losses = await lab.losses();
                t.diagnostic(`loss ${losses[0].toFixed(4)} at step 1, ${losses.at(-1).toFixed(4)} at step ${losses.length}`);
                assertFalls(losses, 0.95);
                await lab.event('snapshot', {beyond: (await lab.events('snapshot')).length, timeout: FIRST_GPU_STEP});
                await lab.pause();
                const seen = {...facts, source, dataset, config, terms: KINDS[facts.kind], patience: device === 'webgpu' ? FIRST_GPU_STEP : 2 * SOON};
                await assertShown(lab, seen);
                if (isWhole) {
                    await assertViews(lab, seen);
                    await assertTools(lab, seen);
                }
                if (device === 'cpu') await look(lab, source);
            });
        });
    }
}
