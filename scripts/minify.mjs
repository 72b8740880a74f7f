// Minifies a script or style sheet: without comments, spaces and long names.

import {basename, extname} from 'node:path';
import {transform} from 'esbuild';

/** The line that a file of somebody else begins with, and is to begin with wherever it goes. */
const NOTICE = /^\/[/*].*(copyright|licen[cs]e).*/i;

/** @param {string} text of a file */
export const noticeOf = (text) => NOTICE.exec(text)?.[0];

/**
 * @param {string} path of a .js or .css file within the site
 * @param {string} text
 * @param {object} [made] how the text was made of other files
 * @param {string[]} [made.notices] of these files
 * @param {string} [made.map] that leads to them
 * @returns {Promise<{text: string, map: string}>} the map belongs at `path + '.map'` and leads developers to the source
 */
export async function minified(path, text, {notices = [noticeOf(text) ?? ''], map: earlier} = {}) {
    const isScript = extname(path) === '.js';
    const inline = earlier && `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(earlier).toString('base64')}\n`;
    const {code, map} = await transform(text + (inline ?? ''), {
        loader: isScript ? 'js' : 'css',
        format: isScript ? 'esm' : undefined,
        minify: true,
        legalComments: 'none',
        banner: notices.join('\n') || undefined,
        target: 'esnext', // the page asks no more of a browser than its sources do
        charset: 'utf8',
        sourcemap: 'external',
        // not the address of the script itself, under which some tools would show only one of the two
        sourcefile: `source:///${path}`,
    });
    const address = `# sourceMappingURL=${basename(path)}.map`;
    return {text: code + (isScript ? `//${address}\n` : `/*${address} */\n`), map};
}
