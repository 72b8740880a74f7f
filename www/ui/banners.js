// Banners: a message across the page with a remedy and buttons. One of the same key replaces the last. Main thread.

import {element} from './dom.js';

/**
 * @typedef {object} Banner
 * @property {string} key
 * @property {'error' | 'notice'} kind
 * @property {string} message
 * @property {string} [remedy]
 * @property {string} [details] folded, such as the words of a driver
 * @property {{label: string, act: () => void}[]} [actions] each also closes the message
 */

/** @param {HTMLElement} host */
export function createBanners(host) {
    /** @type {Map<string, HTMLElement>} */
    const shown = new Map();

    /** @param {string} key */
    function close(key) {
        shown.get(key)?.remove();
        shown.delete(key);
    }

    return {
        close,
        /** @param {Banner} banner */
        show({key, kind, message, remedy = '', details = '', actions = []}) {
            close(key);
            const buttons = actions.map(({label, act}) => element('button', {
                type: 'button',
                onclick: () => {
                    close(key);
                    act();
                },
            }, label));
            const node = element('div', {class: `banner ${kind}`, role: kind === 'error' ? 'alert' : 'status', 'data-key': key},
                element('p', {}, element('strong', {}, message), remedy && ` ${remedy}`),
                ...details ? [element('details', {}, element('summary', {}, 'Details'), element('p', {}, details))] : [],
                ...buttons,
                element('button', {type: 'button', class: 'close', 'aria-label': 'Dismiss', onclick: () => close(key)}, '×'));
            shown.set(key, node);
            host.append(node);
        },
    };
}

/** @typedef {ReturnType<typeof createBanners>} Banners */
