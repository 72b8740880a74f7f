// Keeps the published page for use without a network, by its service worker. In a frame, from a file, on a development server,
// and where the browser refuses, the page goes on without it. Main thread.

import {cancelIdleLoad, loadWhenIdle} from '../scheduling/idle-loader.js';

const PUBLISHED = /^(https?:.*\/)www\/([0-9a-f]{12})\/www\//;

/**
 * @param {object} [browser]
 * @param {string} [browser.address] of this script
 * @param {() => ServiceWorkerContainer | undefined} [browser.container] throws where storage is forbidden
 * @param {LockManager} [browser.locks]
 * @param {boolean} [browser.isFramed]
 * @param {(url: URL) => URL} [browser.asScript] makes an address what the browser takes for a program
 * @param {() => boolean} [browser.savesData] whether the person asks to fetch little
 */
export function createOfflinePage({
    address = import.meta.url, container = () => navigator.serviceWorker, locks = navigator.locks, isFramed = self !== self.top,
    asScript = (url) => url,
    savesData = () => /** @type {any} */ (navigator).connection?.saveData === true,
} = {}) {
    const [, root, version] = PUBLISHED.exec(address) ?? [];
    let isRegistered = false;
    /** @type {Set<string>} beginnings of paths that this page has used */
    const inUse = new Set();

    async function register() {
        cancelIdleLoad(register);
        try {
            await container()?.register(asScript(new URL('service-worker.js', root)));
            isRegistered = true;
            for (const path of inUse) await keep(path);
        } catch {
            // forbidden, or no room: the page needs its server
        }
    }

    /** Has files kept that are not kept for everybody, unless the person asks to fetch little. @param {string} path */
    async function keep(path) {
        if (!savesData()) (await container()?.ready)?.active?.postMessage(`used ${path}`);
    }

    /** @param {string} path beginning of the paths of files that this page has used */
    function used(path) {
        if (inUse.has(path)) return;
        inUse.add(path);
        if (isRegistered) void keep(path);
    }

    if (version && !isFramed) {
        // a version is not forgotten as long as it is shown
        locks?.request(`${root}#${version}`, {mode: 'shared'}, () => new Promise(() => {})).catch(() => {});
        loadWhenIdle(register);
    }
    return {
        /** @param {import('../protocol/messages.js').DeviceInfo} device that trains */
        device({kind}) {
            if (kind === 'webgpu') used('pkg/full/');
        },
        used,
    };
}
