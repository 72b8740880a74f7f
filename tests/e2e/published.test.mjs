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

for (const path of ['www/main.js', 'www/worker/training-worker.js', 'www/styles/views.css', 'pkg/cpu/hourglass.js']) {
    test(`the server sends ${path} minified, and its map leads to the source`, async () => {
        const source = await readFile(new URL(path, ROOT), 'utf8');
        const place = new URL(await folderOfVersion() + path, URL_OF_PAGE);
        const text = await fetched(place.href);
        assert.ok(text.length < 0.9 * source.length, `${text.length} of ${source.length} characters: is this the published page?`);
        const [, address] = text.match(/[#] sourceMappingURL=(\S+)/) ?? assert.fail('it names no map');
        const lines = text.trim().split('\n').slice(0, -1);
        assert.deepEqual(lines.filter((line) => /^\s*(\/\/|\/?\*)/.test(line)), [], 'no line is a comment');
        const map = JSON.parse(await fetched(new URL(address, place).href));
        assert.ok(map.sourcesContent[0] === source, 'the map holds another text: was the source changed since?');
    });
}
