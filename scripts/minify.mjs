// The form in which scripts and sheets travel: without comments, spaces and long names, but each still a file of its own
// that imports what it did, so that what is fetched late is fetched late.

import {basename, extname} from 'node:path';
import {transform} from 'esbuild';

/** The line that a file of somebody else begins with, and is to begin with wherever it goes. */
const NOTICE = /^\/[/*].*(copyright|licen[cs]e).*/i;

/**
 * @param {string} path of a .js or .css file within the site
 * @param {string} text
 * @returns {Promise<{text: string, map: string}>} the map lies beside it, as `path + '.map'`, and leads developers to the source
 */
export async function minified(path, text) {
    const isScript = extname(path) === '.js';
    const {code, map} = await transform(text, {
        loader: isScript ? 'js' : 'css',
        format: isScript ? 'esm' : undefined,
        minify: true,
        banner: NOTICE.exec(text)?.[0],
        target: 'esnext', // the page asks no more of a browser than its sources do
        charset: 'utf8',
        sourcemap: 'external',
        // not the address of the script itself, under which some tools would show only one of the two
        sourcefile: `source:///${path}`,
    });
    const address = `# sourceMappingURL=${basename(path)}.map`;
    return {text: code + (isScript ? `//${address}\n` : `/*${address} */\n`), map};
}
