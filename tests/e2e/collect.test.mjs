// Data made on the page: each door of "Make your own data" from its first press to a model that trains on what was made.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {countOf, draw, enter, handOver, isLive, keepStreams, panel, photograph, row, trainOnMade} from './collected.mjs';
import {launch, openBrowser, until, withPage} from './lib.mjs';

const SMALL = '#v=2&device=cpu&hidden=16&batchSize=16';

let browser;
before(async () => {
    browser = await openBrowser({webgpu: false});
});
after(() => browser?.close());

/** Holds a button down until something holds. @param {import('./lib.mjs').Lab} lab @param {import('playwright-core').Locator} button @param {() => Promise<boolean>} holds */
async function holdUntil(lab, button, holds) {
    await button.scrollIntoViewIfNeeded();
    const {x, y, width, height} = await button.boundingBox();
    await lab.page.mouse.move(x + width / 2, y + height / 2);
    await lab.page.mouse.down();
    await until('the pictures', holds);
    await lab.page.mouse.up();
}

/** A browser with a camera of its own. @param {'allowed' | 'blocked'} camera @param {Parameters<typeof withPage>[1]} options @param {Parameters<typeof withPage>[2]} body */
async function withCamera(camera, options, body) {
    const own = await launch({webgpu: false, camera});
    try {
        await withPage(own, {hash: SMALL, before: (page) => page.addInitScript(keepStreams), ...options}, body);
    } finally {
        await own.close();
    }
}

/** Pictures of a class, once the last one that was under way has come. @param {any} lab @param {number} at */
async function settledCount(lab, at) {
    let count = -1;
    for (let next = await countOf(lab, at); next !== count; next = await countOf(lab, at)) {
        count = next;
        await lab.page.waitForTimeout(300);
    }
    return count;
}

test('pictures of the camera, taken while the button of their class is held, become classes to train on', async () => {
    await withCamera('allowed', {}, async (lab) => {
        await enter(lab, 'Webcam');
        assert.ok(await row(lab, 0).locator('.hold').isDisabled(), 'no picture without a camera');
        await lab.page.click('.make button:text-is("Turn the camera on")');
        await lab.shows('.make [role=status]', /Hold the button of a class/);
        assert.ok(await isLive(lab));
        await row(lab, 0).locator('input').fill('Cup');
        await lab.page.click('.make button:text-is("Add a class")');
        await row(lab, 2).locator('input').fill('Key');
        await row(lab, 1).locator('button:text-is("Remove class")').click();
        await holdUntil(lab, row(lab, 0).locator('button:text-is("Hold for Cup")'), async () => await countOf(lab, 0) >= 30);
        const cups = await settledCount(lab, 0);
        assert.match(await panel(lab), new RegExp(`${cups} of at least 50 pictures: ${50 - cups} more are needed`));
        assert.ok(await lab.page.isDisabled(handOver));
        const key = row(lab, 1).locator('button:text-is("Hold for Key")');
        await key.focus();
        await lab.page.keyboard.down(' ');
        await until('pictures by key', async () => await countOf(lab, 1) >= 30);
        await lab.page.keyboard.up(' ');
        const keys = await settledCount(lab, 1);
        assert.equal(await countOf(lab, 0), cups, 'the first button was let go');
        await row(lab, 1).locator('button:text-is("Remove the last")').click();
        assert.equal(await countOf(lab, 1), keys - 1);
        await lab.shows('.make [role=status]', new RegExp(`Key has ${keys - 1} pictures`));
        assert.equal(await row(lab, 0).locator('img').count(), 8);
        await photograph(lab, 'webcam');
        await lab.page.click('.make button:text-is("Close")');
        assert.equal(await isLive(lab), false, 'a closed panel films nobody');
        await lab.page.click('#make-data');
        assert.deepEqual([await countOf(lab, 0), await countOf(lab, 1)], [cups, keys - 1], 'the pictures are still there');
        const dataset = await trainOnMade(lab, /Coloured images of 32 x 32 pixels.*2: Cup \(\d+\), Key \(\d+\)/s);
        assert.deepEqual([dataset.kind, dataset.channels, dataset.classes], ['image', 3, ['Cup', 'Key']]);
        assert.equal(dataset.train + dataset.validation + dataset.test, cups + keys - 1);
    });
});

test('one of two cameras can be chosen, and it stops when its door or the page is left', async () => {
    const hide = (page, value) => page.evaluate((isHidden) => {
        Object.defineProperty(document, 'hidden', {configurable: true, get: () => isHidden});
        document.dispatchEvent(new Event('visibilitychange'));
    }, value);
    await withCamera('allowed', {}, async (lab) => {
        const turnOn = async () => {
            await lab.page.click('.make button:text-is("Turn the camera on")');
            await until('the camera', () => isLive(lab));
        };
        const inUse = () => lab.page.evaluate(() => globalThis.streams.flatMap((stream) => stream.getTracks()).filter(({readyState}) => readyState === 'live').map((track) => track.getSettings().deviceId));
        await enter(lab, 'Webcam');
        await turnOn();
        const [first] = await inUse();
        const other = await lab.page.locator('.make select option:not(:checked)').getAttribute('value');
        await lab.page.selectOption('.make select', other);
        await until('the other camera alone', async () => (await inUse()).join() === other);
        assert.notEqual(other, first);
        await lab.page.click('.make [role=tab]:text-is("Text")');
        assert.equal(await isLive(lab), false, 'another door');
        await lab.page.click('.make [role=tab]:text-is("Webcam")');
        await turnOn();
        await hide(lab.page, true);
        assert.equal(await isLive(lab), false, 'a hidden page');
        await hide(lab.page, false);
        await lab.shows('.make [role=status]', /went off while the page was hidden/);
        assert.ok(await row(lab, 0).locator('.hold').isDisabled());
    });
});

test('a camera that is blocked and one that is absent are said with a remedy', async () => {
    const tryCamera = (words) => async (lab) => {
        await enter(lab, 'Webcam');
        await lab.page.click('.make button:text-is("Turn the camera on")');
        await lab.shows('.make [role=status]', words);
        assert.ok(await lab.page.isVisible('.make button:text-is("Turn the camera on")'));
    };
    await withCamera('blocked', {}, tryCamera(/does not let this page use the camera.*allow the camera, and try again/));
    await withPage(browser, {hash: SMALL}, tryCamera(/There is no camera here.*Drawings/));
});

test('drawings, kept by the button of their class, become classes to train on', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await enter(lab, 'Drawings');
        await row(lab, 0).locator('input').fill('Line');
        await row(lab, 1).locator('input').fill('Corner');
        const keep = (name) => lab.page.locator(`.make button:text-is("Keep as ${name}")`);
        assert.ok(await keep('Line').isDisabled(), 'nothing is drawn yet');
        await lab.page.locator('.make').scrollIntoViewIfNeeded();
        for (let i = 0; i < 26; i++) {
            const shift = i / 100;
            await draw(lab.page, [[0.3 + shift, 0.2], [0.4 + shift, 0.8]]);
            await keep('Line').click();
            await draw(lab.page, [[0.3 + shift, 0.2], [0.3 + shift, 0.8], [0.7, 0.8 - shift]]);
            await keep('Corner').click();
            if (i === 23) {
                await until('48 drawings', async () => await countOf(lab, 0) + await countOf(lab, 1) === 48);
                assert.match(await panel(lab), /48 of at least 50 drawings: 2 more are needed/);
            }
        }
        await until('52 drawings', async () => await countOf(lab, 0) + await countOf(lab, 1) === 52);
        assert.ok(await keep('Line').isDisabled(), 'the pad is empty again');
        await draw(lab.page, [[0.2, 0.2], [0.8, 0.3]]);
        await photograph(lab, 'drawings');
        await row(lab, 1).locator('input').fill('My test');
        await lab.shows('#make-lack', /cannot be called “My test”/);
        assert.ok(await lab.page.isDisabled(handOver));
        await row(lab, 1).locator('input').fill('Corner');
        const dataset = await trainOnMade(lab, /Grey images of 32 x 32 pixels.*2: Corner \(26\), Line \(26\)/s);
        assert.deepEqual([dataset.kind, dataset.channels, dataset.width, dataset.classes], ['image', 1, 32, ['Corner', 'Line']]);
    });
});

/** A letter of the alphabet. @param {number} at */
const letter = (at) => String.fromCharCode(97 + at);

/** Different words of four letters. @param {number} count */
const words = (count) => Array.from({length: count}, (_, at) => [at % 13, 13 + at % 3, Math.floor(at / 13), 20 + at % 2].map(letter).join(''));

test('pasted words are learnt, and repeated ones do not count', async () => {
    await withPage(browser, {hash: `${SMALL}&latent=8&learningRate=0.01`}, async (lab) => {
        await enter(lab, 'Text');
        await lab.page.fill('#make-text', [...words(45), ...words(45)].join('\n'));
        await lab.shows('#make-lack', /45 of at least 50 words: 5 more are needed/);
        await lab.page.fill('#make-text', words(80).join('\r\n'));
        await lab.shows('.make [role=status]', /Read as 80 different words/);
        await photograph(lab, 'text');
        const dataset = await trainOnMade(lab, /pasted\.txt.*80 words/s);
        assert.deepEqual([dataset.kind, dataset.name, dataset.width], ['word', 'pasted.txt', 4]);
    });
});

test('a table copied from a spreadsheet is learnt, with its column of labels', async () => {
    const rows = Array.from({length: 60}, (_, at) => [at % 2 ? 'cat' : 'dog', (at / 7).toFixed(2), at * 3, 60 - at].join('\t'));
    await withPage(browser, {hash: SMALL}, async (lab) => {
        await enter(lab, 'Text');
        await lab.page.fill('#make-text', ['kind\tlength\tmass\tage', ...rows].join('\n'));
        await lab.shows('.make [role=status]', /Read as a table of 60 rows and 4 columns/);
        const dataset = await trainOnMade(lab, /pasted\.csv.*Column 1 .*holds the labels.*2: cat \(30\), dog \(30\)/s);
        assert.deepEqual([dataset.name, dataset.classes], ['pasted.csv', ['cat', 'dog']]);
    });
});

test('ratings become a table of persons and things, with empty cells for what is not known', async () => {
    await withPage(browser, {hash: SMALL, before: (page) => page.addInitScript(keepOpened)}, async (lab) => {
        await enter(lab, 'Ratings');
        const thing = (at) => lab.page.locator('.make-thing').nth(at);
        await thing(0).locator('input:not([type])').fill('Tea, black');
        await lab.page.click('.make button:text-is("Next person")');
        await lab.shows('.make [role=status]', /Rate one thing at least/);
        for (let person = 0; person < 50; person++) {
            await lab.page.evaluate((at) => {
                const boxes = [...document.querySelectorAll('.make-thing')].map((each) => each.querySelectorAll('input[type=radio]'));
                boxes.forEach((choice, i) => i % 12 === at % 12 ? undefined : choice[1 + (at + i) % 5].click());
                [...document.querySelectorAll('.make button')].find(({textContent}) => textContent === 'Next person').click();
            }, person);
            if (person === 40) await lab.shows('#make-lack', /41 of at least 50 people: 9 more are needed/);
        }
        await photograph(lab, 'ratings');
        assert.equal(await lab.page.locator('.make-ratings tbody tr').count(), 50);
        await lab.page.click('.make button[aria-label="Remove person 50"]');
        assert.ok(await lab.page.isDisabled(handOver));
        await thing(3).locator('label:has-text("4")').click();
        await lab.page.click('.make button:text-is("Next person")');
        await lab.page.click(handOver);
        await until('the file', () => lab.page.evaluate(() => globalThis.openedFiles.length > 0));
        const [name, text] = await lab.page.evaluate(() => globalThis.openedFiles[0]);
        const lines = text.split('\r\n');
        assert.equal(name, 'ratings.csv');
        assert.equal(lines[0], '"Tea, black",Sushi,Spinach,Chocolate,Football,Swimming,Chess,Video games,Novels,Comics,Hip-hop,Rock music');
        assert.equal(lines.length, 52, 'a header, 50 people, and the end of the last line');
        assert.equal(lines[1], ',2,3,4,5,1,2,3,4,5,1,2');
        assert.equal(lines[2], '2,,4,5,1,2,3,4,5,1,2,3');
        assert.equal(lines[50], ',,,4,,,,,,,,');
    });
});

/** Runs in the page, ahead of its scripts: keeps name and text of each file that the page reads. */
function keepOpened() {
    const opened = globalThis.openedFiles = [];
    const original = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = async function arrayBuffer() {
        opened.push([this.name, await this.text()]);
        return original.call(this);
    };
}

test('what was made stays when the panel is closed, and a reload asks before it is lost', async () => {
    await withPage(browser, {hash: SMALL}, async (lab) => {
        const dialogs = [];
        lab.page.on('dialog', async (dialog) => {
            dialogs.push(dialog.type());
            await dialog.dismiss();
        });
        await enter(lab, 'Text');
        await lab.page.locator('#make-text').pressSequentially('cat');
        await lab.page.keyboard.press('Escape');
        assert.equal(await lab.page.locator('.make').count(), 0);
        assert.equal(await lab.page.evaluate(() => document.activeElement?.id), 'make-data');
        await lab.page.evaluate(() => void setTimeout(() => location.reload()));
        await until('the question', async () => dialogs.length === 1);
        assert.deepEqual(dialogs, ['beforeunload']);
        await lab.page.keyboard.press('Enter');
        assert.equal(await lab.page.inputValue('#make-text'), 'cat');
        await lab.page.click('.make button:text-is("Remove all")');
        await lab.page.click('.make button:text-is("Remove all words?")');
        assert.equal(await lab.page.inputValue('#make-text'), '');
        await lab.page.reload();
        await lab.built();
        assert.equal(dialogs.length, 1, 'nothing is lost, so nothing is asked');
    });
});
