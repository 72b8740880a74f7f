// Fetches one of the builds of the core, and says how much of it has arrived. Runs in the worker.

import {moduleSize} from './module-size.js';

/** @typedef {import('../protocol/messages.js').ModuleName} ModuleName */

const REPORT_EVERY_MS = 150;
const BEING_BUILT = 202; // HTTP status of files that the development server will have later

// in variables, so that the type check does not depend on whether the modules have been built
/** @param {ModuleName | 'import'} name @param {string} file */
const urlOf = (name, file) => new URL(`../../pkg/${name}/${file}`, import.meta.url).href;

/**
 * @template {ModuleName | 'import'} N
 * @typedef {N extends 'import' ? import('./wasm-module.js').ImportModule : import('./wasm-module.js').Module} ModuleOf
 */

/**
 * Loads a module. Its files are asked for at once, but the development server may still be building it. It then announces
 * the .wasm, which is asked for again. The script waits for the size, because a failed import is remembered.
 * @template {ModuleName | 'import'} N
 * @param {N} name
 * @param {(received: number, total: number, building?: boolean) => void} onProgress
 * @param {(url: string) => Promise<ModuleOf<N>>} [load] of the script
 * @returns {Promise<{module: ModuleOf<N>, exports: import('./wasm-module.js').ModuleExports}>} ready for use, with the exports of its instance
 */
export async function loadModule(name, onProgress, load = (url) => import(url)) {
    const size = moduleSize(urlOf(name, 'size.json'), () => onProgress(0, 0, true));
    const script = urlOf(name, 'hourglass.js');
    const [module, response, total] = await Promise.all([
        name === 'cpu' ? load(script) : size.then(() => load(script)),
        fetchBuilt(urlOf(name, 'hourglass_bg.wasm'), size),
        size,
    ]);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status} for the module`);
    const body = response.body.pipeThrough(createMeter((received) => onProgress(received, total)));
    const exports = await module.default({module_or_path: new Response(body, {headers: {'Content-Type': 'application/wasm'}})});
    return {module, exports};
}

/** A file at once, or when it is built. @param {string} url @param {Promise<unknown>} built */
async function fetchBuilt(url, built) {
    const response = await fetch(url);
    if (response.status !== BEING_BUILT) return response;
    await built;
    return fetch(url);
}

/** Counts what passes through. @param {(received: number) => void} onBytes */
export function createMeter(onBytes, now = () => performance.now()) {
    let received = 0;
    let saidAt = -Infinity;
    return new TransformStream({
        /** @param {Uint8Array} chunk @param {TransformStreamDefaultController} controller */
        transform(chunk, controller) {
            received += chunk.byteLength;
            controller.enqueue(chunk);
            if (now() - saidAt < REPORT_EVERY_MS) return;
            saidAt = now();
            onBytes(received);
        },
        flush: () => onBytes(received),
    });
}
