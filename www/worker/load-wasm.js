// Fetches one of the two builds of the core, and says how much of it has arrived. Runs in the worker.

/** @typedef {import('../protocol/messages.js').ModuleName} ModuleName */

const REPORT_EVERY_MS = 150;

// in variables, so that the type check does not depend on whether the modules have been built
/** @param {ModuleName} name @param {string} file */
const urlOf = (name, file) => new URL(`../../pkg/${name}/${file}`, import.meta.url).href;

/**
 * @param {ModuleName} name
 * @param {(received: number, total: number) => void} onBytes
 * @returns {Promise<import('./wasm-module.js').Module>} ready for use
 */
export async function loadModule(name, onBytes) {
    const [module, response, total] = await Promise.all([
        /** @type {Promise<import('./wasm-module.js').Module>} */ (import(urlOf(name, 'hourglass.js'))),
        fetch(urlOf(name, 'hourglass_bg.wasm')),
        sizeOf(name),
    ]);
    if (!response.ok || !response.body) throw new Error(`the server answered ${response.status} for the module`);
    const body = response.body.pipeThrough(createMeter((received) => onBytes(received, total)));
    await module.default({module_or_path: new Response(body, {headers: {'Content-Type': 'application/wasm'}})});
    return module;
}

/** Bytes of the module; the answer's own header counts them compressed. @param {ModuleName} name */
async function sizeOf(name) {
    try {
        const {bytes} = await (await fetch(urlOf(name, 'size.json'))).json();
        return Number.isInteger(bytes) ? bytes : 0;
    } catch {
        return 0;
    }
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
