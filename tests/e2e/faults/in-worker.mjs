// Ways to break the training worker of a page from inside.

/** Hands the devices that the worker opens to the test. @param {import('playwright-core').Page} page */
export const keepDevices = (page) => beginWorkerWith(page, () => {
    self.devices = [];
    const open = self.GPUAdapter?.prototype.requestDevice;
    if (!open) return;
    GPUAdapter.prototype.requestDevice = async function requestDevice(...rest) {
        const device = await open.apply(this, rest);
        self.devices.push(device);
        return device;
    };
});

/** Has each training worker of a page begin with a function. @param {import('playwright-core').Page} page @param {() => void} act */
export const beginWorkerWith = (page, act) => page.route('**/www/worker/training-worker.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({response, body: `(${act})();\n${await response.text()}`});
});

/** The training worker that was opened last. @param {import('playwright-core').Page} page */
export const workerOf = (page) => page.workers().findLast((one) => one.url().endsWith('training-worker.js'));

/** Runs a function in the training worker that was opened last, and does not wait for its end. @param {import('playwright-core').Page} page */
export function inWorker(page, act) {
    workerOf(page).evaluate(act).catch(() => {}); // it may not live to answer
}

/** The module logs each panic. */
export const PANIC_LOG = /^console: Error: panicked at /;

/** Replaces a method of the module in the worker. */
export const panic = async () => {
    const {Lab} = await import(new URL('../../pkg/cpu/hourglass.js', self.location.href).href);
    Lab.prototype.train = () => {
        throw new WebAssembly.RuntimeError('unreachable');
    };
};

/** Takes all memory that the module could still ask for. */
export const exhaust = async () => {
    const module = await import(new URL('../../pkg/cpu/hourglass.js', self.location.href).href);
    const {memory, __wbindgen_malloc: allocate} = await module.default();
    /** @param {number} most @param {number} least @param {(size: number) => void} use */
    const fill = (most, least, use) => {
        for (let size = most; size >= least;) {
            try {
                use(size);
            } catch {
                size >>= 1;
            }
        }
    };
    fill(65536, 1, (pages) => memory.grow(pages));
    fill(1 << 28, 64, (bytes) => allocate(bytes, 8));
};
