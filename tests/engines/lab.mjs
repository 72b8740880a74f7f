// The page in a browser engine, as its user sees it: only through what it shows, since not every engine can look further.

import assert from 'node:assert/strict';
import {mkdir, readFile, readdir, rename, stat, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';

export const URL_OF_PAGE = process.env.HOURGLASS_URL ?? 'http://127.0.0.1:8080/';
const SCREENS = fileURLToPath(new URL('../../target/screens/', import.meta.url));
const PATIENCE = 60_000; // in ms; an engine compiles the module, on a busy machine of two cores
const POLL_MS = 100;
const TAKEN = 'taken'; // folder of the files that no longer wait among the downloads

/**
 * @typedef {object} EnginePage a tab with storage of its own; elements are named by XPath
 * @property {string} downloads folder where saved files arrive
 * @property {() => string[]} problems everything that would show red in a console, as far as the engine reports it
 * @property {(url: string) => Promise<void>} goto
 * @property {() => Promise<void>} reload
 * @property {(body: (...args: any[]) => any, ...args: any[]) => Promise<any>} evaluate runs in the page
 * @property {(xpath: string) => Promise<void>} click with the mouse
 * @property {(xpath: string, ...paths: string[]) => Promise<void>} setFiles
 * @property {(places: [number, number][]) => Promise<void>} drag the mouse, pressed, along places of the window
 * @property {() => Promise<Uint8Array>} screenshot
 * @property {() => Promise<void>} close
 *
 * @typedef {object} Engine
 * @property {string} name with its version
 * @property {() => Promise<EnginePage>} newPage
 * @property {() => Promise<void>} close
 */

/** Starts the engine that `HOURGLASS_ENGINE` names. @returns {Promise<Engine>} */
export async function openEngine() {
    const name = process.env.HOURGLASS_ENGINE;
    if (name === 'firefox') return (await import('./firefox.mjs')).openFirefox();
    if (name === 'webkit') return (await import('./webkit.mjs')).openWebKit();
    throw new Error(`HOURGLASS_ENGINE is ${name}: it has to be firefox or webkit. cargo xtask test --browser NAME sets it.`);
}

/**
 * Opens the page, hands it to `body`, and fails when the console shows an error meanwhile. The process of the engine itself may
 * crash, as WebKit's does now and then: once more then, and that is reported.
 * @param {Engine} engine
 * @param {string} hash
 * @param {(lab: Lab) => Promise<void>} body
 * @param {string} [url] of the page
 */
export async function withPage(engine, hash, body, url = URL_OF_PAGE) {
    try {
        await withPageOnce(engine, hash, body, url);
    } catch (error) {
        if (!isCrash(error)) throw error;
        console.log(`UNSTABLE: the process of ${engine.name} crashed; the test begins once more`);
        await withPageOnce(engine, hash, body, url);
    }
}

/** True for the end of a session that nobody asked for. @param {unknown} error */
const isCrash = (error) => error instanceof Error && error.name === 'NoSuchSessionError' && /crash or hang/.test(error.message);

/** @param {Engine} engine @param {string} hash @param {(lab: Lab) => Promise<void>} body @param {string} url */
async function withPageOnce(engine, hash, body, url) {
    const page = await engine.newPage();
    try {
        await page.goto(url + hash);
        await body(createLab(page));
        assert.deepEqual(page.problems(), [], 'the console shows errors');
    } finally {
        await page.close();
    }
}

/** @param {string} label */
export const button = (label) => `//button[normalize-space()='${label}']`;

/** @typedef {ReturnType<typeof createLab>} Lab */

/** @param {EnginePage} page */
function createLab(page) {
    /** @param {string} selector @returns {Promise<string>} */
    const text = (selector) => page.evaluate((css) => document.querySelector(css)?.textContent ?? '', selector);

    const lab = {
        page,
        text,

        /** Waits until something holds. @param {string} what @param {() => Promise<boolean>} holds */
        async until(what, holds) {
            for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
                if (await holds()) return;
                await sleep(POLL_MS);
            }
            const shown = await page.evaluate(() => ['.status', '#banners', '#export-message'].map((css) => document.querySelector(css)?.innerText));
            assert.fail(`waited ${PATIENCE} ms for ${what}; the page shows ${JSON.stringify(shown)}; problems: ${JSON.stringify(page.problems())}`);
        },

        /** Waits until the words of an element match. @param {string} selector @param {RegExp} words */
        async shows(selector, words) {
            await lab.until(`${selector} to say ${words}`, async () => words.test(await text(selector)));
        },

        /** Clicks an element once it can be clicked. @param {string} xpath */
        async click(xpath) {
            // parts of the page are loaded once they are looked at
            await lab.until(`${xpath}, in sight and enabled`, () => page.evaluate((path) => {
                const found = document.evaluate(path, document, null, XPathResult.FIRST_ORDERED_NODE_TYPE, null).singleNodeValue;
                if (!found || found.disabled || found.getClientRects().length === 0) return false;
                found.scrollIntoView({block: 'center', behavior: 'instant'});
                return true;
            }, xpath));
            await page.click(xpath);
        },

        /** Brings an element to the middle of the window, where what it lacks is loaded. @param {string} selector */
        async lookAt(selector) {
            await lab.until(`${selector}, in sight`, () => page.evaluate((css) => {
                const found = document.querySelector(css);
                found?.scrollIntoView({block: 'center', behavior: 'instant'});
                return (found?.clientWidth ?? 0) > 0;
            }, selector));
        },

        /** The step that the status bar shows. @returns {Promise<number>} */
        step: async () => Number((await text('#status-step')).replaceAll(',', '')),

        /** Waits until the run has done this many steps. @param {number} least */
        reaches: (least) => lab.until(`step ${least}`, async () => await lab.step() >= least),

        /** Waits for a run that can be started. */
        ready: () => lab.shows('#status-state', /^Ready$/),

        async start() {
            await lab.click(`//button[@id='toggle' and @data-does='start']`);
            await lab.shows('#status-state', /^Training$/);
        },

        async pause() {
            await lab.click(`//button[@id='toggle' and @data-does='pause']`);
            await lab.shows('#status-state', /^Paused$/);
        },

        /** The number of a curve on the loss card, once it is there. @param {'training' | 'validation'} name */
        async loss(name) {
            let value = NaN;
            await lab.until(`a ${name} loss`, async () => {
                value = Number((await text('#loss-readout')).match(new RegExp(`${name} (\\d+(\\.\\d+)?)`))?.[1]);
                return Number.isFinite(value);
            });
            return value;
        },

        /** A file for the page to open. @param {string} name @param {Uint8Array | string} content */
        async file(name, content) {
            await mkdir(join(page.downloads, TAKEN), {recursive: true});
            const path = join(page.downloads, TAKEN, name);
            await writeFile(path, content);
            return path;
        },

        /** Presses a button of the card Export, and takes the file. @param {string} label @returns {Promise<{path: string, bytes: Buffer}>} */
        async take(label) {
            const waiting = async () => (await readdir(page.downloads)).filter((name) => name !== TAKEN);
            assert.deepEqual(await waiting(), [], 'every file before was taken');
            await lab.lookAt('.card-export');
            await lab.click(button(label));
            let name = '';
            let size = 0;
            await lab.until(`the file of "${label}"`, async () => {
                const files = await waiting();
                const before = size;
                [name = ''] = files;
                size = files.length === 1 ? (await stat(join(page.downloads, name))).size : 0;
                return size > 0 && size === before;
            });
            const path = await lab.file(name, '');
            await rename(join(page.downloads, name), path);
            return {path, bytes: await readFile(path)};
        },

        /** True where the canvases of a view show more than one colour. @param {string} selector @returns {Promise<boolean>} */
        isDrawn: (selector) => page.evaluate((host) => {
            const canvases = [...document.querySelectorAll(`${host} canvas`)].filter(({width, height}) => width * height > 0);
            return canvases.some((canvas) => {
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const pixels = new Uint32Array(data.buffer);
                return pixels.some((pixel) => pixel !== pixels[0]);
            });
        }, selector),

        /** A view as one text that is the same only for the same pictures. @param {string} selector @returns {Promise<string>} */
        pictures: (selector) => page.evaluate((host) =>
            [...document.querySelectorAll(`${host} canvas`)].map((canvas) => canvas.toDataURL()).join(), selector),

        /** Leaves a picture of the page to be looked at. @param {string} name */
        async screenshot(name) {
            await mkdir(SCREENS, {recursive: true});
            await writeFile(`${SCREENS}${process.env.HOURGLASS_ENGINE}-${name}.png`, await page.screenshot());
        },
    };
    return lab;
}
