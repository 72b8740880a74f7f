// Buttons that control the run: start, pause, step, reset, new seed, restart with changes. They follow the status of the
// worker, so that they change when it arrives, not on a click. Main thread.

import {byId} from '../ui/dom.js';

/**
 * @typedef {object} ControlState
 * @property {import('../protocol/messages.js').State} state
 * @property {boolean} hasRun
 * @property {boolean} isStarting whether Start was pressed, and the worker has not answered yet
 * @property {boolean} isWaiting whether Start was pressed, and waits for data
 * @property {string} problem reason why the settings cannot be built; empty where they can
 * @property {string[]} pending what a restart would change
 */

/** @param {Record<'start' | 'pause' | 'takeStep' | 'reset' | 'reseed' | 'restart' | 'undo', () => void>} actions */
export function createRunControls(actions) {
    const toggle = /** @type {HTMLButtonElement} */ (byId('toggle'));
    const toggleText = byId('toggle-text');
    const toggleReason = byId('toggle-reason');
    /** @param {string} id @param {() => void} act */
    function listen(id, act) {
        const button = /** @type {HTMLButtonElement} */ (byId(id));
        button.addEventListener('click', () => act());
        return button;
    }
    const step = listen('step', actions.takeStep);
    const reset = listen('reset', actions.reset);
    const reseed = listen('reseed', actions.reseed);
    const restart = listen('restart', actions.restart);
    listen('undo', actions.undo);
    const changes = byId('changes');
    const changesText = byId('changes-text');
    toggle.addEventListener('click', () => toggle.dataset.does === 'pause' ? actions.pause() : actions.start());

    return {
        /** @param {ControlState} next */
        update({state, hasRun, isStarting, isWaiting, problem, pending}) {
            const running = state === 'running';
            const busy = state === 'preparing';
            const reason = running ? '' : state === 'stopped' ? 'The loss is no longer finite: go back, or reset.' : problem;
            toggle.dataset.does = running ? 'pause' : 'start';
            toggleText.textContent = running ? 'Pause' : isWaiting || (busy && isStarting) ? 'Starting…' : 'Start';
            // a press while the model is being built is kept
            toggle.disabled = reason !== '';
            toggleReason.hidden = reason === '';
            toggleReason.textContent = reason;
            step.disabled = busy || !hasRun || state === 'stopped';
            reset.disabled = busy || !hasRun;
            reseed.disabled = restart.disabled = busy || problem !== '';
            changes.hidden = pending.length === 0;
            changesText.title = changesText.textContent = pending.join(', ');
        },
    };
}
