import assert from 'node:assert/strict';
import {test} from 'node:test';
import {bindKernels, hasRelaxedSimd, loadKernels} from '../../../www/worker/kernels.js';

/** A module with one memory to import, that exports a function `product_band` and a global `__stack_pointer`. */
const KERNELS = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0,
    1, 6, 1, 0x60, 2, 0x7f, 0x7f, 0, // (i32, i32) -> ()
    2, 15, 1, 3, ...text('env'), 6, ...text('memory'), 2, 0, 1,
    3, 2, 1, 0,
    6, 6, 1, 0x7f, 1, 0x41, 0, 0x0b, // a mutable i32
    7, 34, 2, 12, ...text('product_band'), 0, 0, 15, ...text('__stack_pointer'), 3, 0,
    10, 4, 1, 2, 0, 0x0b,
]);

/** @param {string} letters */
function text(letters) {
    return new TextEncoder().encode(letters);
}

test('kernels are put into the table of functions, with a stack of their own, and are given up again', async () => {
    const memory = new WebAssembly.Memory({initial: 1});
    const table = new WebAssembly.Table({initial: 3, element: 'anyfunc'});
    /** @type {unknown[]} */
    const bound = [];
    const module = /** @type {any} */ ({reserve: () => 4096, functionTable: () => table, bindKernels: (/** @type {number | undefined} */ place) => bound.push(place)});
    const use = bindKernels(module, {memory}, await WebAssembly.compile(KERNELS));
    assert.equal(typeof table.get(3), 'function', 'behind the functions of the module');
    use(true);
    use(false);
    assert.deepEqual(bound, [3, undefined]);
});

test('a browser without relaxed SIMD asks for no kernels, and with it goes on without those that do not arrive', async () => {
    let asked = 0;
    const missing = async () => {
        asked += 1;
        return new Response('', {status: 404});
    };
    assert.equal(await loadKernels(/** @type {any} */ (missing)), null);
    assert.equal(asked, hasRelaxedSimd() ? 1 : 0);
    const failing = async () => {
        throw new TypeError('no network');
    };
    assert.equal(await loadKernels(/** @type {any} */ (failing)), null);
});
