// Modules of the page that are loaded on first use, or in idle time. Calls that come before a module are queued for it.
// Main thread.

import {element} from './dom.js';
import {cancelIdleLoad, loadWhenIdle} from '../scheduling/idle-loader.js';

/**
 * @template T
 * @typedef {object} LazyModule
 * @property {() => T | null} loaded null until it is there
 * @property {(key: string, act: (module: T) => void) => void} queue calls `act` now or after loading; of a key only the newest
 * @property {(act?: (module: T) => void, key?: string | symbol) => void} use loads the module, and queues `act`
 * @property {() => boolean} hasFailed whether the last attempt to load it failed
 */

/**
 * @template {object} T
 * @param {object} options
 * @param {string} options.name subject of the sentence that reports a failure
 * @param {() => Promise<T>} options.load
 * @param {(message: HTMLElement) => void} options.show puts the message of a failure on the page, with a button to try again
 * @param {boolean} [options.isOnDemand] loaded on first use only, never in idle time
 * @returns {LazyModule<T>}
 */
export function createLazyModule({name, load, show, isOnDemand = false}) {
    /** @type {T | null} */
    let module = null;
    let isLoading = false;
    let isUsed = false;
    let hasFailed = false;
    /** @type {Map<string | symbol, (module: T) => void>} oldest first */
    const queued = new Map();
    /** @type {HTMLElement | null} */
    let message = null;

    async function fetchModule() {
        if (module || isLoading) return;
        cancelIdleLoad(fetchModule);
        isLoading = true;
        const outcome = await whenReachable(load).then((value) => ({value}), (thrown) => ({why: String(thrown?.message ?? thrown)}));
        isLoading = false;
        hasFailed = 'why' in outcome;
        message?.remove();
        message = null;
        if ('value' in outcome) runQueued(module = outcome.value);
        else if (isUsed) report(outcome.why);
    }

    /** @param {T} value */
    function runQueued(value) {
        const acts = [...queued.values()];
        queued.clear();
        for (const act of acts) act(value);
    }

    /** @param {string} why */
    function report(why) {
        const again = element('button', {type: 'button', class: 'small', onclick: fetchModule}, 'Try again');
        message = element('p', {class: 'tool-text', role: 'status'}, `${name} could not be fetched: ${why}. `, again);
        show(message);
    }

    /** @param {string | symbol} key @param {(module: T) => void} act */
    function queue(key, act) {
        if (module) return act(module);
        queued.delete(key); // the newest goes last
        queued.set(key, act);
    }

    if (!isOnDemand) loadWhenIdle(fetchModule);
    return {
        loaded: () => module,
        queue,
        use(act, key = Symbol()) {
            if (act) queue(key, act);
            isUsed = true;
            if (!module) fetchModule();
        },
        hasFailed: () => hasFailed,
    };
}

/**
 * Loads a part of the page once the server answers: a browser remembers a failed import and never repeats it.
 * @template T
 * @param {() => Promise<T>} load
 */
export function whenReachable(load) {
    if (!import.meta.url.startsWith('http')) return load(); // a test without a browser
    return fetch(import.meta.url, {method: 'HEAD', cache: 'no-store'}).then(load);
}

/** Calls back once, as soon as a node is near the visible area. @param {HTMLElement} node @param {() => void} act */
export function whenVisible(node, act) {
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        act();
    }, {rootMargin: '100px'});
    observer.observe(node);
}
