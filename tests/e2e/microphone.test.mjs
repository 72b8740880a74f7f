// The door "Microphone": clips of Chromium's made-up microphone, which beeps, from the first press to a model that trains on them.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {countOf, enter, isLive, keepStreams, panel, photograph, row, trainOnMade} from './collected.mjs';
import {launch, until, withPage} from './lib.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

/** Runs in the page, ahead of its scripts: counts sounds that it plays. */
function countSounds() {
    globalThis.played = 0;
    const {start} = AudioBufferSourceNode.prototype;
    AudioBufferSourceNode.prototype.start = function counted(...rest) {
        if (this.context instanceof AudioContext) globalThis.played += 1;
        return start.apply(this, rest);
    };
}

/** A browser with a microphone of its own. @param {'allowed' | 'blocked' | 'none'} camera @param {Parameters<typeof withPage>[2]} body */
async function withMicrophone(camera, body) {
    const own = await launch({webgpu: false, camera});
    try {
        await withPage(own, {hash: SMALL, before: async (page) => {
            await page.addInitScript(keepStreams);
            await page.addInitScript(countSounds);
        }}, async (lab) => {
            await enter(lab, 'Microphone');
            assert.ok(await row(lab, 0).locator('.hold').isDisabled(), 'no clip without a microphone');
            await lab.page.click('.make button:text-is("Turn the microphone on")');
            await body(lab);
        });
    } finally {
        await own.close();
    }
}

/** Presses the button of a class down by a key until it has so many clips. @param {import('./lib.mjs').Lab} lab @param {number} at @param {number} least */
async function record(lab, at, least) {
    await row(lab, at).locator('.hold').focus();
    await lab.page.keyboard.down(' ');
    await until(`${least} clips`, async () => await countOf(lab, at) >= least, 60_000);
    await lab.page.keyboard.up(' ');
}

test('clips of the microphone, recorded by the button of their class, become classes to train on', async () => {
    await withMicrophone('allowed', async (lab) => {
        await lab.shows('.make [role=status]', /Press the button of a class/);
        assert.ok(await isLive(lab));
        await row(lab, 0).locator('input').fill('Beep');
        await row(lab, 1).locator('input').fill('Hum');
        await row(lab, 0).locator('button:text-is("Record Beep")').click();
        await lab.shows('.make [role=status]', /Recording a clip of Beep/);
        await until('one clip of a short press', async () => await countOf(lab, 0) === 1);
        await row(lab, 0).locator('.make-clip').first().click();
        await until('a clip that is heard', () => lab.page.evaluate(() => globalThis.played === 1));
        await lab.page.selectOption('.make select[aria-label="Length of a clip"]', '0.5');
        await record(lab, 0, 26);
        await record(lab, 1, 26);
        await until('the last clip', () => lab.page.evaluate(() => !document.querySelector('.make .recording')));
        const [high, low] = [await countOf(lab, 0), await countOf(lab, 1)];
        assert.match(await panel(lab), /Beep has \d+ clips|Hum has \d+ clips/);
        assert.ok(await row(lab, 0).locator('.make-clip').count() === 8);
        await photograph(lab, 'microphone');
        await lab.page.click('.make button:text-is("Close")');
        assert.equal(await isLive(lab), false, 'a closed panel listens to nobody');
        await lab.page.click('#make-data');
        const dataset = await trainOnMade(lab, /training\s*\d+ recordings.*2: Beep \(\d+\), Hum \(\d+\)/s);
        assert.deepEqual([dataset.kind, dataset.classes], ['image', ['Beep', 'Hum']]);
        assert.ok(dataset.train + dataset.validation + dataset.test >= high + low, `${JSON.stringify(dataset)}`);
        assert.deepEqual([dataset.sound.rate, dataset.sound.window > 0], [16_000, true]);
    });
});

test('a microphone that is blocked and one that is absent are said with a remedy', async () => {
    for (const [camera, words] of /** @type {const} */ ([
        ['blocked', /does not let this page use the microphone.*allow the microphone, and try again/],
        ['none', /There is no microphone here.*open recordings as files/],
    ])) {
        await withMicrophone(camera, async (lab) => {
            await lab.shows('.make [role=status]', words);
            assert.ok(await lab.page.isVisible('.make button:text-is("Turn the microphone on")'));
            assert.ok(await row(lab, 0).locator('.hold').isDisabled());
        });
    }
});
