// Events of the browser: visibility of the page, its end, changes in another tab, and the width of the window. Also the button whose
// panel makes data. Main thread.

import {byId} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';

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

/** Opens the panel in which data are made, fetched with the first press. @param {Pick<import('../examples/file-import.js').FileImport, 'open'>} files */
export function offerMaking({open}) {
    const [button, host] = [byId('make-data'), byId('make-panel')];
    const panel = createLazyModule({
        name: 'The panel', show: (message) => host.replaceChildren(message), isOnDemand: true,
        load: async () => (await import('../collect/panel.js')).createPanel({host, onUse: open, onClose: () => button.focus()}),
    });
    button.addEventListener('click', () => panel.use(({open: show}) => show(), 'open'));
}
