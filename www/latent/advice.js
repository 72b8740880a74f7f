// Advice below the latent space when its codes have collapsed. Main thread.

import {diagnose} from './collapse-check.js';

/** @param {HTMLElement} host */
export function createAdvice(host) {
    /** @type {import('../protocol/messages.js').Config} */
    let config = {};

    /** @param {string} text */
    function say(text) {
        if (host.textContent === text) return;
        host.textContent = text;
        host.hidden = text === '';
    }

    return {
        /** A new run. @param {import('../protocol/messages.js').Config} next */
        begin(next) {
            config = next;
            say('');
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot */
        update: (snapshot) => say(diagnose(snapshot, config)),
    };
}
