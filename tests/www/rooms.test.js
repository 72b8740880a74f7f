import assert from 'node:assert/strict';
import {readFile, readdir} from 'node:fs/promises';
import {join, posix} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {ESLint} from 'eslint';
import {ROOMS} from '../../eslint.config.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Messages of ESLint about a made-up file. @param {string} filePath @param {string} text */
async function complaints(filePath, text) {
    const [{messages}] = await new ESLint({cwd: ROOT}).lintText(text, {filePath: join(ROOT, filePath)});
    return messages.filter(({ruleId}) => ruleId !== 'no-unused-vars').map(({ruleId, message}) => `${ruleId}: ${message}`);
}

const FORBIDDEN = [
    ['www/worker/odd.js', "import {x} from '../ui/dom.js'; x();"],
    ['www/worker/odd.js', "import {x} from '../examples/painter.js'; x();"],
    ['www/worker/odd.js', "import {x} from '../client/device-choice.js'; x();"],
    ['www/worker/odd.js', "void import('../ui/dom.js');"],
    ['www/protocol/odd.js', "import {x} from '../scheduling/chunk-size.js'; x();"],
    ['www/scheduling/odd.js', "import {x} from '../ui/dom.js'; x();"],
    ['www/math/odd.js', "import {x} from '../latent/basis.js'; x();"],
    ['www/ui/odd.js', "import {x} from '../settings/store.js'; x();"],
    ['www/settings/controls/odd.js', "import {x} from '../../latent/basis.js'; x();"],
    ['www/client/odd.js', "import {x} from '../ui/dom.js'; x();"],
    ['www/client/odd.js', "import {x} from '../worker/errors.js'; x();"],
    ['www/scatter/odd.js', "import {x} from '../latent/plane.js'; x();"],
    ['www/sound/odd.js', "import {x} from '../ui/dom.js'; x();"],
    ['www/collect/odd.js', "import {x} from '../sound/samples.js'; x();"],
    ['www/runs/odd.js', "import {x} from '../app/notices.js'; x();"],
    ['www/runs/odd.js', "import {x} from '../ui/theme.js'; x();"],
    ['www/loss/odd.js', "import {x} from '../app/notices.js'; x();"],
    ['www/cards/odd.js', "import {x} from '../latent/basis.js'; x();"],
    ['www/latent/odd.js', "export {x} from '../app/views.js';"],
    ['www/export/odd.js', "import {x} from '../latent/basis.js'; x();"],
    ['www/tools/draw/odd.js', "import {x} from '../repair/eraser.js'; x();"],
    ['www/tools/draw/odd.js', "void import('../repair/eraser.js');"],
    ['www/tools/draw/odd.js', "import {x} from '../registry.js'; x();"],
    ['www/tools/draw/odd.js', "import {x} from '../../app/notices.js'; x();"],
    ['www/tools/odd.js', "import {x} from '../app/notices.js'; x();"],
    ['www/app/odd.js', "import {x} from '../worker/errors.js'; x();"],
    ['www/app/odd.js', "import {x} from '../main.js'; x();"],
];

for (const [path, text] of FORBIDDEN) {
    test(`in ${path}, ESLint refuses: ${text}`, async () => {
        const found = await complaints(path, text);
        assert.equal(found.length, 1, found.join('\n'));
        assert.match(found[0], /^no-restricted-(imports|syntax): /);
    });
}

const PERMITTED = [
    ['www/worker/odd.js', "import {x} from '../examples/buffer.js'; x();"],
    ['www/worker/odd.js', "import {x} from './errors.js'; x();"],
    ['www/settings/controls/odd.js', "import {x} from '../store.js'; x();"],
    ['www/settings/controls/odd.js', "import {x} from '../../ui/dom.js'; x();"],
    ['www/client/odd.js', "import {x} from '../ui/format.js'; x();"],
    ['www/tools/draw/odd.js', "import {x} from '../example-picker.js'; import {y} from './pad.js'; import {z} from '../../ui/dom.js'; x(y, z);"],
    ['www/tools/registry.js', "void import('./draw/draw.js');"],
    ['www/app/odd.js', "import {x} from '../client/device-choice.js'; x();"],
];

for (const [path, text] of PERMITTED) {
    test(`in ${path}, ESLint accepts: ${text}`, async () => assert.deepEqual(await complaints(path, text), []));
}

test('rooms without DOM know no document', async () => {
    for (const room of ['worker', 'client', 'protocol', 'scheduling', 'math', 'runs']) {
        const found = await complaints(`www/${room}/odd.js`, 'document.body.remove();');
        assert.deepEqual(found, ["no-undef: 'document' is not defined."], room);
    }
});

/** Files of the page by path, with the paths that each imports. */
async function importGraph() {
    const entries = await readdir(join(ROOT, 'www'), {recursive: true});
    const paths = entries.filter((path) => path.endsWith('.js') && !path.startsWith('vendor'));
    const edges = await Promise.all(paths.map(async (path) => {
        const text = await readFile(join(ROOT, 'www', path), 'utf8');
        const code = text.replace(/\/\*[^]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
        const targets = [...code.matchAll(/(?:\bfrom |\bimport |\bimport\()'(\.[^']+)'/g)].map(([, target]) => posix.join(posix.dirname(path), target));
        return /** @type {[string, string[]]} */ ([path, targets]);
    }));
    return new Map(edges);
}

/** The first circle from a file on, as a list of paths; null where there is none. @param {Map<string, string[]>} graph */
function circleIn(graph) {
    const done = new Set();
    /** @param {string} path @param {string[]} trail @returns {string[] | null} */
    function visit(path, trail) {
        if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
        if (done.has(path)) return null;
        for (const target of graph.get(path) ?? []) {
            const circle = visit(target, [...trail, path]);
            if (circle) return circle;
        }
        done.add(path);
        return null;
    }
    for (const path of graph.keys()) {
        const circle = visit(path, []);
        if (circle) return circle;
    }
    return null;
}

test('a circle is found where there is one', () => {
    assert.deepEqual(circleIn(new Map([['a', ['b']], ['b', ['c']], ['c', ['b']]])), ['b', 'c', 'b']);
});

test('no file of the page imports itself over others', async () => {
    const graph = await importGraph();
    assert.ok((graph.get('main.js') ?? []).includes('app/views.js'), 'imports are found');
    assert.ok((graph.get('tools/registry.js') ?? []).includes('tools/draw/draw.js'), 'those on demand as well');
    assert.deepEqual(circleIn(graph), null);
});

test('every room of the page has its rule, and no script but main.js lies outside them', async () => {
    const entries = await readdir(join(ROOT, 'www'), {withFileTypes: true});
    const folders = entries.filter((entry) => entry.isDirectory()).map(({name}) => name);
    assert.deepEqual(folders.filter((name) => !['sets', 'styles', 'vendor'].includes(name)).sort(), Object.keys(ROOMS).sort());
    assert.deepEqual(entries.filter(({name}) => name.endsWith('.js')).map(({name}) => name), ['main.js']);
});

test('types of the protocol come from the protocol alone', async () => {
    for (const name of await readdir(join(ROOT, 'www/protocol'))) {
        const text = await readFile(join(ROOT, 'www/protocol', name), 'utf8');
        assert.deepEqual(text.match(/(import\(|from )'\.\.\/[^']*'/g), null, name);
    }
});

test('every element that the page looks up by a name is in index.html, and no name is put together', async () => {
    const html = await readFile(join(ROOT, 'index.html'), 'utf8');
    const paths = [...(await importGraph()).keys()];
    const texts = await Promise.all(paths.map((path) => readFile(join(ROOT, 'www', path), 'utf8')));
    const names = texts.flatMap((text) => [...text.matchAll(/\b(?:b|inputB|detailsB)yId\(['`]([^'`]+)['`]\)/g)].map(([, name]) => name));
    assert.ok(names.includes('toggle'));
    assert.deepEqual(names.filter((name) => !html.includes(`id="${name}"`)), []);
});
