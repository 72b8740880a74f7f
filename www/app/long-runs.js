// Help for long runs: keeps the screen on, and reports when the browser slowed a hidden tab. Main thread.

import {byId} from '../ui/dom.js';
import {compact} from '../ui/format.js';
import {createHiddenTab} from './hidden-tab.js';
import {createWakeLock} from './wake-lock.js';

/** @param {{show: (banner: import('../ui/banners.js').Banner) => void}} notices */
export function createLongRuns({show}) {
    const tab = createHiddenTab(({before, hidden}) => show({
        key: 'slowed', kind: 'notice',
        message: `While this tab was hidden, the browser or the computer slowed training from ${compact(before)} to ${compact(hidden)} steps/s: keep it in sight for full speed.`,
    }));
    const screen = 'wakeLock' in navigator ? createWakeLock({box: /** @type {HTMLInputElement} */ (byId('wake')), words: byId('wake-words')}) : null;
    return {
        moved: tab.moved,
        progress: tab.progress,
        /** @param {import('../protocol/messages.js').StatusEvent} event */
        status(event) {
            tab.status(event);
            screen?.status(event);
        },
    };
}
