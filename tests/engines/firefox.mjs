// Firefox, driven through WebDriver BiDi by puppeteer-core, which needs no driver program.

import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import puppeteer from 'puppeteer-core';

const WINDOW = {width: 1440, height: 900};

// WebGPU, which Firefox keeps switched off on Linux, on a software adapter: Mesa's, where that is the driver to be used
const WEBGPU = {'dom.webgpu.enabled': true, 'dom.webgpu.workers.enabled': true, 'gfx.webgpu.ignore-blocklist': true};

/** @param {{webgpu?: boolean}} [options] @returns {Promise<import('./lab.mjs').Engine>} */
export async function openFirefox({webgpu = false} = {}) {
    const downloads = await mkdtemp(join(tmpdir(), 'hourglass-firefox-'));
    const browser = await puppeteer.launch({
        browser: 'firefox', executablePath: process.env.FIREFOX || '/usr/bin/firefox-esr', headless: true, defaultViewport: WINDOW,
        extraPrefsFirefox: {
            'browser.download.folderList': 2, 'browser.download.dir': downloads, 'browser.download.useDownloadDir': true,
            ...webgpu ? WEBGPU : {},
        },
    });

    async function newPage() {
        const context = await browser.createBrowserContext();
        const page = await context.newPage();
        /** @type {string[]} */
        const problems = [];
        page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
        page.on('pageerror', (error) => problems.push(String(error)));
        page.on('response', (response) => response.status() >= 400 && problems.push(`${response.status()} ${response.url()}`));
        const find = (/** @type {string} */ xpath) => page.$(`::-p-xpath(${xpath})`);
        return {
            downloads,
            problems: () => problems,
            goto: async (/** @type {string} */ url) => void await page.goto(url),
            reload: async () => void await page.reload(),
            evaluate: (/** @type {any} */ body, /** @type {any[]} */ ...args) => page.evaluate(body, ...args),
            async click(/** @type {string} */ xpath) {
                await (await find(xpath)).click();
            },
            async setFiles(/** @type {string} */ xpath, /** @type {string[]} */ ...paths) {
                await (await find(xpath)).uploadFile(...paths);
            },
            async drag(/** @type {[number, number][]} */ [first, ...rest]) {
                await page.mouse.move(...first);
                await page.mouse.down();
                for (const place of rest) await page.mouse.move(...place);
                await page.mouse.up();
            },
            screenshot: () => page.screenshot(),
            close: () => context.close(),
        };
    }

    return {
        name: await browser.version(),
        newPage,
        async close() {
            await browser.close();
            await rm(downloads, {recursive: true, force: true});
        },
    };
}
