// A latent space that is heard: made vowels under the pointer and by keys while they train, and log-mel pictures by their buttons.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {zipOf} from './forms.mjs';
import {SCREENS, openBrowser, until, withPage} from './lib.mjs';
import {choose, preview, use} from './previews.mjs';
import {wavOf} from './recordings.mjs';

const LOOKS = [[1440, 'light'], [1440, 'dark'], [390, 'light'], [390, 'dark']];

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Runs in the page, ahead of its scripts: keeps every sound that goes to a loudspeaker. */
function keepSounds() {
    globalThis.sounds = [];
    const {start, stop} = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function kept(...rest) {
        if (this.context instanceof AudioContext) globalThis.sounds.push({node: this, isOver: false});
        return start.apply(this, rest);
    };
    AudioBufferSourceNode.prototype.stop = function ended(...rest) {
        for (const sound of globalThis.sounds) sound.isOver ||= sound.node === this;
        return stop.apply(this, rest);
    };
}

/** Facts about the sounds so far, the oldest first. @param {import('./lib.mjs').Lab} lab */
const sounds = (lab) => lab.page.evaluate(() => globalThis.sounds.map(({node: {buffer, loop, playbackRate}, isOver}) => {
    const samples = buffer.getChannelData(0);
    return {rate: buffer.sampleRate, count: buffer.length, peak: samples.reduce((most, value) => Math.max(most, Math.abs(value)), 0), loop, speed: playbackRate.value, isOver};
}));

/** Those that sound just now. @param {import('./lib.mjs').Lab} lab */
const sounding = async (lab) => (await sounds(lab)).filter(({isOver}) => !isOver);

/** @param {import('./lib.mjs').Lab} lab @param {number} x @param {number} y as shares of the plot */
async function pointAt(lab, x, y) {
    await lab.page.locator('#scatter > canvas').scrollIntoViewIfNeeded();
    const box = await lab.page.locator('#scatter > canvas').boundingBox();
    await lab.page.mouse.move(box.x + x * box.width, box.y + y * box.height);
}

/** @param {import('./lib.mjs').Lab} lab @param {string} name */
async function look(lab, name) {
    for (const [width, colorScheme] of LOOKS) {
        await lab.page.setViewportSize({width, height: 900});
        await lab.page.emulateMedia({colorScheme});
        const {length} = await lab.events('snapshot');
        await lab.event('snapshot', {beyond: length + 1});
        await lab.page.locator('.card-scatter').screenshot({path: `${SCREENS}${name}-${width}-${colorScheme}.png`});
        assert.ok(await lab.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `the page fits ${width} pixels`);
    }
    await lab.page.setViewportSize({width: 1440, height: 900});
}

test('the place under the pointer sounds while the network trains, once it is turned on, and keys play a scale', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu', before: (page) => page.addInitScript(keepSounds)}, async (lab) => {
        await lab.built();
        assert.equal(await lab.page.locator('.hearing').count(), 0, 'pictures are not heard');
        await lab.page.click('[data-preset=sounds]');
        const {description: {dataset}} = await lab.built(1);
        assert.deepEqual([dataset.kind, dataset.width, dataset.classes.length], ['sequence', 120, 5]);
        assert.deepEqual(dataset.sound, {rate: 13_200, samples: 120, window: null, repeats: true});
        await lab.shows('#set-about', /Look for the groups of a vowel/);
        await lab.shows('.hearing', /Off: nothing sounds/);
        assert.equal(await lab.page.isChecked('#hear-point'), false, 'off by default');
        await lab.step(50);
        await pointAt(lab, 0.5, 0.5);
        await lab.event('snapshot', {beyond: (await lab.events('snapshot')).length});
        assert.deepEqual(await sounds(lab), []);

        await lab.page.check('#hear-point');
        await pointAt(lab, 0.4, 0.4);
        await until('a sound', async () => (await sounding(lab)).length === 1);
        const [{rate, count, peak, loop, speed}] = await sounding(lab);
        assert.deepEqual([rate, count, loop, speed], [13_200, 120, true, 1]);
        assert.ok(peak > 0.1, `a peak of ${peak}`);
        const {length} = await sounds(lab);
        await until('sounds of the network as it learns', async () => (await sounds(lab)).length > length + 2);
        assert.equal((await sounding(lab)).length, 1, 'one at a time');
        await lab.page.keyboard.down('k');
        await until('an octave above', async () => (await sounding(lab))[0]?.speed === 2);
        await lab.page.keyboard.up('k');
        await until('the pitch of the data', async () => (await sounding(lab))[0]?.speed === 1);
        await look(lab, 'hearing');
        await lab.page.mouse.move(2, 2);
        await until('silence', async () => (await sounding(lab)).length === 0);
        await lab.page.locator('.note-key').nth(4).focus();
        await lab.page.keyboard.press('Enter');
        await until('a fifth', async () => (await sounds(lab)).some(({speed: ratio}) => Math.abs(ratio - 2 ** (7 / 12)) < 1e-6));
        await until('its end', async () => (await sounding(lab)).length === 0);
        await lab.page.uncheck('#hear-point');
        const played = (await sounds(lab)).length;
        await pointAt(lab, 0.6, 0.6);
        await lab.page.keyboard.press('a');
        await lab.event('snapshot', {beyond: (await lab.events('snapshot')).length});
        assert.equal((await sounds(lab)).length, played, 'nothing sounds once it is off');
        await lab.page.click('[data-preset=convolutional]');
        await lab.built(2);
        assert.ok(await lab.page.locator('.hearing').isHidden(), 'digits are not heard');
    });
});

test('a log-mel picture and its reconstruction are played with guessed phases, which is said', async () => {
    const files = Array.from({length: 60}, (_, at) => wavOf(`${at % 2 ? 'high' : 'low'}/${at}.wav`, 0.5, (time) => Math.sin(2 * Math.PI * (at % 2 ? 2000 : 500) * time)));
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=32&batchSize=16', before: (page) => page.addInitScript(keepSounds)}, async (lab) => {
        await preview(lab, [zipOf('tones.zip', files)]);
        const {description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.kind, dataset.sound], ['image', {rate: 16_000, samples: 8000, window: 512, repeats: false}]);
        await lab.start();
        await lab.step(60);
        await lab.shows('.hearing', /phase.*is guessed/);
        await lab.page.focus('#scatter > canvas');
        await lab.page.keyboard.press('ArrowRight');
        await lab.page.keyboard.press('Enter');
        for (const name of ['input', 'output']) {
            const {length} = await sounds(lab);
            await lab.page.click(`.play[aria-label="Play ${name}"]`);
            await until(`the ${name}`, async () => (await sounds(lab)).length === length + 1);
            const {rate, count, peak, loop} = (await sounds(lab)).at(-1);
            assert.deepEqual([rate, count, loop], [16_000, 8000, true]); // half a second is repeated
            assert.ok(peak > 0.05, `a peak of ${peak}`);
        }
        await lab.page.check('#hear-point');
        await pointAt(lab, 0.4, 0.4);
        const {length} = await sounds(lab);
        await until('the point', async () => (await sounds(lab)).length > length);
        const [{rate, count, peak, loop}] = await sounding(lab);
        assert.deepEqual([rate, count, loop], [16_000, 8000, true]);
        assert.ok(peak > 0.02, `a peak of ${peak}`);
        await look(lab, 'hearing-mel');
        await lab.page.mouse.move(2, 2);
        await until('silence', async () => (await sounding(lab)).length === 0);
    });
});

test('seconds of a log-mel picture are played while the page draws on, from the preview on', async () => {
    const files = Array.from({length: 60}, (_, at) => wavOf(`${at % 2 ? 'high' : 'low'}/${at}.wav`, 5, (time) => Math.sin(2 * Math.PI * (at % 2 ? 2000 : 500) * time)));
    await withPage(browser, {hash: '#v=2&device=cpu&hidden=32&batchSize=16', before: (page) => page.addInitScript(keepSounds)}, async (lab) => {
        await preview(lab, [zipOf('long.zip', files)]);
        await choose(lab, 'excerpt', '5');
        const play = lab.page.locator('.preview .play').first();
        await play.focus();
        await lab.page.evaluate(() => {
            globalThis.frames = 0;
            const count = () => {
                globalThis.frames += 1;
                requestAnimationFrame(count);
            };
            count();
        });
        await lab.page.keyboard.press('Enter');
        await until('the note of the work', async () => await play.getAttribute('aria-busy') === 'true');
        await until('the sound', async () => (await sounds(lab)).length === 1);
        const [{rate, count, peak, loop}] = await sounds(lab);
        assert.deepEqual([rate, count, loop], [16_000, 80_000, false]);
        assert.ok(peak > 0.05, `a peak of ${peak}`);
        const frames = await lab.page.evaluate(() => globalThis.frames);
        assert.ok(frames > 10, `the page draws meanwhile: ${frames} frames`);
        assert.match(await play.getAttribute('aria-label'), /^Play example 1, (high|low)$/);
        await until('its end', async () => await play.getAttribute('aria-busy') === 'false');
    });
});
