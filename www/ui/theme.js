// Colour theme: light or dark, by the system or by the user's stored choice. Also gives canvases the colours of the style
// sheet. Main thread.

import {createLocalStore} from './local-store.js';

const KEY = 'hourglass.theme';
const DARK = '(prefers-color-scheme: dark)';

/** @type {Map<string, string>} colours by name, until the theme changes */
const resolved = new Map();
let isPaper = false; // whether colours are for paper just now

/** @param {HTMLElement} button switches between light and dark */
export function createTheme(button) {
    /** @type {Set<() => void>} */
    const listeners = new Set();
    const root = document.documentElement;
    const system = matchMedia(DARK);
    const isDark = () => root.dataset.theme ? root.dataset.theme === 'dark' : system.matches;

    function changed() {
        resolved.clear();
        button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
        for (const listener of listeners) listener();
    }

    const store = createLocalStore();
    const remembered = store.text(KEY);
    if (remembered === 'dark' || remembered === 'light') root.dataset.theme = remembered;
    button.addEventListener('click', () => {
        const next = isDark() ? 'light' : 'dark';
        const asSystem = (next === 'dark') === system.matches;
        if (asSystem) delete root.dataset.theme;
        else root.dataset.theme = next;
        if (asSystem) store.remove(KEY);
        else store.writeText(KEY, next);
        changed();
    });
    system.addEventListener('change', changed);
    changed();

    return {
        /** @param {() => void} listener */
        subscribe: (listener) => listeners.add(listener),
    };
}

/**
 * A colour of the style sheet as the browser resolves it, for canvases.
 * @param {string} name of a custom property, `--ink`
 * @returns {string} `rgb(...)`
 */
export function colour(name) {
    const known = resolved.get(name);
    if (known) return known;
    const probe = document.createElement('span');
    probe.style.color = `var(${name})`;
    if (isPaper) probe.style.colorScheme = 'light';
    document.body.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    resolved.set(name, value);
    return value;
}

/**
 * Draws what is meant for paper: in the light colours, whatever the page is in.
 * @template Drawn
 * @param {() => Drawn} draw
 */
export function onPaper(draw) {
    resolved.clear();
    isPaper = true;
    try {
        return draw();
    } finally {
        isPaper = false;
        resolved.clear();
    }
}

/** @param {string} name @returns {[number, number, number]} */
export function channels(name) {
    const [r, g, b] = (colour(name).match(/[\d.]+/g) ?? ['0', '0', '0']).map(Number);
    return [r, g, b];
}
