// Kernels in a WebAssembly module of their own, on the memory of the module that trains. They use instructions that not
// every browser has, so that the module that trains need not come twice. Runs in the worker.

/** @typedef {import('./wasm-module.js').Module} Module */
/** @typedef {import('./wasm-module.js').ModuleExports} ModuleExports */

/** A function of one relaxed product and sum: (func (result v128) … f32x4.relaxed_madd). */
const PROBE = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0,
    10, 19, 1, 17, 0, 65, 0, 253, 15, 65, 0, 253, 15, 65, 0, 253, 15, 253, 133, 2, 11,
]);

/** Bytes of a kernel's stack: a tile and a few addresses. */
const STACK = 16_384;

/** True where the browser has relaxed SIMD: products and sums in one instruction. */
export const hasRelaxedSimd = () => WebAssembly.validate(PROBE);

/**
 * Compiles the kernels; nothing where the browser has no relaxed SIMD, or where they do not arrive: the module's own do as well.
 * @param {typeof fetch} [load]
 * @returns {Promise<WebAssembly.Module | null>}
 */
export async function loadKernels(load = fetch) {
    if (!hasRelaxedSimd()) return null;
    try {
        const response = await load(new URL('../../pkg/kernels/relaxed.wasm', import.meta.url).href);
        return response.ok ? await WebAssembly.compile(await response.arrayBuffer()) : null;
    } catch {
        return null;
    }
}

/**
 * Puts kernels into the table of functions of the module that trains, on whose memory they work.
 * @param {Module} module @param {ModuleExports} exports of its instance @param {WebAssembly.Module} kernels
 * @returns {(fused: boolean) => void} takes them, or the module's own
 */
export function bindKernels(module, exports, kernels) {
    const {product_band: productBand, __stack_pointer: stack} = /** @type {any} */ (
        new WebAssembly.Instance(kernels, {env: {memory: exports.memory}}).exports);
    stack.value = module.reserve(STACK) + STACK; // it grows downwards
    const place = module.functionTable().grow(1, productBand);
    return (fused) => module.bindKernels(fused ? place : undefined);
}
