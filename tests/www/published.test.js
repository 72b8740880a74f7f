import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join, posix} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {gunzipSync, gzipSync} from 'node:zlib';
import {minified} from '../../scripts/minify.mjs';
import {publish} from '../../scripts/publish.mjs';
import {pathOf} from '../../www/examples/fetched-sets.js';
import {SET_FACTS} from '../../www/examples/set-facts.js';
import {START} from '../../www/settings/page-schema.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const STATIC = /\b(?:from|import)\s*["'](\.[^"']+)["']/g;
const LATE = /\bimport\(\s*["'](\.[^"']+)["']\s*\)/g;
const BEGINNINGS = [
    ['www/page/main.js', 'www/main.js'],
    ...['www/worker/training-worker.js', 'www/worker/import-worker.js', 'www/worker/pca-worker.js', 'www/collect/tap.js'].map((path) => [path, path]),
];

const MOST_BYTES = 255_000;

/** @type {string} */
let site;
/** @type {string} */
let folder; // of the version
before(async () => {
    site = await mkdtemp(join(tmpdir(), 'hourglass-published-'));
    folder = join(site, 'www', await publish(site, ['index.html', 'www', 'LICENSE-MIT']));
    await writeFile(join(site, 'package.json'), '{"type": "module"}');
});
after(() => rm(site, {recursive: true}));

/** Of `www/`, files with this ending. @param {string} root @param {RegExp} ending */
async function list(root, ending) {
    const paths = await readdir(join(root, 'www'), {recursive: true});
    return paths.filter((path) => ending.test(path)).map((path) => `www/${path.replaceAll('\\', '/')}`).sort();
}

/** Paths of the scripts that a text imports, statically or dynamically. @param {string} text of a source, where comments name types @param {RegExp} form */
const importsOf = (text, form) => [...text.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*/gm, '').matchAll(form)].map(([, path]) => path);

/** All sources that one loads statically, itself included. @param {string} path @param {Set<string>} [found] */
async function loadedBy(path, found = new Set()) {
    if (found.has(path)) return found;
    found.add(path);
    for (const next of importsOf(await readFile(join(ROOT, path), 'utf8'), STATIC)) await loadedBy(posix.join(posix.dirname(path), next), found);
    return found;
}

/** @param {string} path of a published script @returns {Promise<{sources: string[], sourcesContent: string[]}>} */
const mapOf = async (path) => JSON.parse(await readFile(join(folder, `${path}.map`), 'utf8'));

/** Sources of a published script. @param {string} path */
const sourcesOf = async (path) => (await mapOf(path)).sources.map((source) => source.replace('source:///', ''));

test('every source is in a published script or sheet, whose map leads to it', async () => {
    const found = new Set();
    for (const path of await list(folder, /\.(js|css)$/)) {
        const {sources, sourcesContent} = await mapOf(path);
        for (const [at, source] of sources.entries()) {
            const name = source.replace('source:///', '');
            assert.equal(sourcesContent[at], await readFile(join(ROOT, name), 'utf8'), name);
            found.add(name);
        }
    }
    const expected = (await list(ROOT, /\.(js|css)$/)).filter((path) => path !== 'www/protocol/messages.js'); // only types
    assert.ok(expected.length > 200);
    assert.deepEqual([...found].sort(), expected);
    assert.deepEqual(await list(folder, /\.d\.ts$/), []);
    assert.ok((await list(folder, /LICENSE$/)).length > 3, 'vendored code has its licences');
});

test('the page, each worker and the thread of Web Audio begin with one script, which holds what is imported at once and nothing that is loaded late', async () => {
    for (const [published, source] of BEGINNINGS) {
        assert.deepEqual(importsOf(await readFile(join(folder, published), 'utf8'), STATIC), [], published);
        const loaded = await loadedBy(source);
        loaded.delete('www/protocol/messages.js');
        const held = await sourcesOf(published);
        assert.deepEqual(held.filter((path) => !loaded.has(path)), [], `${published} holds too much`);
        // what only names again, or only types, leaves no code
        const missing = [...loaded].filter((path) => !held.includes(path));
        assert.ok(missing.length < loaded.size / 5, `${missing}`);
    }
});

test('every script that a published one loads is published too', async () => {
    const scripts = await list(folder, /\.js$/);
    const loads = (await Promise.all(scripts.map(async (path) => {
        const text = await readFile(join(folder, path), 'utf8');
        return [...importsOf(text, STATIC), ...importsOf(text, LATE)].map((next) => posix.join(posix.dirname(path), next));
    }))).flat();
    assert.ok(new Set(loads).size > 35, `only ${loads.length} were found`);
    assert.deepEqual(loads.filter((path) => !scripts.includes(path)), []);
});

test('comments stay behind, but for the notice of a file that somebody else wrote', async () => {
    const {text} = await minified('www/a.js', '// Why.\n/** @param {number} one */\nexport const twice = (one) => 2 * one; // how\n');
    assert.match(text, /^const (\w)=(\w)=>2\*\2;export\{\1 as twice\};\n\/\/# sourceMappingURL=a\.js\.map\n$/);
    const sheet = await minified('www/a.css', '/* Why. */\nbody {\n    margin: 0;\n}\n');
    assert.equal(sheet.text, 'body{margin:0}\n/*# sourceMappingURL=a.css.map */\n');
    const theirs = await minified('www/vendor/b.js', '/* b 1.0: MIT licence, see LICENSE */\n// more\nexport const b = 1;\n');
    assert.match(theirs.text, /^\/\* b 1\.0: MIT licence, see LICENSE \*\/\nconst \w=1;export\{\w as b\};\n\/\/#/);
});

test('a bundle begins with the notices of what others wrote in it', async () => {
    let count = 0;
    for (const path of await list(folder, /\.js$/)) {
        const theirs = (await sourcesOf(path)).filter((source) => source.startsWith('www/vendor/'));
        const text = await readFile(join(folder, path), 'utf8');
        for (const source of theirs) {
            count++;
            const [notice] = (await readFile(join(ROOT, source), 'utf8')).split('\n');
            assert.match(notice, /licence|copyright/i);
            assert.ok(text.slice(0, 1000).includes(notice), `${path}: ${notice}`);
        }
    }
    assert.ok(count >= 5, `only ${count} were found`);
});

test('a script that cannot be read is named, with the line', async () => {
    await assert.rejects(minified('www/a.js', 'let a = 1;\nlet = ;\n'), /www\/a\.js:2/);
});

/** Version and files that the service worker is given. @returns {Promise<{version: string, files: Record<string, string>}>} */
async function publishedList() {
    const [line] = (await readFile(join(site, 'service-worker.js'), 'utf8')).split('\n');
    return JSON.parse(line.replace(/^self\.published=|;$/g, ''));
}

test('the published page names the folder of its version alone, and is kept there too', async () => {
    const {version} = await publishedList();
    const page = await readFile(join(site, 'index.html'), 'utf8');
    const addresses = [...page.matchAll(/ (?:href|src)="([^"#]+)"/g)].map(([, address]) => address).filter((address) => !/^https?:/.test(address));
    assert.ok(addresses.length > 5);
    assert.deepEqual(addresses.filter((address) => !address.startsWith(`www/${version}/www/`)), []);
    assert.equal(await readFile(join(folder, 'index.html'), 'utf8'), page);
});

test('the service worker knows every file that a browser may fetch: all but data are at most 255 kB compressed', async () => {
    const {files} = await publishedList();
    const sets = await list(folder, /\.gz$/);
    assert.deepEqual(sets, Object.keys(SET_FACTS).map(pathOf).sort());
    assert.deepEqual(Object.keys(files).filter((path) => path.endsWith('.gz')).sort(), sets);
    for (const path of sets) delete files[path];
    const scripts = [...await list(folder, /\.(js|css|svg)$/)].filter((path) => path !== 'www/offline/service-worker.js');
    assert.deepEqual(Object.keys(files).sort(), ['index.html', ...scripts].sort());
    const paths = [...Object.keys(files).map((path) => join(folder, path)), join(site, 'service-worker.js')];
    const sizes = await Promise.all(paths.map(async (path) => gzipSync(await readFile(path)).length));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(bytes < MOST_BYTES, `it is ${bytes} bytes`);
});

test('the first data set has at most 200 kB, and all together 3.6 MB', async () => {
    const sizes = await Promise.all(Object.keys(SET_FACTS).map(async (source) => (await readFile(join(folder, pathOf(source)))).length));
    assert.ok(sizes[Object.keys(SET_FACTS).indexOf(START.dataset)] <= 200_000, `${sizes}`);
    assert.ok(sizes.reduce((sum, size) => sum + size, 0) <= 3_600_000, `${sizes}`);
});

test('a data set of the site holds its name, and the source and licence that the page shows', async () => {
    for (const [source, {name, by, licence}] of Object.entries(SET_FACTS)) {
        const packed = gunzipSync(await readFile(join(folder, pathOf(source))));
        const {__metadata__: entries} = JSON.parse(packed.subarray(8, 8 + Number(packed.readBigUInt64LE())).toString());
        const about = JSON.parse(entries['hourglass.data']);
        assert.equal(about.source, source);
        for (const words of [name, by, licence]) assert.ok(about.note.includes(words), `${source}: ${words}`);
    }
});

test('a version follows from the content: the same again, and another after a change, which replaces it', async () => {
    const root = await mkdtemp(join(tmpdir(), 'hourglass-root-'));
    const target = join(root, 'site');
    await mkdir(join(root, 'www'));
    await writeFile(join(root, 'www/a.css'), 'a { top: 1px; }\n');
    const first = await publish(target, ['www'], root);
    assert.equal(await publish(target, ['www'], root), first);
    await writeFile(join(root, 'www/a.css'), 'a { top: 2px; }\n');
    const second = await publish(target, ['www'], root);
    assert.notEqual(second, first);
    assert.deepEqual(await readdir(join(target, 'www')), [second]);
    await rm(root, {recursive: true});
});
