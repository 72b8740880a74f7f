// Badges of the replay: the step on each view that shows an earlier one. A note replaces what only the present model can
// decode. Main thread.

import {byId} from '../ui/dom.js';
import {integer} from '../ui/format.js';

export function createReplayBadges() {
    const badges = [byId('loss-replay'), byId('scatter-replay'), byId('recon-replay')];
    const note = byId('replay-note');
    const card = note.closest('.card');
    return {
        /** @param {number | null} step null: the newest is shown */
        show(step) {
            const isReplaying = step !== null;
            for (const badge of badges) {
                badge.hidden = !isReplaying;
                if (isReplaying) badge.textContent = `step ${integer(step)}`;
            }
            card?.classList.toggle('replaying', isReplaying);
            note.hidden = !isReplaying;
        },
    };
}
