// Sounds: a folder a class as log-mel pictures and as wave forms, and a sound that the browser decodes. Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {fileOf, zipOf} from './forms.mjs';
import {SCREENS, assertFalls, openBrowser, withPage} from './lib.mjs';
import {choose, preview, use, words} from './previews.mjs';
import {wavOf} from './recordings.mjs';

const SMALL = '#v=2&device=cpu&hidden=32&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

const CLASSES = ['rising', 'falling', 'steady'];

/** A tone that rises, falls or stays, after a pause. @param {number} at */
function gliding(at) {
    const kind = at % 3;
    const slope = [3000, -3000, 0][kind];
    const start = 800 + at * 20 + (kind === 1 ? 1500 : 0);
    return wavOf(`${CLASSES[kind]}/${at}.wav`, 0.5, (time) => time < 0.1 ? 0 : Math.sin(2 * Math.PI * (start + slope * (time - 0.1) / 2) * (time - 0.1)));
}

/** Screenshots of the preview at both widths. @param {import('./lib.mjs').Lab} lab @param {string} name */
async function look(lab, name) {
    for (const width of [1440, 390]) {
        await lab.page.setViewportSize({width, height: 900});
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth), width, 'the preview fits');
        await lab.page.locator('.preview').screenshot({path: `${SCREENS}preview-${name}-${width}.png`});
    }
    await lab.page.setViewportSize({width: 1440, height: 900});
}

/** Trains, and returns the losses. @param {import('./lib.mjs').Lab} lab @param {number} steps */
async function train(lab, steps) {
    await lab.start();
    await lab.step(steps);
    await lab.pause();
    return lab.losses();
}

test('a folder of recordings a class becomes log-mel pictures or wave forms, and trains as either', async () => {
    const recordings = Array.from({length: 90}, (_, at) => gliding(at));
    const zip = zipOf('sounds.zip', [...recordings, wavOf('steady/silent.wav', 0.5, () => 0), fileOf('song.mp3', 'ID3\x03\0\0\0')]);
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [zip]);
        const seen = await words(lab);
        assert.match(seen, /training\s*90 recordings 90 images/);
        assert.match(seen, /Log-mel pictures: 32 bands of frequencies from 0 to 8000 Hz/);
        assert.match(seen, /Each recording is one example of 0\.5 s/);
        assert.match(seen, /3: falling \(30\), rising \(30\), steady \(30\)/);
        assert.match(seen, /left out\s*steady\/silent\.wav .*this recording is silent/);
        assert.match(seen, /left out\s*song\.mp3 .*a sound packed as MP3/);
        await look(lab, 'sound');
        const {config, description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.kind, dataset.width, dataset.height], ['image', 32, 32]);
        assert.deepEqual([config.reading.soundAs, config.reading.excerpt, config.reading.side], ['mel', 0.5, 32]);
        await lab.shows('[data-key=loaded]', /Rate 16000 Hz, Hann window of 512 samples, hop of 250\.0 samples/);
        assertFalls(await train(lab, 200), 0.8);
    });
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await preview(lab, [zip]);
        await choose(lab, 'soundAs', 'wave');
        assert.match(await words(lab), /Wave forms of 400 samples, 4000 a second: sounds above 2000 Hz are taken away/);
        await choose(lab, 'excerpt', '0.05');
        assert.match(await words(lab), /Wave forms of 400 samples, 8000 a second/);
        await look(lab, 'wave');
        const {config, description: {dataset}} = await use(lab);
        assert.deepEqual([dataset.kind, dataset.width, config.reading.excerpt], ['sequence', 400, 0.05]);
        assertFalls(await train(lab, 100), 0.99);
    });
});

test('packed sounds in an archive are decoded by the browser, and one that it cannot decode is named', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await lab.built();
        const packed = Buffer.from(await lab.page.evaluate(recorded, 1000));
        const steady = Array.from({length: 60}, (_, at) => wavOf(`steady/${at}.wav`, 0.5, (time) => Math.sin(2 * Math.PI * (300 + at) * time)));
        const zip = zipOf('sounds.zip', [...steady, fileOf('recorded/1.webm', packed), fileOf('recorded/2.webm', packed), fileOf('recorded/3.ogg', 'OggS\0\x02 and no more')]);
        await lab.page.setInputFiles('#file-picker', [zip]);
        await lab.page.waitForSelector('.preview');
        const seen = await words(lab);
        assert.match(seen, /training\s*62 recordings/);
        assert.match(seen, /2: recorded \(\d+\), steady \(\d+\)/);
        assert.match(seen, /left out\s*recorded\/3\.ogg .*a sound packed as Ogg/);
        assert.doesNotMatch(seen, /left out\s*recorded\/1\.webm/);
        await use(lab);
        await train(lab, 30);
    });
});

test('sounds of one name in two archives of one name keep to their own archive', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await lab.built();
        const [short, long] = await Promise.all([400, 1600].map((milliseconds) => lab.page.evaluate(recorded, milliseconds)));
        const steady = (name) => Array.from({length: 60}, (_, at) => wavOf(`${name}/${at}.wav`, 0.2, (time) => Math.sin(2 * Math.PI * (300 + at) * time)));
        const archives = [['low', short], ['high', long]].map(([name, packed]) => zipOf('takes.zip', [...steady(name), fileOf('packed/take.webm', Buffer.from(packed))]));
        const examples = [];
        for (const archive of archives) {
            await lab.page.setInputFiles('#file-picker', [archive]);
            await lab.page.waitForSelector('.preview');
            await choose(lab, 'excerpt', '0.2');
            examples.push(countOf(await words(lab)));
            await lab.page.click('.preview button:text-is("Cancel")');
        }
        assert.ok(examples[1] > examples[0] + 2, `${examples}`);
        await lab.page.setInputFiles('#file-picker', archives);
        await lab.page.waitForSelector('.preview');
        await choose(lab, 'excerpt', '0.2');
        assert.equal(countOf(await words(lab)), examples[0] + examples[1]);
    });
});

/** Examples of the preview. @param {string} seen */
const countOf = (seen) => Number(/Examples\s*([\d,]+)/.exec(seen)[1].replace(',', ''));

test('a sound that the browser recorded is decoded, cut and trained on, and one that it cannot decode is named', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await lab.built();
        const packed = await lab.page.evaluate(recorded, 1200);
        const tone = (hertz) => (time) => Math.sin(2 * Math.PI * hertz * time);
        const files = [wavOf('low.wav', 8, tone(300)), wavOf('high.wav', 8, tone(3000)),
            fileOf('packed.webm', Buffer.from(packed)), fileOf('broken.ogg', 'OggS\0\x02 and no more')];
        await lab.page.setInputFiles('#file-picker', files);
        await lab.page.waitForSelector('.preview');
        const seen = await words(lab);
        assert.match(seen, /training\s*3 recordings/);
        assert.match(seen, /3: high \(\d+\), low \(\d+\), packed \([1-9]\d*\)/);
        assert.match(seen, /There are no folders, so each recording is a class/);
        assert.match(seen, /left out\s*broken\.ogg .*a sound packed as Ogg/);
        await choose(lab, 'excerpt', '0.2');
        assert.match(await words(lab), /3: high \(40\), low \(40\), packed \([4-9]\)/);
        await use(lab);
        await train(lab, 50);
    });
});

/** Records a tone with the browser's encoder. Runs in the page. @param {number} milliseconds @returns {Promise<number[]>} */
async function recorded(milliseconds) {
    const context = new AudioContext();
    const [source, target] = [context.createOscillator(), context.createMediaStreamDestination()];
    source.connect(target);
    source.start();
    await context.resume();
    const recorder = new MediaRecorder(target.stream, {mimeType: 'audio/webm;codecs=opus'});
    const parts = [];
    recorder.ondataavailable = ({data}) => parts.push(data);
    const stopped = new Promise((resolve) => (recorder.onstop = resolve));
    recorder.start(100);
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    // the encoder takes its time to begin, and sends the head of the file before that
    while (parts.reduce((sum, {size}) => sum + size, 0) < 1000) await sleep(50);
    await sleep(milliseconds);
    recorder.stop();
    await stopped;
    await context.close();
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
}
