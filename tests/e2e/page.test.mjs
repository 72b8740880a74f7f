// The page: state in the URL, layout at every width during a run, and a free main thread while training.
// Writes target/screens/.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {SCREENS, openBrowser, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

test('the address builds the experiment, follows the settings, and a reload restores them', async () => {
    await withPage(browser, {hash: '#v=2&latent=5&hidden=40,20&device=cpu'}, async (lab) => {
        const {config} = await lab.built();
        assert.deepEqual([config.latent, config.hidden, config.device], [5, [40, 20], 'cpu']);
        await lab.page.fill('#setting-latent', '7');
        await lab.page.waitForURL(/latent=7/);
        await lab.page.reload();
        const {config: again} = await lab.built();
        assert.deepEqual([again.latent, again.hidden], [7, [40, 20]]);
    });
});

test('back returns to the settings of the run before', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(20);
        await lab.page.fill('#setting-latent', '9');
        await lab.page.click('#restart');
        await lab.built(1);
        await lab.page.goBack();
        await lab.until('the old latent size', () => document.querySelector('#setting-latent').value === '2');
        assert.doesNotMatch(lab.page.url(), /latent/);
        await lab.page.goForward();
        await lab.until('the new latent size', () => document.querySelector('#setting-latent').value === '9');
    });
});

test('only what differs from the defaults is in the address', async () => {
    await withPage(browser, {hash: '#v=2&latent=2&device=cpu'}, async (lab) => {
        await lab.built();
        await lab.until('the short address', () => location.hash === '#v=2&device=cpu');
    });
});

test('nonsense in the address is reported and ignored', async () => {
    await withPage(browser, {hash: '#v=2&latent=9999&wibble=3&learningRate=fast&hidden=16&device=cpu'}, async (lab) => {
        const {config} = await lab.built();
        assert.deepEqual([config.latent, config.learningRate, config.hidden], [2, 0.001, [16]]);
        await lab.shows('[data-key=address]', /latent=9999.*wibble=3.*learningRate=fast/);
    });
});

/** Pictures that a page must be able to show in a second while it trains, on the slowest machine that tests run on. */
const FRAMES = 8;

test('training on the CPU leaves the main thread free', async (t) => {
    const observe = (page) => page.addInitScript(() => {
        window.__longTasks = [];
        window.__frames = 0;
        const count = () => {
            window.__frames += 1;
            requestAnimationFrame(count);
        };
        requestAnimationFrame(count);
        new PerformanceObserver((list) => {
            for (const {startTime, duration} of list.getEntries()) window.__longTasks.push({startTime, duration});
        }).observe({type: 'longtask'});
    });
    await withPage(browser, {hash: '#v=2&device=cpu', before: observe}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(500);
        const [from, drawn] = await lab.page.evaluate(() => [performance.now(), window.__frames]);
        await lab.page.waitForTimeout(6000); // what is measured is the time itself
        const frames = await lab.page.evaluate(() => window.__frames) - drawn;
        const tasks = await lab.page.evaluate((start) =>
            window.__longTasks.filter(({startTime}) => startTime >= start).map(({duration}) => Math.round(duration)), from);
        t.diagnostic(`main-thread tasks over 50 ms in 6 s of training: ${tasks.length > 0 ? `${tasks.join(', ')} ms` : 'none'}`);
        t.diagnostic(`${frames} pictures in that time`);
        // The length of a task says more of the machine than of the page: the same page has had none over 50 ms, and
        // thirty, within hours. Steps on the main thread, in chunks of 50 ms, would leave no time for pictures.
        assert.ok(frames >= 6 * FRAMES, `there were but ${frames} pictures in 6 s`);
    });
});

const LOOKS = [
    ['wide-light', 1440, 'light'], ['wide-dark', 1440, 'dark'], ['middle-light', 1024, 'light'],
    ['middle-dark', 1024, 'dark'], ['narrow-light', 390, 'light'], ['narrow-dark', 390, 'dark'],
];

for (const [name, width, colorScheme] of LOOKS) {
    test(`in the middle of a run the page fits ${width} pixels (${colorScheme})`, async () => {
        const context = {viewport: {width, height: 900}, colorScheme};
        await withPage(browser, {hash: '#v=2&device=cpu', context}, async (lab) => {
            await lab.built();
            await lab.start();
            await lab.step(1000, 60_000);
            for (const view of ['#recon', '#loss', '#scatter']) {
                assert.ok(await lab.isDrawn(view), `${view} shows something`);
            }
            await lab.page.screenshot({path: `${SCREENS}${name}.png`});
            await lab.page.screenshot({path: `${SCREENS}${name}-whole.png`, fullPage: true});
            const overflow = await lab.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `the page is ${overflow} pixels wider than the window`);
            assert.equal((await lab.events('status')).at(-1).state, 'running');
        });
    });
}
