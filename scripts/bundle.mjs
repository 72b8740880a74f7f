// Bundles the scripts of the page for publishing. All that runs before the first step becomes one file, each worker one, and each
// part that is loaded late one. Sources stay as they are: `cargo xtask serve` serves them one by one.

import {readFile} from 'node:fs/promises';
import {relative, resolve} from 'node:path';
import {rollup} from 'rollup';
import {minified, noticeOf} from './minify.mjs';

/** Scripts that the page and its workers begin with, and the folder of their bundles. */
const ENTRIES = [
    {entry: 'www/main.js', folder: 'www/page'},
    ...['training', 'import', 'pca'].map((name) => ({entry: `www/worker/${name}-worker.js`, folder: 'www/worker'})),
    {entry: 'www/collect/tap.js', folder: 'www/collect'}, // runs in the thread of Web Audio
];

/** Addresses are relative to a file in a folder of `www`, which bundles lie in too. */
const IN_A_FOLDER = /^www\/[^/]+\/[^/]+$/;

/** @typedef {{path: string, content: Buffer, map?: string}} Bundle */

/** Path of the bundle of a script that the page or a worker begins with; nothing for other files. @param {string} entry */
export const bundlePathOf = (entry) => {
    const found = ENTRIES.find((one) => one.entry === entry);
    return found && `${found.folder}/${entry.split('/').at(-1)}`;
};

/** All bundles. @param {string} root of the repository @returns {Promise<Bundle[]>} */
export const bundles = async (root) => (await Promise.all(ENTRIES.map((one) => bundlesOf(one, root)))).flat();

/** @param {typeof ENTRIES[number]} start @param {string} root @returns {Promise<Bundle[]>} */
async function bundlesOf({entry, folder}, root) {
    const pathOf = (/** @type {string} */ id) => relative(root, id).replaceAll('\\', '/');
    const bundle = await rollup({
        input: resolve(root, entry),
        onwarn: ({message}) => {
            throw new Error(message);
        },
        plugins: [{
            name: 'addresses',
            resolveImportMeta(_, {moduleId}) {
                if (!IN_A_FOLDER.test(pathOf(moduleId))) throw new Error(`${pathOf(moduleId)}: import.meta.url would be another one in a bundle; move the file to a folder of www/`);
                return null;
            },
        }],
    });
    const {output} = await bundle.generate({
        dir: resolve(root, folder),
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        sourcemap: true,
        sourcemapPathTransform: (path) => `source:///${pathOf(resolve(root, folder, path))}`,
    });
    await bundle.close();
    return Promise.all(output.flatMap((chunk) => chunk.type === 'chunk' ? [published(chunk, folder)] : []));
}

/** @param {import('rollup').OutputChunk} chunk @param {string} folder @returns {Promise<Bundle>} */
async function published({fileName, code, map, moduleIds}, folder) {
    const path = `${folder}/${fileName}`;
    const sources = await Promise.all(moduleIds.map((id) => readFile(id, 'utf8')));
    const notices = sources.flatMap((text) => noticeOf(text) ?? []);
    const {text, map: minifiedMap} = await minified(path, code, {notices, map: map?.toString()});
    return {path, content: Buffer.from(text), map: minifiedMap};
}
