// These tests run on the published page, not on its sources.

import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {URL_OF_PAGE} from './lib.mjs';

const ROOT = new URL('../../', import.meta.url);

/** @param {string} path */
async function fetched(path) {
    const response = await fetch(new URL(path, URL_OF_PAGE));
    assert.ok(response.ok, `${path}: ${response.status}`);
    return response.text();
}

/** Folder of the version, which the page names. @returns {Promise<string>} */
const folderOfVersion = async () => (await fetched('index.html')).match(/www\/[0-9a-f]{12}\//)?.[0] ?? assert.fail('the page names no version');

const BUNDLES = {'www/page/main.js': 'www/main.js', 'www/worker/training-worker.js': 'www/worker/training-worker.js'};
const SINGLE = ['www/styles/views.css', 'pkg/cpu/hourglass.js'];

for (const [path, name] of [...Object.entries(BUNDLES), ...SINGLE.map((single) => [single, single])]) {
    test(`the server sends ${path} minified, and its map leads to the sources`, async () => {
        const place = new URL(await folderOfVersion() + path, URL_OF_PAGE);
        const text = await fetched(place.href);
        const [, address] = text.match(/[#] sourceMappingURL=(\S+)/) ?? assert.fail('it names no map');
        const lines = text.trim().split('\n').slice(0, -1);
        assert.deepEqual(lines.filter((line) => /^\s*(\/\/|\/?\*)/.test(line) && !/licence|copyright/i.test(line)), [], 'no line is a comment');
        const {sources, sourcesContent} = JSON.parse(await fetched(new URL(address, place).href));
        const size = sourcesContent.join('').length;
        assert.ok(text.length < 0.9 * size, `${text.length} of ${size} characters: is this the published page?`);
        const source = await readFile(new URL(name, ROOT), 'utf8');
        assert.ok(sourcesContent[sources.indexOf(`source:///${name}`)] === source, 'the map holds another text: was the source changed since?');
    });
}
