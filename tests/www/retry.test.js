import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {test} from 'node:test';
import {filesOf} from '../../scripts/publish.mjs';

const ROOT = new URL('../../', import.meta.url);
const COMMENTS = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const IMPORT = /\bimport\(/g;
// a lazy module's loader, a call that waits for the server, or a line of the list of tools
const RETRIED = /(load: async \(\) => \(await |whenReachable\(\(\) => (Promise\.all\(\s*\[.*)?|\['\w+', (styled\()?async \(\) => \(await )$/;
// the loader of a lazy module, under a name; and a worker's, which is replaced as a whole
const OTHERS = ['www/ui/plot.js', 'www/worker/load-wasm.js'];

test('each part of the page that is loaded later can be asked for again after a failure', async () => {
    let count = 0;
    for (const path of (await filesOf('www')).filter((name) => name.endsWith('.js') && !/\/vendor\//.test(name))) {
        const text = (await readFile(new URL(path, ROOT), 'utf8')).replace(COMMENTS, '');
        for (const {index} of text.matchAll(IMPORT)) {
            count += 1;
            if (!OTHERS.includes(path)) assert.match(text.slice(Math.max(0, index - 200), index), RETRIED, path);
        }
    }
    assert.ok(count > 25, `only ${count} imports were found`);
});
