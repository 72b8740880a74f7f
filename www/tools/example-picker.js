// The validation example that a tool shows: the last one selected in the latent space, or a random one. Main thread.

import {button} from '../ui/widgets.js';

/** @param {() => number} selected in the latent space; -1 for none @param {() => void} onChange by the button */
export function createExamplePicker(selected, onChange) {
    let total = 0;
    let index = 0;
    let followed = -1; // the selection that was last taken over

    return {
        node: button('Another', () => {
            if (total > 1) index = (index + 1 + Math.floor(Math.random() * (total - 1))) % total;
            onChange();
        }),
        index: () => index,
        /** A new run with so many examples. @param {number} count */
        begin(count) {
            total = count;
            index = Math.max(0, Math.min(index, total - 1));
            followed = -1;
        },
        /** Takes over a new selection, and returns whether there is one. */
        follow() {
            const now = selected();
            const isNew = now !== followed && now >= 0;
            followed = now;
            if (isNew) index = now;
            return isNew;
        },
    };
}
