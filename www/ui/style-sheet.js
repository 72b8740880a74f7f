// Style sheets that are loaded on demand. Main thread.

import {element} from './dom.js';

/** @type {Map<string, Promise<void>>} by path */
const loading = new Map();

/** Loads a style sheet once. @param {string} path below `www/` @returns {Promise<void>} resolved when it applies */
export function loadStyle(path) {
    const known = loading.get(path);
    if (known) return known;
    const sheet = element('link', {rel: 'stylesheet', href: new URL(`../${path}`, import.meta.url).href});
    const loaded = new Promise((resolve, reject) => {
        sheet.addEventListener('load', () => resolve(undefined));
        sheet.addEventListener('error', () => {
            loading.delete(path);
            sheet.remove();
            reject(new Error(`${path} could not be loaded`));
        });
    });
    loading.set(path, loaded);
    document.head.append(sheet);
    return loaded;
}
