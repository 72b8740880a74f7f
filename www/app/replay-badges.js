// What says that the views show an earlier step: a tag on each of them, and in place of the plane's pictures,
// which only the model of now can give, a sentence. Main thread.

import {byId} from '../ui/dom.js';
import {integer} from '../ui/format.js';

export function createPastWords() {
    const tags = ['loss', 'scatter', 'recon'].map((name) => byId(`${name}-replay`));
    const instead = byId('replay-note');
    const card = instead.closest('.card');
    return {
        /** @param {number | null} step null: the views show the newest again */
        show(step) {
            const isPast = step !== null;
            for (const tag of tags) {
                tag.hidden = !isPast;
                if (isPast) tag.textContent = `step ${integer(step)}`;
            }
            card?.classList.toggle('replaying', isPast);
            instead.hidden = !isPast;
        },
    };
}
