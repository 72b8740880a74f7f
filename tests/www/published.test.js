import assert from 'node:assert/strict';
import {mkdtemp, readFile, readdir, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {minified} from '../../scripts/minify.mjs';
import {publish} from '../../scripts/publish.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const IMPORTS = /\b(?:from|import)\s*\(?\s*(["'`])(\.[^"'`]+)\1/g;

/** @type {string} */
let folder;
before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hourglass-published-'));
    await publish(folder, ['index.html', 'www', 'LICENSE-MIT']);
    await writeFile(join(folder, 'package.json'), '{"type": "module"}');
});
after(() => rm(folder, {recursive: true}));

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
