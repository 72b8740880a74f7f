import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {minified} from '../../scripts/minify.mjs';
import {filesOf} from '../../scripts/publish.mjs';

const ROOT = new URL('../../', import.meta.url);
const MOST_BYTES = 310_000;
const FETCHED = /\.(html|css|js|svg)$/; // developer tools alone fetch maps
const TYPES_ALONE = ['www/protocol/messages.js'];

/** Every file that a browser may fetch, but for what is built from Rust. */
async function filesOfPage() {
    return ['index.html', ...await filesOf('www')].filter((path) => FETCHED.test(path) && !TYPES_ALONE.includes(path));
}

/** @param {string} path */
async function published(path) {
    const text = await readFile(new URL(path, ROOT), 'utf8');
    return /\.(js|css)$/.test(path) ? (await minified(path, text)).text : text;
}

test('all that the page can ever fetch, but for the modules, is at most 310 kB compressed', async (t) => {
    const paths = await filesOfPage();
    const sizes = await Promise.all(paths.map(async (path) => gzipSync(await published(path)).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    t.diagnostic(`${paths.length} files, ${bytes} bytes`);
    assert.ok(paths.includes('www/main.js') && paths.includes('www/vendor/uplot/uPlot.esm.js'), 'the page is among them');
    assert.ok(bytes < MOST_BYTES, `it is ${bytes} bytes`);
});

test('files that hold types alone are imported by none, so that no browser fetches them', async () => {
    for (const path of await filesOfPage()) {
        const text = await readFile(new URL(path, ROOT), 'utf8');
        for (const types of TYPES_ALONE) {
            const name = types.split('/').at(-1)?.replace('.', '\\.');
            assert.doesNotMatch(text, new RegExp(`^(import|export) .*/${name}'`, 'm'), path);
        }
    }
});
