// Start, pause, step, reset, new seed, and "restart with changes". Buttons say what the worker says:
// they change when its status arrives, not when they are clicked. Main thread.

import {byId} from '../ui/dom.js';

/**
 * @typedef {object} Shown
 * @property {import('../protocol/messages.js').State} state
 * @property {boolean} hasRun
 * @property {boolean} valid whether the settings could be built
 * @property {string[]} pending what a restart would change
 */

/** @param {Record<'start' | 'pause' | 'step' | 'reset' | 'reseed' | 'restart' | 'undo', () => void>} actions */
export function createTransport(actions) {
    const toggle = /** @type {HTMLButtonElement} */ (byId('toggle'));
    const toggleText = byId('toggle-text');
    const buttons = ['step', 'reset', 'reseed', 'restart', 'undo'].map((name) => {
        const button = /** @type {HTMLButtonElement} */ (byId(name));
        button.addEventListener('click', () => actions[/** @type {keyof typeof actions} */ (name)]());
        return button;
    });
    const [step, reset, reseed, restart] = buttons;
    const changes = byId('changes');
    const changesText = byId('changes-text');
    toggle.addEventListener('click', () => toggle.dataset.does === 'pause' ? actions.pause() : actions.start());

    return {
        /** @param {Shown} shown */
        update({state, hasRun, valid, pending}) {
            const running = state === 'running';
            const busy = state === 'preparing';
            toggle.dataset.does = running ? 'pause' : 'start';
            toggleText.textContent = running ? 'Pause' : 'Start';
            toggle.disabled = !running && (busy || !valid || state === 'stopped');
            step.disabled = busy || !hasRun || state === 'stopped';
            reset.disabled = busy || !hasRun;
            reseed.disabled = busy || !valid;
            restart.disabled = busy || !valid;
            changes.hidden = pending.length === 0;
            changesText.title = changesText.textContent = pending.join(', ');
        },
    };
}
