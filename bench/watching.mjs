// Opens all views of a page as a person would, and hides them all as another tab in front would.

import {at, PLANE} from '../tests/e2e/latent-space.mjs';

/** @typedef {import('../tests/e2e/lib.mjs').Lab} Lab */

/**
 * Tools by the labels of their tabs. `prepare` runs once; `play` and `stop` are buttons for the beginning and the end of a
 * stretch. `hash` holds settings of the model that a tool needs.
 * @type {Record<string, {prepare?: (lab: Lab) => Promise<void>, play?: string, stop?: string, hash?: string}>}
 */
export const TOOLS = {
    Draw: {prepare: draw},
    Interpolate: {play: 'Play', stop: 'Stop'},
    Generate: {},
    Repair: {},
    Anomalies: {hash: '&normalClasses=0'},
    Compress: {},
    Features: {},
    Weights: {},
    Compare: {},
    // it goes back to now by itself when another is looked at
    Replay: {play: 'Play'},
};

/** Runs in the page, ahead of its scripts: `hideAll` takes it out of sight, or brings it back. */
export function makeHideable() {
    let hidden = false;
    /** @type {FrameRequestCallback[]} */
    const held = [];
    const frame = window.requestAnimationFrame.bind(window);
    Object.defineProperty(document, 'hidden', {get: () => hidden});
    Object.defineProperty(document, 'visibilityState', {get: () => hidden ? 'hidden' : 'visible'});
    window.requestAnimationFrame = (act) => frame((now) => hidden ? held.push(act) : act(now));
    globalThis.hideAll = (hide) => {
        hidden = hide;
        if (!hidden) for (const act of held.splice(0)) frame(act);
        document.dispatchEvent(new Event('visibilitychange'));
    };
    // metrics are measured in a hidden page as well, and would count as training
    const Original = window.Worker;
    window.Worker = class extends Original {
        postMessage(message, ...rest) {
            if (!hidden || message.type !== 'measure') return super.postMessage(message, ...rest);
            const data = {type: 'measured', id: message.id, run: message.run, step: 0, ms: 0, metrics: null};
            setTimeout(() => this.dispatchEvent(new MessageEvent('message', {data})));
        }
    };
}

/** Everything but the tools: map, pictures, PCA plane, traversals, a selection, a selected example, the reconstructions of PCA. @param {Lab} lab */
export async function openViews(lab) {
    const {page} = lab;
    await page.check('#scatter-pca');
    await page.check('#recon-pca');
    await page.click('#scatter-view > summary');
    await page.check('#scatter-thumbnails');
    await page.fill('#latent-map-density', '16');
    await page.click('#scatter-view > summary');
    await page.click('#latent-traversals summary');
    await page.focus(PLANE);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await toggleSelection(lab);
    await page.click('#selection-panel button:text-is("All in view")');
}

/** Opens the selection panel, or closes it: while it is open the pointer selects, and decodes nothing. @param {Lab} lab */
export const toggleSelection = ({page}) => page.click('#scatter-bar [aria-label="Select points"]');

/** @param {Lab} lab @param {string} name */
const tab = (lab, name) => lab.page.click(`[role=tab]:text-is("${name}")`);

/** @param {Lab} lab @param {string} words on a button of the open tool */
const press = (lab, words) => lab.page.click(`[role=tabpanel]:not([hidden]) button:text-is("${words}")`);

/** Ready to be looked at, with all that it fetches and finds out once. @param {Lab} lab @param {string} name */
export async function prepare(lab, name) {
    await tab(lab, name);
    await TOOLS[name].prepare?.(lab);
    await lab.page.waitForTimeout(2000);
}

/** Everything comes into sight, with a tool, and the pointer stays on the latent space. @param {Lab} lab @param {string} name */
export async function watch(lab, name) {
    await lab.page.evaluate(() => globalThis.hideAll(false));
    await tab(lab, name);
    const {play} = TOOLS[name];
    if (play) await press(lab, play);
    await lab.page.locator(PLANE).scrollIntoViewIfNeeded();
    await lab.page.mouse.move(...await at(lab.page, 0.4, 0.6));
}

/** Nothing is seen any more. @param {Lab} lab @param {string} name of the tool that was */
export async function lookAway(lab, name) {
    const {stop} = TOOLS[name];
    if (stop) await press(lab, stop);
    if (name === 'Replay') await tab(lab, 'Draw');
    await lab.page.evaluate(() => globalThis.hideAll(true));
}

/** A stroke across the pad. @param {Lab} lab */
async function draw({page}) {
    const pad = page.locator('.pad');
    await pad.scrollIntoViewIfNeeded();
    const {x, y, width, height} = await pad.boundingBox();
    await page.mouse.move(x + 0.3 * width, y + 0.2 * height);
    await page.mouse.down();
    await page.mouse.move(x + 0.7 * width, y + 0.8 * height, {steps: 8});
    await page.mouse.up();
}
