// The preview of opened files, as a person goes through it.

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
