// Size of a module, as soon as the module is there: the development server serves the page while it still
// builds one of them. Runs in the worker.

const PAUSE_MS = 3000;

/**
 * @param {string} url of the module's size.json
 * @param {() => void} onBuilding called at once and repeatedly while the server builds the module
 * @param {() => Promise<void>} [pause] between two requests
 * @returns {Promise<number>} bytes; 0 where unknown. The answer's own header counts them compressed.
 */
export async function moduleSize(url, onBuilding, pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))) {
    for (;;) {
        const {bytes, building, error} = await read(url);
        if (error) throw new Error(error);
        if (!building) return Number.isInteger(bytes) ? bytes : 0;
        onBuilding();
        await pause();
    }
}

/** @param {string} url @returns {Promise<{bytes?: any, building?: boolean, error?: string}>} nothing where the file is missing */
async function read(url) {
    try {
        return await (await fetch(url)).json();
    } catch {
        return {};
    }
}
