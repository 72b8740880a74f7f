// Steps in the panel "Make your own data", for tests of its doors.

import assert from 'node:assert/strict';
import {SCREENS} from './lib.mjs';
import {trainOwn} from './previews.mjs';

/** Opens the panel at one of its doors. @param {import('./lib.mjs').Lab} lab @param {string} door */
export async function enter(lab, door) {
    await lab.built();
    await lab.page.click('#make-data');
    await lab.page.click(`.make [role=tab]:text-is("${door}")`);
}

/** @param {import('./lib.mjs').Lab} lab */
export const panel = (lab) => lab.page.innerText('.make');
export const handOver = '.make [data-does=hand-over]';
/** @param {import('./lib.mjs').Lab} lab @param {number} at */
export const row = (lab, at) => lab.page.locator('.make-class:visible').nth(at);
/** @param {import('./lib.mjs').Lab} lab @param {number} at */
export const countOf = async (lab, at) => Number.parseInt(await row(lab, at).locator('.make-count').innerText(), 10);

/** Draws a stroke on the pad of the panel. @param {import('playwright-core').Page} page @param {[x: number, y: number][]} points in fractions of its side */
export async function draw(page, points) {
    const {x, y, width, height} = await page.locator('.make .pad').boundingBox();
    const at = ([right, down]) => [x + right * width, y + down * height];
    await page.mouse.move(...at(points[0]));
    await page.mouse.down();
    for (const point of points.slice(1)) await page.mouse.move(...at(point));
    await page.mouse.up();
}

/** Runs in the page, ahead of its scripts: keeps what the page gets of cameras and microphones. */
export function keepStreams() {
    const streams = globalThis.streams = [];
    const {mediaDevices} = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (asked) => {
        const stream = await original(asked);
        streams.push(stream);
        return stream;
    };
}

/** True while a camera or a microphone is in use. @param {import('./lib.mjs').Lab} lab */
export const isLive = (lab) => lab.page.evaluate(() => globalThis.streams.some((stream) => stream.getTracks().some(({readyState}) => readyState === 'live')));

/** Hands over what was made, takes the preview, trains, and returns the description of the data. @param {import('./lib.mjs').Lab} lab @param {RegExp} words of the preview */
export async function trainOnMade(lab, words) {
    const {length} = await lab.events('created');
    await lab.page.click(handOver);
    await lab.shows('.preview', words);
    assert.equal(await lab.page.locator('.make').count(), 0, 'the panel makes room for the preview');
    await lab.page.click('.preview [data-does=use]');
    return trainOwn(lab, length);
}

/** Screenshots of the panel, wide and on a phone, light and dark. @param {import('./lib.mjs').Lab} lab @param {string} name */
export async function photograph(lab, name) {
    for (const [width, height] of [[390, 844], [1440, 900]]) {
        await lab.page.setViewportSize({width, height});
        assert.equal(await lab.page.evaluate(() => document.documentElement.scrollWidth), width, `the panel fits ${width} pixels`);
        for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
            await lab.page.emulateMedia({colorScheme});
            await lab.page.locator('.make').screenshot({path: `${SCREENS}collect-${name}-${width}-${colorScheme}.png`});
        }
    }
}
