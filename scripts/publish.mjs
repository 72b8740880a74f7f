// Copies the page in the form in which it is published: node scripts/publish.mjs FOLDER ENTRY... Each entry, a file or a
// folder of the repository, lies in the folder afterwards.

import {copyFile, mkdir, readFile, readdir, stat, writeFile} from 'node:fs/promises';
import {dirname, extname, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {minified} from './minify.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const MINIFIED = ['.js', '.css'];

/** Files of the site, by their paths in the repository. @param {string} path of a file or a folder @returns {Promise<string[]>} */
export async function filesOf(path) {
    if (!(await stat(resolve(ROOT, path))).isDirectory()) return [path];
    // nobody asks for hidden files, or for types
    const names = (await readdir(resolve(ROOT, path))).filter((name) => !name.startsWith('.') && !name.endsWith('.d.ts'));
    return (await Promise.all(names.map((name) => filesOf(`${path}/${name}`)))).flat();
}

/** @param {string} folder where the page is to lie @param {string[]} entries */
export async function publish(folder, entries) {
    const paths = (await Promise.all(entries.map(filesOf))).flat();
    await Promise.all(paths.map((path) => publishFile(path, resolve(folder, path))));
}

/** @param {string} path @param {string} target */
async function publishFile(path, target) {
    const source = resolve(ROOT, path);
    await mkdir(dirname(target), {recursive: true});
    if (!MINIFIED.includes(extname(path))) return copyFile(source, target);
    const {text, map} = await minified(path, await readFile(source, 'utf8'));
    await Promise.all([writeFile(target, text), writeFile(`${target}.map`, map)]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const [folder, ...entries] = process.argv.slice(2);
    if (entries.length === 0) throw new Error('usage: node scripts/publish.mjs FOLDER ENTRY...');
    await publish(folder, entries);
}
