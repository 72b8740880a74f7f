// The preview of opened files, as a person goes through it, and the run of them.

import assert from 'node:assert/strict';
import {until} from './lib.mjs';

/** Opens files, and waits for their preview. @param {import('./lib.mjs').Lab} lab @param {object[]} files */
export async function preview(lab, files) {
    await lab.built();
    await lab.page.setInputFiles('#file-picker', files);
    await lab.page.waitForSelector('.preview');
}

/** Makes a choice, and waits until the files have been read again. @param {import('./lib.mjs').Lab} lab @param {string} field @param {string} value */
export async function choose(lab, field, value) {
    await lab.page.selectOption(`#reading-${field}`, value);
    await until('the preview', async () => await lab.page.getAttribute('.preview', 'aria-busy') === 'false');
}

/** Takes the data, and returns the run that is built. @param {import('./lib.mjs').Lab} lab */
export async function use(lab) {
    const {length} = await lab.events('created');
    await lab.page.click('.preview [data-does=use]');
    return lab.built(length);
}

/** The text of the preview. @param {import('./lib.mjs').Lab} lab */
export const words = (lab) => lab.page.innerText('.preview');

/** Trains the run of opened files, whose losses fall. Returns the description of the data. @param {import('./lib.mjs').Lab} lab @param {number} before runs built before it */
export async function trainOwn(lab, before) {
    const {config, description: {dataset}} = await lab.built(before);
    assert.equal(config.dataset, 'file');
    await lab.start();
    await lab.step(60);
    await lab.pause();
    const losses = await lab.losses();
    assert.ok(losses.at(-1) < losses[0], `${losses[0]} to ${losses.at(-1)}`);
    return dataset;
}

/** Opens files, trains on them, and returns the description of the data. @param {import('./lib.mjs').Lab} lab @param {import('./forms.mjs').MadeFile[]} files @param {RegExp} note */
export async function openAndTrain(lab, files, note) {
    await lab.built();
    const {length} = await lab.events('created');
    await lab.openData(files);
    await lab.shows('[data-key=loaded]', note);
    return trainOwn(lab, length);
}
