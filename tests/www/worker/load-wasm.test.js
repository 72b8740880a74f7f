import assert from 'node:assert/strict';
import {test} from 'node:test';
import {loadModule} from '../../../www/worker/load-wasm.js';

/** @param {string} url */
const fileOf = (url) => url.slice(url.lastIndexOf('/') + 1);

/**
 * A server whose answers are given by hand. Remembers what was asked for, in order.
 * @param {import('node:test').TestContext} t
 */
function serve(t) {
    /** @type {string[]} */
    const asked = [];
    /** @type {Map<string, (response: Response) => void>} */
    const open = new Map();
    t.mock.method(globalThis, 'fetch', (/** @type {string} */ url) => {
        asked.push(fileOf(url));
        return new Promise((resolve) => open.set(fileOf(url), resolve));
    });
    return {
        asked,
        /** @param {string} file @param {Response} response */
        answer(file, response) {
            open.get(file)?.(response);
            return new Promise((resolve) => setImmediate(resolve));
        },
    };
}

/** Stands for the script of a module: it takes all bytes. @param {string[]} asked @returns {any} */
const scriptOf = (asked) => async (/** @type {string} */ url) => {
    asked.push(fileOf(url));
    return {default: (/** @type {{module_or_path: Response}} */ {module_or_path: response}) => response.arrayBuffer()};
};

const size = () => Response.json({bytes: 3});
const wasm = () => new Response(new Uint8Array(3));

test('all files of the small module are asked for at once', async (t) => {
    const {asked, answer} = serve(t);
    const loaded = loadModule('cpu', () => {}, scriptOf(asked));
    assert.deepEqual(asked.toSorted(), ['hourglass.js', 'hourglass_bg.wasm', 'size.json']);
    await answer('size.json', size());
    await answer('hourglass_bg.wasm', wasm());
    await loaded;
});

test('the GPU module does not wait for its size', async (t) => {
    const {asked, answer} = serve(t);
    /** @type {number[][]} */
    const reports = [];
    const loaded = loadModule('full', (received, total) => reports.push([received, total]), scriptOf(asked));
    assert.deepEqual(asked.toSorted(), ['hourglass_bg.wasm', 'size.json']);
    await answer('hourglass_bg.wasm', wasm());
    await answer('size.json', size());
    await loaded;
    assert.deepEqual(asked.toSorted(), ['hourglass.js', 'hourglass_bg.wasm', 'size.json']);
    assert.deepEqual(reports.at(-1), [3, 3]);
});

test('a GPU module that is being built is asked for again when it is there, and its script only then', async (t) => {
    const {asked, answer} = serve(t);
    const loaded = loadModule('full', () => {}, scriptOf(asked));
    await answer('hourglass_bg.wasm', Response.json({building: true}, {status: 202}));
    assert.equal(asked.includes('hourglass.js'), false);
    await answer('size.json', size());
    assert.deepEqual(asked.toSorted(), ['hourglass.js', 'hourglass_bg.wasm', 'hourglass_bg.wasm', 'size.json']);
    await answer('hourglass_bg.wasm', wasm());
    await loaded;
});

test('a GPU module that could not be built is an error with the words of the server', async (t) => {
    const {asked, answer} = serve(t);
    const loaded = assert.rejects(loadModule('full', () => {}, scriptOf(asked)), /see the terminal/);
    await answer('hourglass_bg.wasm', Response.json({error: 'see the terminal'}, {status: 202}));
    await answer('size.json', Response.json({error: 'see the terminal'}));
    await loaded;
});
