// Advice below the latent space when its codes have collapsed. Main thread.

import {diagnose, doubtOf} from './collapse-check.js';

/** @param {HTMLElement} host */
export function createAdvice(host) {
    /** @type {import('../protocol/messages.js').Config} */
    let config = {};
    let doubt = '';

    /** @param {string} text */
    function say(text) {
        if (host.textContent === text) return;
        host.textContent = text;
        host.hidden = text === '';
    }

    return {
        /** A new run. @param {Pick<import('../protocol/messages.js').CreatedEvent, 'config' | 'points' | 'description'>} event */
        begin(event) {
            config = event.config;
            doubt = doubtOf(event);
            say('');
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot */
        update: (snapshot) => say(diagnose(snapshot, config, doubt)),
    };
}
