// Measures the delay from a pointer event over the latent space to the decoded image of its latent point.

import {setTimeout as sleep} from 'node:timers/promises';
import {at, PLANE} from '../tests/e2e/latent-space.mjs';
import {uniform} from './workloads.mjs';

const REST_MS = [60, 260];
const LONGEST_MS = 5000;

/** Runs in the page. A wait begins when the browser has the pointer's event and ends with the tile and its caption drawn. */
function watchTile(plane) {
    const caption = document.querySelector('.latent-detail figcaption');
    const waits = [];
    let moved = null;
    let before = '';
    document.querySelector(plane).addEventListener('pointermove', ({timeStamp}) => {
        moved ??= timeStamp;
        before = caption.textContent;
    }, {capture: true});
    // the same place is decoded again as the model learns, with the same words
    new MutationObserver(() => {
        if (moved === null || caption.textContent === before) return;
        waits.push(performance.now() - moved);
        moved = null;
    }).observe(caption, {childList: true, characterData: true, subtree: true});
    globalThis.waits = waits;
}

/**
 * @param {import('../tests/e2e/lib.mjs').Lab} lab whose model trains @param {number} moves
 * @returns {Promise<number[]>} ms
 */
export async function pointAround({page}, moves) {
    await page.evaluate(watchTile, PLANE);
    await page.locator(PLANE).scrollIntoViewIfNeeded();
    const draw = uniform(7); // pauses of any length, so that moves do not fall in step with the training
    for (let i = 0; i < moves; i++) {
        await page.mouse.move(...await at(page, 0.2 + 0.6 * draw(), 0.2 + 0.6 * draw()));
        for (let waited = 0; await page.evaluate(() => globalThis.waits.length) <= i; waited += 10) {
            if (waited > LONGEST_MS) throw new Error(`move ${i + 1} has had no picture for ${LONGEST_MS / 1000} s`);
            await sleep(10);
        }
        await sleep(REST_MS[0] + (REST_MS[1] - REST_MS[0]) * draw());
    }
    return page.evaluate(() => globalThis.waits);
}
