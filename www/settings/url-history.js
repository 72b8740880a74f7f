// Address bar and browser history. A changed setting rewrites the current entry. A new run after a trained one makes
// a new entry, so that "back" goes from experiment to experiment. Main thread.

import {formatHash, parseHash} from './url-hash.js';

/** @typedef {import('../protocol/messages.js').Config} Config */

const REST_MS = 400; // between two writes: Safari allows 100 in 30 s, and others 200 in 10 s

/**
 * @param {import('../protocol/messages.js').Schema} schema
 * @param {Config} start settings of an address without any
 * @param {object} listeners
 * @param {(config: Config) => void} listeners.onVisit after back, forward, or a new hash typed
 * @param {(problems: string[]) => void} listeners.onProblems
 */
export function createAddress(schema, start, {onVisit, onProblems}) {
    /** @param {Config} config */
    const urlOf = (config) => `${location.pathname}${location.search}${formatHash(schema, config)}`;

    /** Settings of an address; its problems are reported. @param {string} hash */
    function read(hash) {
        if (/^#?$/.test(hash)) return {...start};
        const {config, problems} = parseHash(schema, hash);
        if (problems.length > 0) onProblems(problems);
        return config;
    }

    /** @type {Config | null} written once the rest is over */
    let next = null;
    let isResting = false;

    function writeNext() {
        if (isResting || !next) return;
        const url = urlOf(next);
        next = null;
        if (url === currentUrl()) return;
        history.replaceState(null, '', url);
        isResting = true;
        setTimeout(() => {
            isResting = false;
            writeNext();
        }, REST_MS);
    }

    addEventListener('popstate', () => {
        next = null;
        onVisit(read(location.hash));
    });
    return {
        read,
        /** Writes at once, or after the rest: a moved slider asks for more than browsers allow. @param {Config} config */
        write(config) {
            next = config;
            writeNext();
        },
        /** Keeps the entry of one experiment and adds one for the next. @param {Config} before @param {Config} after */
        advance(before, after) {
            if (formatHash(schema, before) === formatHash(schema, after)) return;
            next = null;
            history.replaceState(null, '', urlOf(before));
            history.pushState(null, '', urlOf(after));
        },
    };
}

const currentUrl = () => `${location.pathname}${location.search}${location.hash}`;

/** @typedef {ReturnType<typeof createAddress>} Address */
