// Runs that the browser keeps, as tests see them.

import {until} from './lib.mjs';

/** Notice that offers to go on with a run. */
export const OFFER = '[data-key=go-on]';
export const GO_ON = `${OFFER} button:text-is("Go on")`;

/** Steps of the newest checkpoints in the database. @param {import('playwright-core').Page} page @returns {Promise<number[]>} */
export const keptSteps = (page) => page.evaluate(async () => {
    if (!(await indexedDB.databases()).some(({name}) => name === 'hourglass')) return [];
    const database = await new Promise((resolve, reject) => {
        const request = indexedDB.open('hourglass');
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const heads = await new Promise((resolve) => {
        database.transaction('heads').objectStore('heads').getAll().onsuccess = ({target}) => resolve(target.result);
    });
    database.close();
    return heads.filter(({kind}) => kind === 'newest').map(({about}) => about.step);
});

/** Waits until a step is kept. @param {import('playwright-core').Page} page @param {number} step */
export const kept = (page, step) => until(`step ${step} to be kept`, async () => (await keptSteps(page)).includes(step));

/** Step that the offer names. @param {import('playwright-core').Page} page */
export const offeredStep = async (page) => Number((await page.innerText(`${OFFER} strong`)).match(/step ([\d,]+)\?/)[1].replaceAll(',', ''));
