// Parts of the page that no training waits for: each is fetched when it is first used, or in idle time once the model
// has begun to learn. What a part is told before it has come is told it then. Main thread.

import {element} from '../ui/dom.js';

const IDLE_MS = 300; // the longest wait for idle time
const QUIET_MS = 5000; // after which nobody seems to be about to press Start

/** @type {Set<() => Promise<void>>} fetch what nobody has used yet */
const unused = new Set();
let isFetching = false;

/**
 * @template T
 * @typedef {object} Late
 * @property {() => T | null} part null until it has come
 * @property {(name: string, act: (part: T) => void) => void} tell now, or when it has come: then only the newest of a name
 * @property {(act?: (part: T) => void, name?: string | symbol) => void} use the same, and fetches it
 * @property {() => boolean} hasFailed the last time it was fetched
 */

/**
 * @template {object} T
 * @param {object} parts
 * @param {string} parts.what it is, as a sentence begins
 * @param {() => Promise<T>} parts.load
 * @param {(words: HTMLElement) => void} parts.show puts on the page that it could not be fetched, and a button to try again
 * @param {boolean} [parts.waits] it is not fetched before somebody uses it
 * @returns {Late<T>}
 */
export function createLate({what, load, show, waits = false}) {
    /** @type {T | null} */
    let part = null;
    let isLoading = false;
    let isWanted = false;
    let hasFailed = false;
    /** @type {Map<string | symbol, (part: T) => void>} oldest first */
    const told = new Map();
    /** @type {HTMLElement | null} */
    let words = null;

    async function bring() {
        if (part || isLoading) return;
        unused.delete(bring);
        isLoading = true;
        const outcome = await whenReached(load).then((come) => ({come}), (thrown) => ({why: String(thrown?.message ?? thrown)}));
        isLoading = false;
        hasFailed = 'why' in outcome;
        words?.remove();
        words = null;
        if ('come' in outcome) tellAll(part = outcome.come);
        else if (isWanted) complain(outcome.why);
    }

    /** @param {T} come */
    function tellAll(come) {
        const acts = [...told.values()];
        told.clear();
        for (const act of acts) act(come);
    }

    /** @param {string} why */
    function complain(why) {
        const again = element('button', {type: 'button', class: 'small', onclick: bring}, 'Try again');
        words = element('p', {class: 'tool-words', role: 'status'}, `${what} could not be fetched: ${why}. `, again);
        show(words);
    }

    /** @param {string | symbol} name @param {(part: T) => void} act */
    function tell(name, act) {
        if (part) return act(part);
        told.delete(name); // it is the newest now
        told.set(name, act);
    }

    if (!waits) unused.add(bring);
    return {
        part: () => part,
        tell,
        use(act, name = Symbol()) {
            if (act) tell(name, act);
            isWanted = true;
            if (!part) bring();
        },
        hasFailed: () => hasFailed,
    };
}

/**
 * Browsers remember of a module that it did not come, and never ask again: so none is asked for where nothing comes at all.
 * @template T
 * @param {() => Promise<T>} load
 */
function whenReached(load) {
    if (!import.meta.url.startsWith('http')) return load(); // a test without a browser
    return fetch(import.meta.url, {method: 'HEAD', cache: 'no-store'}).then(load);
}

/** The model learns: what nobody has used yet is fetched by and by, while there is nothing else to do. */
export function fetchWhenIdle() {
    const [bring] = unused;
    if (isFetching || !bring) return;
    isFetching = true;
    whenIdle(async () => {
        await bring();
        isFetching = false;
        fetchWhenIdle();
    });
}

/** The model waits to be started: should nobody do so, what nobody has used yet is fetched as well. */
export function fetchWhenQuiet() {
    setTimeout(fetchWhenIdle, QUIET_MS);
}

/** @param {() => void} act */
function whenIdle(act) {
    // not every browser knows of idle time
    if ('requestIdleCallback' in globalThis) requestIdleCallback(act, {timeout: IDLE_MS});
    else setTimeout(act, IDLE_MS / 2);
}

/** @type {Map<string, Promise<void>>} by path */
const styles = new Map();

/** A sheet that only a part needs. @param {string} path below `www/` @returns {Promise<void>} it has come */
export function fetchStyle(path) {
    const known = styles.get(path);
    if (known) return known;
    const sheet = element('link', {rel: 'stylesheet', href: new URL(`../${path}`, import.meta.url).href});
    const come = new Promise((resolve, reject) => {
        sheet.addEventListener('load', () => resolve(undefined));
        sheet.addEventListener('error', () => {
            styles.delete(path);
            sheet.remove();
            reject(new Error(`${path} did not come`));
        });
    });
    styles.set(path, come);
    document.head.append(sheet);
    return come;
}

/** A part is used as soon as its place comes into sight. @param {HTMLElement} place @param {() => void} use */
export function whenSeen(place, use) {
    const observer = new IntersectionObserver((entries) => {
        if (!entries.some(({isIntersecting}) => isIntersecting)) return;
        observer.disconnect();
        use();
    }, {rootMargin: '100px'});
    observer.observe(place);
}

const HANDS = ['pointerdown', 'pointermove', 'pointerup', 'pointercancel', 'pointerleave', 'mousedown', 'mousemove', 'mouseup', 'click', 'wheel', 'keydown'];

/**
 * What a hand does on a node before the part has come that listens there is done again then, in its order; of moves the newest.
 * @template {object} T
 * @param {HTMLElement} node @param {Late<T>} late
 */
export function holdHand(node, late) {
    let acts = 0;

    /** @param {Event} event */
    function hold(event) {
        if (late.part() || !event.isTrusted) return;
        const {type} = event;
        const Kind = /** @type {typeof Event} */ (event.constructor);
        const again = () => void node.dispatchEvent(new Kind(type, event));
        const isMove = type.endsWith('move');
        if (!isMove) acts += 1;
        if (event instanceof WheelEvent && event.ctrlKey) event.preventDefault(); // it is not the page that is to be zoomed
        // a pointer that passes by is no wish to try again
        if (isMove && late.hasFailed()) late.tell(`${type} ${acts}`, again);
        else late.use(again, isMove ? `${type} ${acts}` : Symbol());
    }

    for (const type of HANDS) node.addEventListener(type, hold, {passive: false});
}
