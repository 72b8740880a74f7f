// Download of a file that the page has made. Main thread.

import {element} from '../ui/dom.js';

const KEEP_MS = 60_000; // some browsers read the file only after a dialog

const TYPES = {
    csv: 'text/csv;charset=utf-8', json: 'application/json', svg: 'image/svg+xml', png: 'image/png', html: 'text/html;charset=utf-8',
    safetensors: 'application/octet-stream', npz: 'application/octet-stream', tsv: 'text/tab-separated-values;charset=utf-8',
};

/** @typedef {keyof typeof TYPES} Ending */

/** @param {string} name of the file, with its ending @param {Blob | string | Uint8Array<ArrayBuffer>} content */
export function download(name, content) {
    const type = TYPES[/** @type {Ending} */ (name.split('.').at(-1))];
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], {type}));
    const link = element('a', {href: url, download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), KEEP_MS);
}

/**
 * Sentence about a file that went to the browser. A page cannot know whether it was written: a frame may forbid
 * downloads, and a person may decline.
 * @param {string} name @param {boolean} [isFramed]
 */
export const savedInWords = (name, isFramed = self !== top) => isFramed ?
    `${name} went to the browser. If it does not arrive, the frame around this page forbids downloads: open the page in a tab of its own.` :
    `${name} went to the browser's downloads.`;
