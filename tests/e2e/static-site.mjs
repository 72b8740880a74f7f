// A plain server for a published page that lies in a subfolder, as on a static host. It can be cut off, and a test can publish
// another version while it runs. Not part of the page.

import {once} from 'node:events';
import {cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {publish} from '../../scripts/publish.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const FOLDER = '/lessons/hourglass/';
const TYPES = {
    '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml', '.json': 'application/json', '.wasm': 'application/wasm',
};

/** A copy of what is published, to be changed by the test. */
async function copyOfSources(place) {
    await mkdir(place);
    await cp(join(ROOT, 'index.html'), join(place, 'index.html'));
    await cp(join(ROOT, 'www'), join(place, 'www'), {recursive: true});
    await symlink(join(ROOT, 'pkg'), join(place, 'pkg'));
}

/** Publishes the page below a subfolder, and serves it. */
export async function openStaticSite() {
    const place = await mkdtemp(join(tmpdir(), 'hourglass-static-'));
    const [sources, site] = [join(place, 'sources'), join(place, 'site')];
    await copyOfSources(sources);
    await publish(site, ['index.html', 'www', 'pkg'], sources);
    /** @type {string[]} */
    const asked = [];
    let isCut = false;
    const server = createServer(async (request, response) => {
        const {pathname} = new URL(request.url, 'http://localhost');
        if (isCut) return request.socket.destroy();
        asked.push(pathname);
        const name = pathname === FOLDER ? 'index.html' : pathname.slice(FOLDER.length);
        const content = pathname.startsWith(FOLDER) && !name.includes('..') && await readFile(join(site, name)).catch(() => null);
        if (!content) return response.writeHead(404).end();
        response.writeHead(200, {'content-type': TYPES[extname(name)] ?? 'text/plain', 'cache-control': 'max-age=600'}).end(content);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return {
        url: `http://127.0.0.1:${server.address().port}${FOLDER}`,
        /** Paths that were asked for. */
        asked,
        /** @param {boolean} cut whether no request is answered */
        cutOff(cut) {
            isCut = cut;
            if (cut) server.closeAllConnections();
        },
        /** Publishes another version in place. @param {string} path of a source @param {[from: string, to: string]} change @returns {Promise<string>} it */
        async publishChange(path, [from, to]) {
            const source = join(sources, path);
            await writeFile(source, (await readFile(source, 'utf8')).replaceAll(from, to));
            return publish(site, ['index.html', 'www', 'pkg'], sources);
        },
        async close() {
            server.closeAllConnections();
            server.close();
            await rm(place, {recursive: true, force: true});
        },
    };
}
