// Serves the benchmark, the part of www/ that it uses, one package and the kernels, on a free port of this machine.

import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

const TYPES = {
    '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm',
    '.css': 'text/css',
};

/** @param {{root: string, pkg: string}} folders @returns {Promise<{url: string, close: () => void}>} */
export async function serve({root, pkg}) {
    const folders = {bench: join(root, 'bench'), www: join(root, 'www'), pkg};
    const kernels = join(root, 'pkg/kernels');
    const server = createServer(async ({url}, response) => {
        const [folder, ...rest] = normalize(new URL(url, 'http://localhost').pathname).split('/').slice(1);
        try {
            const file = rest[0] === 'kernels' ? join(kernels, ...rest.slice(1)) : join(folders[folder], ...rest);
            const body = await readFile(file);
            response.writeHead(200, {
                'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
                'cache-control': 'no-store',
                // an isolated page has a clock of 5 µs instead of 100
                'cross-origin-opener-policy': 'same-origin',
                'cross-origin-embedder-policy': 'require-corp',
            }).end(body);
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', () => resolve(null)); });
    const {port} = /** @type {import('node:net').AddressInfo} */ (server.address());
    return {url: `http://127.0.0.1:${port}`, close: () => server.close()};
}
