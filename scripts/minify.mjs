// Minifies scripts and style sheets one by one: without comments, spaces and long names. Each stays a file of its own with the
// same imports, so that lazy loading works as in the sources.

import {basename, extname} from 'node:path';
import {transform} from 'esbuild';

/** The line that a file of somebody else begins with, and is to begin with wherever it goes. */
const NOTICE = /^\/[/*].*(copyright|licen[cs]e).*/i;

/**
 * @param {string} path of a .js or .css file within the site
 * @param {string} text
 * @returns {Promise<{text: string, map: string}>} the map belongs at `path + '.map'` and leads developers to the source
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
