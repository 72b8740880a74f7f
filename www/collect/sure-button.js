// A button that asks once more before it removes something. Main thread.

import {button} from '../ui/widgets.js';

/**
 * @param {string} text
 * @param {() => string} question shown in its place; empty where nothing would be lost
 * @param {() => void} act
 */
export function createSureButton(text, question, act) {
    let isAsked = false;
    const node = button(text, () => {
        const asked = question();
        if (asked && !isAsked) return show(asked);
        show('');
        act();
    }, {onblur: () => show('')});

    /** @param {string} asked */
    function show(asked) {
        isAsked = asked !== '';
        node.textContent = asked || text;
        node.classList.toggle('sure', isAsked);
    }

    return node;
}
