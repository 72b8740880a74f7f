// Helpers of the end-to-end tests: a browser, a page that records its worker messages, and user actions.
// Not part of the page.

import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright-core';
import {recordWorkers} from './recorded-workers.mjs';

/** Folder for screenshots, which the browser's driver creates. */
export const SCREENS = fileURLToPath(new URL('../../target/screens/', import.meta.url));

export const URL_OF_PAGE = process.env.HOURGLASS_URL ?? 'http://127.0.0.1:8080/';

/** Time-outs in ms, longer on a busy machine. The first step on a software GPU compiles every shader on the CPU. */
export const SOON = 1000 * Number(process.env.HOURGLASS_SOON_S ?? 20);
export const FIRST_GPU_STEP = 300_000;
const POLL_MS = 50;

const COMMON_FLAGS = [
    '--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run',
];
const WEBGPU_FLAGS = {
    software: ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'],
    // without a display, a graphics card is reached through Vulkan alone
    hardware: ['--enable-unsafe-webgpu', '--enable-features=Vulkan', '--use-angle=vulkan', '--disable-vulkan-surface'],
    none: ['--disable-features=WebGPU'],
};
/** Two cameras that show a moving picture, and the answer to the question whether the page may use it. */
const CAMERA_FLAGS = {
    none: [],
    allowed: ['--use-fake-device-for-media-stream=device-count=2', '--use-fake-ui-for-media-stream'],
    blocked: ['--use-fake-device-for-media-stream', '--deny-permission-prompts'],
};

/**
 * @typedef {object} BrowserKind
 * @property {boolean} [webgpu] without it the browser has no `navigator.gpu` at all
 * @property {'software' | 'hardware'} [adapter]
 * @property {'none' | 'allowed' | 'blocked'} [camera]
 */

/** Program and flags of a browser. @param {BrowserKind} kind */
export function optionsFor({webgpu = true, adapter = 'software', camera = 'none'}) {
    const candidates = ['/usr/bin/chromium', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'];
    const executablePath = process.env.CHROME || candidates.find((file) => existsSync(file));
    assert.ok(executablePath, 'no Chromium found: name one with CHROME, or run the tests with cargo xtask test');
    const args = [...COMMON_FLAGS, ...WEBGPU_FLAGS[webgpu ? adapter : 'none'], ...CAMERA_FLAGS[camera]];
    return {executablePath, args};
}

/** A browser of its own. @param {BrowserKind} [kind] */
export const launch = (kind = {}) => chromium.launch(optionsFor(kind));

/** A browser that several processes share. @param {BrowserKind} [kind] */
export const startServer = (kind = {}) => chromium.launchServer(optionsFor(kind));

/** The browser that run.mjs shares among all tests, or one of its own: each test has a context of its own in it. @param {{webgpu?: boolean}} [kind] */
export function openBrowser({webgpu = true} = {}) {
    const {software, none} = JSON.parse(process.env.HOURGLASS_BROWSERS ?? '{}');
    const endpoint = webgpu ? software : none;
    return endpoint ? chromium.connect(endpoint) : launch({webgpu});
}

/**
 * Opens the page, hands it to `body`, and fails when the console shows an error meanwhile.
 * @param {import('playwright-core').Browser} browser
 * @param {object} options
 * @param {string} [options.url] of the page
 * @param {string} [options.hash]
 * @param {(page: import('playwright-core').Page) => Promise<void>} [options.before] ahead of loading
 * @param {import('playwright-core').BrowserContextOptions} [options.context]
 * @param {RegExp} [options.expected] words of the console that belong to the test
 * @param {(lab: Lab) => Promise<void>} body
 */
export async function withPage(browser, {expected, ...options}, body) {
    const {context, lab} = await openInContext(browser, options);
    try {
        await body(lab);
        lab.assertNoProblems(expected);
    } finally {
        await context.close();
    }
}

/** A page in a context of its own. @param {import('playwright-core').Browser} browser @param {Parameters<typeof withPage>[1]} options */
export async function openInContext(browser, {url = URL_OF_PAGE, hash = '', before, context: contextOptions}) {
    // requests that a service worker answers cannot be changed by a test
    const context = await browser.newContext({viewport: {width: 1440, height: 900}, serviceWorkers: 'block', ...contextOptions});
    try {
        return {context, lab: await openPage(context, {url, hash, before})};
    } catch (error) {
        await context.close();
        throw error;
    }
}

/**
 * A page of a context, whose messages and errors are written down.
 * @param {import('playwright-core').BrowserContext} context
 * @param {{url?: string, hash?: string, before?: (page: import('playwright-core').Page) => Promise<void>}} [options]
 */
export async function openPage(context, {url = URL_OF_PAGE, hash = '', before} = {}) {
    const page = await context.newPage();
    page.setDefaultTimeout(1.5 * SOON);
    const problems = watch(page);
    await page.addInitScript(recordWorkers);
    await before?.(page);
    await page.goto(url + hash);
    return {...createLab(page), assertNoProblems(/** @type {RegExp | undefined} */ expected) {
        assert.deepEqual(problems.filter((problem) => !expected?.test(problem)), [], 'the console shows errors');
    }};
}

/**
 * Waits until something holds, for state that no recorded message shows.
 * @param {string} what @param {() => Promise<boolean>} holds @param {number} [timeout]
 */
export async function until(what, holds, timeout = SOON) {
    for (const deadline = Date.now() + timeout; Date.now() < deadline;) {
        if (await holds()) return;
        await sleep(POLL_MS);
    }
    assert.fail(`waited ${timeout} ms for ${what}`);
}

/** Contents of a canvas as text, for comparisons. @param {import('playwright-core').Page} page @param {string} selector */
export const pictureOf = (page, selector) => page.locator(selector).first().evaluate((canvas) => canvas.toDataURL());

/** Waits until a canvas has come to rest: no question is open, and nothing has moved for some frames. @param {Lab} lab @param {string} selector */
export async function still(lab, selector) {
    let last = '';
    let frames = 0;
    await until(`${selector} to come to rest`, async () => {
        const open = await lab.page.evaluate(() => {
            const {sent, events} = window.__recorded;
            return sent.filter(({type}) => type === 'query').length - events.filter(({type, id}) => type === 'answer' || (type === 'error' && id)).length;
        });
        const now = `${open} ${await pictureOf(lab.page, selector)}`;
        frames = open === 0 && now === last ? frames + 1 : 0;
        last = now;
        await lab.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
        return frames === 4;
    });
}

/** Everything that would show red in a console. @param {import('playwright-core').Page} page */
function watch(page) {
    /** @type {string[]} */
    const problems = [];
    page.on('console', (message) => {
        if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('response', (response) => {
        if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
    });
    return problems;
}

/** @typedef {ReturnType<typeof createLab>} Lab */

/** The page as its user sees it. @param {import('playwright-core').Page} page */
export function createLab(page) {
    const lab = {
        page,

        /** Opens files of one's own, and takes them as the data. @param {Parameters<typeof page.setInputFiles>[1]} files */
        async openData(files) {
            await page.setInputFiles('#file-picker', files);
            await page.click('.preview [data-does=use]');
        },

        /**
         * Waits until `condition(recorded, argument)` holds in the page. Asks from here: the page's content
         * security policy, rightly, lets nothing evaluate code inside it later.
         */
        async until(what, condition, argument = null, timeout = SOON) {
            const source = `(${condition})(window.__recorded, ${JSON.stringify(argument)})`;
            const deadline = Date.now() + timeout;
            while (!await page.evaluate(source)) {
                // of these no test expects one, and none comes back from it
                const fatal = await page.evaluate(() =>
                    window.__recorded.events.find(({code}) => code === 'internal' || code === 'protocol'));
                if (fatal || Date.now() > deadline) {
                    const events = await page.evaluate(() => window.__recorded.events.slice(-3));
                    // a schema says nothing of what went wrong, and would leave no room for what does
                    const last = JSON.stringify(fatal ?? events, (key, value) => key === 'schema' ? '…' : value).slice(0, 1000);
                    throw new Error(`waited ${fatal ? '' : `${timeout} ms `}for ${what}, but there came: ${last}`);
                }
                await sleep(POLL_MS);
            }
        },

        /** @param {string} type @returns {Promise<any[]>} events so far, oldest first */
        events: (type) => page.evaluate((sought) => window.__recorded.events.filter((event) => event.type === sought), type),

        /** @param {string} type @returns {Promise<any[]>} commands so far, oldest first */
        sent: (type) => page.evaluate((sought) => window.__recorded.sent.filter((command) => command.type === sought), type),

        /** Waits for an event of a type, beyond those that were there already. */
        async event(type, {beyond = 0, timeout = SOON} = {}) {
            await lab.until(`event ${type}`, (recorded, [expected, count]) =>
                recorded.events.filter((event) => event.type === expected).length > count, [type, beyond], timeout);
            return (await lab.events(type)).at(-1);
        },

        /** Waits until a model has been built; `beyond` counts those built before. */
        built: (beyond = 0, timeout = SOON) => lab.event('created', {beyond, timeout}),

        /** Waits for a state of the newest run. @param {string} expected */
        state: (expected, timeout = SOON) => lab.until(`state ${expected}`, (recorded, state) =>
            recorded.events.findLast((event) => event.type === 'status')?.state === state, expected, timeout),

        /** Waits until the newest run has done this many steps. @param {number} step */
        step: (step, timeout = SOON) => lab.until(`step ${step}`, (recorded, least) => {
            const run = recorded.events.findLast((event) => event.type === 'created')?.run;
            return recorded.events.some((event) => event.type === 'progress' && event.run === run && event.step >= least);
        }, step, timeout),

        /** Waits until the run of a page opened with `device=webgpu` has moved there from the CPU. */
        moved: () => lab.event('resumed', {timeout: FIRST_GPU_STEP}),

        /** A fresh run on WebGPU, from its first step on: those that are built before it is ready begin on the CPU. */
        async builtOnWebGpu() {
            await lab.moved();
            const {length} = await lab.events('created');
            await page.click('#reset:enabled');
            return lab.built(length, FIRST_GPU_STEP);
        },

        /** Presses Start, once the page lets us. */
        async start() {
            // while a run is prepared the button is disabled, and a click that comes just then is lost
            await lab.until('a run that can be started', ({events}) =>
                ['ready', 'paused'].includes(events.findLast(({type}) => type === 'status')?.state), null, FIRST_GPU_STEP);
            const ran = (await lab.events('status')).filter(({state}) => state === 'running').length;
            await page.click('#toggle[data-does=start]:enabled');
            // counted, since a run may have stopped by itself again before we look
            await lab.until('state running', ({events}, before) =>
                events.filter(({type, state}) => type === 'status' && state === 'running').length > before, ran);
        },

        async pause() {
            await page.click('#toggle[data-does=pause]:enabled');
            await lab.state('paused');
        },

        /** Waits until an element is visible and its words match. @param {string} selector @param {RegExp} words */
        async shows(selector, words, timeout = SOON) {
            const found = page.locator(selector).filter({hasText: words, visible: true});
            await found.first().waitFor({timeout}).catch(async (error) => {
                const texts = await page.locator(selector).allInnerTexts();
                throw new Error(`${selector} should say ${words}, and says ${JSON.stringify(texts)}`, {cause: error});
            });
        },

        /** Checks that the canvases of a view show more than one colour. @param {string} selector */
        isDrawn: (selector) => page.evaluate((host) => {
            const canvases = [...document.querySelectorAll(`${host} canvas, canvas${host}`)].filter(({width, height}) => width * height > 0);
            return canvases.length > 0 && canvases.some((canvas) => {
                const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
                const pixels = new Uint32Array(data.buffer);
                return pixels.some((pixel) => pixel !== pixels[0]);
            });
        }, selector),

        /** Every loss of the newest run, by step. @returns {Promise<number[]>} */
        async losses() {
            const {run} = (await lab.events('created')).at(-1);
            const chunks = (await lab.events('progress')).filter((event) => event.run === run);
            const losses = [];
            for (const {step, losses: some} of chunks) {
                // after going back to an earlier step, what came later no longer counts
                losses.length = step - some.length;
                losses.push(...some);
            }
            return losses;
        },
    };
    return lab;
}

/** @param {number[]} values */
export function mean(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Asserts that a model has learnt: the last losses are well below the first. */
export function assertFalls(losses, factor) {
    assert.ok(losses.every(Number.isFinite), 'every loss is a finite number');
    const [first, last] = [mean(losses.slice(0, 10)), mean(losses.slice(-10))];
    assert.ok(last < factor * first, `the loss falls below ${factor} of ${first}: it is ${last}`);
}
