// Events of the browser: visibility of the page, its end, changes in another tab, and the width of the window. Main thread.

import {byId} from '../ui/dom.js';

/** @param {{send: (command: {type: 'visible', visible: boolean}) => void}} client */
export const reportVisibility = (client) => client.send({type: 'visible', visible: !document.hidden});

/** @param {Parameters<typeof reportVisibility>[0]} client */
export function followVisibility(client) {
    document.addEventListener('visibilitychange', () => reportVisibility(client));
}

/**
 * Keeps the run when the page is left or hidden; takes over what another tab keeps.
 * @param {{save: () => void}} recorder @param {import('../runs/run-store.js').RunStore} runStore @param {{keeper: {save: () => void}, checkpoints: {hide: () => void}}} kept
 */
export function keepRuns(recorder, runStore, {keeper, checkpoints}) {
    addEventListener('pagehide', recorder.save);
    addEventListener('pagehide', checkpoints.hide);
    document.addEventListener('visibilitychange', () => {
        if (!document.hidden) return;
        recorder.save();
        checkpoints.hide();
        keeper.save();
    });
    addEventListener('storage', ({key, newValue}) => runStore.adopt(key, newValue));
}

/** Folds the settings where they would push the views off a narrow screen. */
export function foldSettingsOnPhones() {
    const settings = /** @type {HTMLDetailsElement} */ (byId('settings'));
    const narrow = matchMedia('(max-width: 760px)');
    const fold = () => {
        settings.open = !narrow.matches;
    };
    narrow.addEventListener('change', fold);
    fold();
}
