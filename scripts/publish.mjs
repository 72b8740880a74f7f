// Copies the page in the form in which it is published: node scripts/publish.mjs FOLDER ENTRY... Each entry is a file or a folder
// of the repository. The scripts of the page are bundled. All but the page itself lies below www/VERSION/ afterwards, where VERSION
// follows from the content, so that no browser mixes two versions. The service worker gets the list of all files.

import {createHash} from 'node:crypto';
import {mkdir, readFile, readdir, rm, stat, writeFile} from 'node:fs/promises';
import {dirname, extname, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bundlePathOf, bundles} from './bundle.mjs';
import {minified} from './minify.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINIFIED = ['.js', '.css'];
const PAGE = 'index.html';
const SERVICE_WORKER = 'www/offline/service-worker.js';
const VERSIONED = /^(www|pkg)\//;
const BUNDLED = /^www\/(?!offline\/service-worker).*\.js$/;
const ADDRESS = / (href|src)="((?:www|pkg)\/[^"]*)"/g;
const KEPT = /\.(html|js|css|svg|json|wasm|gz)$/; // developer tools alone fetch maps

/** @typedef {{path: string, content: Buffer, map?: string}} PublishedFile */

/** Files of the site, by their paths in the repository. @param {string} path of a file or a folder @param {string} [root] @returns {Promise<string[]>} */
export async function filesOf(path, root = ROOT) {
    if (!(await stat(resolve(root, path))).isDirectory()) return [path];
    // nobody asks for hidden files, or for types
    const names = (await readdir(resolve(root, path))).filter((name) => !name.startsWith('.') && !name.endsWith('.d.ts'));
    return (await Promise.all(names.map((name) => filesOf(`${path}/${name}`, root)))).flat();
}

/**
 * Publishes entries of the repository; other versions in the folder are gone afterwards.
 * @param {string} folder where the page is to lie @param {string[]} entries @param {string} [root] of the repository
 * @returns {Promise<string>} the version
 */
export async function publish(folder, entries, root = ROOT) {
    const paths = (await Promise.all(entries.map((entry) => filesOf(entry, root)))).flat().sort();
    const single = await Promise.all(paths.filter((path) => !BUNDLED.test(path)).map((path) => publishedFile(path, root)));
    const files = [...single, ...paths.some((path) => BUNDLED.test(path)) ? await bundles(root) : []];
    const version = hashOf(files.map(({path, content}) => `${path} ${hashOf(content)}`).join('\n')).slice(0, 12);
    const page = files.find(({path}) => path === PAGE);
    const worker = files.find(({path}) => path === SERVICE_WORKER);
    if (page) page.content = Buffer.from(page.content.toString().replace(ADDRESS, (_, name, path) => ` ${name}="www/${version}/${bundlePathOf(path) ?? path}"`));
    for (const file of files) if (file !== page) await write(folder, VERSIONED.test(file.path) ? {...file, path: `www/${version}/${file.path}`} : file);
    if (page) for (const path of [`www/${version}/${PAGE}`, PAGE]) await write(folder, {...page, path}); // the last one to lead there
    if (worker) await write(folder, {path: 'service-worker.js', content: Buffer.from(published(version, files) + withoutMap(worker.content))});
    const older = (await readdir(resolve(folder, 'www'))).filter((name) => name !== version);
    await Promise.all(older.map((name) => rm(resolve(folder, 'www', name), {recursive: true})));
    return version;
}

/** @param {string} path @param {string} root @returns {Promise<PublishedFile>} */
async function publishedFile(path, root) {
    const content = await readFile(resolve(root, path));
    if (!MINIFIED.includes(extname(path))) return {path, content};
    const {text, map} = await minified(path, content.toString());
    return {path, content: Buffer.from(text), map};
}

/** The first line of the service worker: version, and hash of each file to be kept. @param {string} version @param {PublishedFile[]} files */
function published(version, files) {
    const kept = files.filter(({path}) => KEPT.test(path) && path !== SERVICE_WORKER);
    const hashes = Object.fromEntries(kept.map(({path, content}) => [path, hashOf(content).slice(0, 8)]));
    return `self.published=${JSON.stringify({version, files: hashes})};\n`;
}

/** @param {Buffer} script */
const withoutMap = (script) => script.toString().replace(/\/\/# sourceMappingURL.*\n$/, '');

/** @param {string | Buffer} content */
const hashOf = (content) => createHash('sha256').update(content).digest('hex');

/** @param {string} folder @param {PublishedFile} file */
async function write(folder, {path, content, map}) {
    const target = resolve(folder, path);
    await mkdir(dirname(target), {recursive: true});
    await writeFile(target, content);
    if (map) await writeFile(`${target}.map`, map);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [folder, ...entries] = process.argv.slice(2);
    if (entries.length === 0) throw new Error('usage: node scripts/publish.mjs FOLDER ENTRY...');
    await publish(folder, entries);
}
