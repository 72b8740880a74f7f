// `node bench/scatter.mjs [POINTS] [SECONDS]`: how many frames a second the plane of codes is drawn in headless
// Chromium while all its points move, without a graphics card. The bar is 30 with 10,000 points.

import {dirname, join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {launch} from '../tests/e2e/lib.mjs';
import {descendantsCpuMs} from './processes.mjs';
import {serve} from './server.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const [points = 10_000, seconds = 5] = process.argv.slice(2).map(Number);
if (!(points >= 1 && seconds > 0)) throw new Error('usage: node bench/scatter.mjs [POINTS] [SECONDS]');

const {url, close} = await serve({root: ROOT, pkg: join(ROOT, 'pkg')});
const browser = await launch({webgpu: false});
try {
    for (const ratio of [1, 2]) {
        const page = await (await browser.newContext({deviceScaleFactor: ratio})).newPage();
        page.on('pageerror', (error) => { throw error; });
        await page.goto(`${url}/bench/scatter.html`);
        await page.waitForFunction('globalThis.measure');
        for (const name of await page.evaluate((count) => globalThis.prepare(count), points)) {
            const watch = (time) => page.evaluate((given) => globalThis.measure(...given), [name, points, time]);
            await watch(1); // stamps and pictures are made once
            const before = descendantsCpuMs();
            const {fps, slowest, frames} = await watch(seconds);
            const cpu = (descendantsCpuMs() - before) / frames;
            const size = `${ratio} pixel${ratio > 1 ? 's' : ''} a CSS pixel`;
            console.log(`${fps.toFixed(1).padStart(5)} frames/s, 19 of 20 within ${slowest.toFixed(0)} ms, ${cpu.toFixed(1)} ms of all cores a frame: ${points} points, ${size}, ${name}`);
        }
        await page.close();
    }
} finally {
    await browser.close();
    close();
}
