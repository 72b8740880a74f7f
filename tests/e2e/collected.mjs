// Steps in the panel "Make your own data", for tests of its doors.

import assert from 'node:assert/strict';
import {SCREENS} from './lib.mjs';

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

/** Hands over what was made, takes the preview, trains, and returns the description of the data. @param {import('./lib.mjs').Lab} lab @param {RegExp} words of the preview */
export async function trainOnMade(lab, words) {
    const {length} = await lab.events('created');
    await lab.page.click(handOver);
    await lab.shows('.preview', words);
    assert.equal(await lab.page.locator('.make').count(), 0, 'the panel makes room for the preview');
    await lab.page.click('.preview [data-does=use]');
    const {config, description: {dataset}} = await lab.built(length);
    assert.equal(config.dataset, 'file');
    await lab.start();
    await lab.step(60);
    await lab.pause();
    const losses = await lab.losses();
    assert.ok(losses.at(-1) < losses[0], `${losses[0]} to ${losses.at(-1)}`);
    return dataset;
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
