import assert from 'node:assert/strict';
import {mkdir, mkdtemp, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gunzipSync, gzipSync} from 'node:zlib';
import {minified} from '../../scripts/minify.mjs';
import {publish} from '../../scripts/publish.mjs';
import {pathOf} from '../../www/examples/fetched-sets.js';
import {SET_FACTS} from '../../www/examples/set-facts.js';
import {START} from '../../www/settings/page-schema.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const IMPORTS = /\b(?:from|import)\s*\(?\s*(["'`])(\.[^"'`]+)\1/g;

const MOST_BYTES = 310_000;

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

/** Paths that a script imports, statically or dynamically, without duplicates. @param {string} text */
const importsOf = (text) => [...new Set([...text.matchAll(IMPORTS)].map(([, , path]) => path))].sort();

/** @param {string} root @param {string} path @returns {Promise<string[]>} names */
const exportsOf = async (root, path) => Object.keys(await import(pathToFileURL(join(root, path)).href)).sort();

test('published files have the names of their sources, and each script and style sheet has a source map', async () => {
    for (const ending of [/\.js$/, /\.css$/]) {
        const paths = await list(ROOT, ending);
        assert.ok(paths.length > 5);
        assert.deepEqual(await list(folder, ending), paths);
        for (const path of paths) {
            if (path === 'www/protocol/messages.js') continue; // only types, so its published file is empty
            const {sources, sourcesContent} = JSON.parse(await readFile(join(folder, `${path}.map`), 'utf8'));
            assert.deepEqual([sources, sourcesContent], [[`source:///${path}`], [await readFile(join(ROOT, path), 'utf8')]]);
        }
    }
    assert.deepEqual(await list(folder, /\.d\.ts$/), []);
    assert.ok((await list(folder, /LICENSE$/)).length > 3, 'vendored code has its licences');
});

test('a published script imports what its source does, so that nothing is bundled and nothing fetched too early', async () => {
    let count = 0;
    for (const path of await list(ROOT, /\.js$/)) {
        const [source, text] = await Promise.all([ROOT, folder].map((root) => readFile(join(root, path), 'utf8')));
        // in comments, an import names a type
        const expected = importsOf(source.replace(/\/\*\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*/gm, ''));
        assert.deepEqual(importsOf(text), expected, path);
        count += expected.length;
    }
    assert.ok(count > 300, `only ${count} imports were found`);
});

test('a published script offers what its source does', async () => {
    let count = 0;
    for (const path of await list(ROOT, /\.js$/)) {
        if (!/^export /m.test(await readFile(join(ROOT, path), 'utf8'))) continue; // a program, which would start
        const names = await exportsOf(ROOT, path);
        assert.deepEqual(await exportsOf(folder, path), names, path);
        count += names.length;
    }
    assert.ok(count > 300, `only ${count} exports were found`);
});

test('comments stay behind, but for the notice of a file that somebody else wrote', async () => {
    const {text} = await minified('www/a.js', '// Why.\n/** @param {number} one */\nexport const twice = (one) => 2 * one; // how\n');
    assert.match(text, /^const (\w)=(\w)=>2\*\2;export\{\1 as twice\};\n\/\/# sourceMappingURL=a\.js\.map\n$/);
    const sheet = await minified('www/a.css', '/* Why. */\nbody {\n    margin: 0;\n}\n');
    assert.equal(sheet.text, 'body{margin:0}\n/*# sourceMappingURL=a.css.map */\n');
    const theirs = await minified('www/vendor/b.js', '/* b 1.0: MIT licence, see LICENSE */\n// more\nexport const b = 1;\n');
    assert.match(theirs.text, /^\/\* b 1\.0: MIT licence, see LICENSE \*\/\nconst \w=1;export\{\w as b\};\n\/\/#/);
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

test('the service worker knows every file that a browser may fetch: all but data are at most 310 kB compressed', async () => {
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
    await writeFile(join(root, 'www/a.js'), 'export const a = 1;\n');
    const first = await publish(target, ['www'], root);
    assert.equal(await publish(target, ['www'], root), first);
    await writeFile(join(root, 'www/a.js'), 'export const a = 2;\n');
    const second = await publish(target, ['www'], root);
    assert.notEqual(second, first);
    assert.deepEqual(await readdir(join(target, 'www')), [second]);
    await rm(root, {recursive: true});
});
