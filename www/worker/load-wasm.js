// Fetches one of the two builds of the core, and says how much of it has arrived. Runs in the worker.

import {moduleSize} from './module-size.js';

/** @typedef {import('../protocol/messages.js').ModuleName} ModuleName */

const REPORT_EVERY_MS = 150;

// in variables, so that the type check does not depend on whether the modules have been built
/** @param {ModuleName} name @param {string} file */
const urlOf = (name, file) => new URL(`../../pkg/${name}/${file}`, import.meta.url).href;

/**
 * @param {ModuleName} name
 * @param {(received: number, total: number, building?: boolean) => void} onProgress
 * @returns {Promise<import('./wasm-module.js').Module>} ready for use
 */
export async function loadModule(name, onProgress) {
    const size = moduleSize(urlOf(name, 'size.json'), () => onProgress(0, 0, true));
    if (name === 'full') await size; // its other files may still be missing
    const [module, response, total] = await Promise.all([
        /** @type {Promise<import('./wasm-module.js').Module>} */ (import(urlOf(name, 'hourglass.js'))),
        fetch(urlOf(name, 'hourglass_bg.wasm')),
        size,
    ]);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status} for the module`);
    const body = response.body.pipeThrough(createMeter((received) => onProgress(received, total)));
    await module.default({module_or_path: new Response(body, {headers: {'Content-Type': 'application/wasm'}})});
    return module;
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
