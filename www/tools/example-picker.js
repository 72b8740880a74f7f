// Which validation example a tool looks at: the one that was last selected in the plane, or another at random.
// Main thread.

import {element} from '../ui/dom.js';

/** @param {() => number} selected in the plane; -1 for none @param {() => void} onChange by the button */
export function createPointChoice(selected, onChange) {
    let total = 0;
    let index = 0;
    let seen = -1; // selected at the last look

    function another() {
        if (total > 1) index = (index + 1 + Math.floor(Math.random() * (total - 1))) % total;
        onChange();
    }

    return {
        node: element('button', {type: 'button', class: 'small', onclick: another}, 'Another'),
        index: () => index,
        /** A new run with so many. @param {number} points */
        begin(points) {
            total = points;
            index = Math.max(0, Math.min(index, total - 1));
            seen = -1;
        },
        /** Takes what has been selected since the last look, and tells whether something has. */
        follow() {
            const now = selected();
            const isOther = now !== seen && now >= 0;
            seen = now;
            if (isOther) index = now;
            return isOther;
        },
    };
}
