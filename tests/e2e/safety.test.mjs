// Safety of the page: names of files stay text, and no request leaves the origin.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {button, take} from './downloads.mjs';
import {smallImages} from './idx.mjs';
import {openBrowser, until, URL_OF_PAGE, withPage} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

const HOSTILE = '<img src=x onerror=alert(1)><script>alert(2)</script>&quot;\'";`.idx3-ubyte';

test('a hostile file name stays text on the page, in the report and in the drawings', async () => {
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        const {length} = await lab.events('created');
        await lab.openData({name: HOSTILE, mimeType: '', buffer: smallImages()});
        await lab.built(length);
        await lab.shows('.banner', /120 images/);
        await lab.start();
        await lab.step(60);
        await lab.pause();
        const report = (await take(lab, 'Report, HTML')).bytes.toString('utf8');
        assert.match(report, /&lt;img/, 'the report names the file');
        assert.ok(!/<img src=x|<script>alert/.test(report), 'the report holds it as text');
        assert.equal(await lab.page.locator('img[src="x"]').count(), 0);
        assert.equal(await lab.page.evaluate(() => [...document.scripts].filter(({text}) => text.includes('alert')).length), 0);
    });
});

test('every request of a session goes to the origin of the page', async () => {
    const origin = new URL(URL_OF_PAGE).origin;
    /** @type {string[]} */
    const asked = [];
    await withPage(browser, {hash: '#v=2&device=cpu', before: async (page) => {
        page.context().on('request', (request) => asked.push(request.url()));
    }}, async (lab) => {
        await lab.built();
        await lab.start();
        await lab.step(100);
        for (const tab of await lab.page.locator('#tool-tabs [role=tab]').all()) {
            await tab.click();
            await lab.page.locator('[role=tabpanel]:not([hidden])').first().waitFor();
        }
        await take(lab, 'Report, HTML');
        await button(lab, 'Copy address').click();
        await lab.pause();
        await until('the tools', async () => asked.filter((url) => /\/www\/page\/(?!main)/.test(url)).length > 10);
    });
    const local = asked.filter((url) => !url.startsWith('blob:') && !url.startsWith('data:'));
    assert.ok(local.length > 30, `${local.length} requests`);
    assert.deepEqual(local.filter((url) => new URL(url).origin !== origin), []);
});

test('the policy of the page allows no foreign code, style, form or plugin', async () => {
    const page = await readFile(new URL('../../index.html', import.meta.url), 'utf8');
    const [, policy] = page.match(/Content-Security-Policy" content="([^"]+)"/);
    for (const rule of ["default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self';", "worker-src 'self';", "object-src 'none'", "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'"]) {
        assert.ok(policy.includes(rule), rule);
    }
    await withPage(browser, {hash: '#v=2&device=cpu'}, async (lab) => {
        await lab.built();
        const refused = await lab.page.evaluate(() => [
            () => Object.assign(document.createElement('p'), {innerHTML: '<b>x</b>'}),
            () => new Worker('www/worker/training-worker.js'),
            () => globalThis.trustedTypes.createPolicy('other', {}),
        ].map((act) => {
            try {
                act();
                return 'done';
            } catch ({name}) {
                return name;
            }
        }));
        assert.deepEqual(refused, ['TypeError', 'TypeError', 'TypeError'], 'a text is neither markup nor a program, and there is no other policy');
        const blocked = await lab.page.evaluate(() => {
            const odd = document.createElement('p');
            odd.setAttribute('style', 'color: rgb(1, 2, 3)');
            document.body.append(odd);
            return getComputedStyle(odd).color !== 'rgb(1, 2, 3)';
        });
        assert.ok(blocked, 'a style attribute has no effect');
    }).catch((error) => {
        // the refused style is reported on the console, as it should be
        assert.match(String(error.message), /console shows errors[\s\S]*style/i);
    });
});
