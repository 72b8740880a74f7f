// Helpers for files that the page saves: download and reading. Not part of the page.

import assert from 'node:assert/strict';
import {mkdir, readFile, rm} from 'node:fs/promises';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {SCREENS} from './lib.mjs';

const DOWNLOADS = fileURLToPath(new URL('../../target/downloads/', import.meta.url));

/** Forgets what earlier tests have saved. */
export async function clearSaved() {
    await rm(DOWNLOADS, {recursive: true, force: true});
    await mkdir(DOWNLOADS, {recursive: true});
}

/** A button by its words. */
export const button = (lab, label) => lab.page.getByRole('button', {name: label, exact: true});

/** Presses a button and takes the file. */
export async function take(lab, label) {
    const [download] = await Promise.all([lab.page.waitForEvent('download'), button(lab, label).click()]);
    const name = download.suggestedFilename();
    const path = DOWNLOADS + name;
    await download.saveAs(path);
    await lab.shows('#export-message', new RegExp(`${name.replaceAll('.', '\\.')} went to the browser's downloads`));
    return {name, path, step: Number(name.match(/-step(\d+)-/)[1]), bytes: await readFile(path)};
}

/** Presses a button that has no file to save, and reads the message. */
export async function refuse(lab, label, words) {
    await button(lab, label).click();
    await lab.shows('#export-message', words);
}

/** A table as objects by column; none of its cells is quoted. */
export function rowsOf({bytes}) {
    const lines = bytes.toString('utf8').split('\r\n');
    assert.equal(lines.pop(), '', 'the last line has its end');
    const [header, ...rows] = lines.map((line) => line.split(','));
    return rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
}

/** Size of a PNG and its number of colours, as the browser decodes it. */
export async function lookAt(lab, {bytes}) {
    assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
    return lab.page.evaluate(async (uri) => {
        const image = new Image();
        image.src = uri;
        await image.decode();
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const pixels = new Uint32Array(context.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        const corner = [...new Uint8Array(pixels.buffer, 0, 4)];
        return {width: canvas.width, height: canvas.height, colours: new Set(pixels).size, corner};
    }, `data:image/png;base64,${bytes.toString('base64')}`);
}

/** The texts of a drawing, how many of each element it has, and the points of its lines, as the browser reads the saved file. */
export async function readSvg(lab, {path}) {
    const page = await lab.page.context().newPage();
    await page.goto(pathToFileURL(path).href);
    const read = await page.evaluate(() => {
        const counts = {};
        for (const {nodeName} of document.querySelectorAll('*')) counts[nodeName] = (counts[nodeName] ?? 0) + 1;
        const lines = [...document.querySelectorAll('polyline')].map((line) => line.getAttribute('points').split(' ').length);
        return {root: document.documentElement.nodeName, counts, lines, texts: [...document.querySelectorAll('text')].map(({textContent}) => textContent)};
    });
    await page.close();
    assert.equal(read.counts.parsererror, undefined, 'the drawing is well-formed');
    assert.equal(read.root, 'svg');
    return read;
}

/** Text of a report, read in a separate page without errors. */
export async function readReport(lab, {path}, screen) {
    const page = await lab.page.context().newPage();
    const problems = [];
    page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => /^(file|data):/.test(request.url()) || problems.push(`asks for ${request.url()}`));
    await page.goto(pathToFileURL(path).href);
    const read = {
        text: await page.innerText('body'), link: await page.getAttribute('a', 'href'), charts: await page.locator('figure svg[role=img]').count(),
        pictures: await page.locator('img').evaluateAll((images) => images.map(({naturalWidth, alt}) => ({naturalWidth, alt}))),
    };
    await page.screenshot({path: `${SCREENS}${screen}.png`, fullPage: true});
    await page.close();
    assert.deepEqual(problems, []);
    return read;
}
