// The classes of the scatter with their colours. Pointing at one brings it out; a click keeps it so.
// Main thread.

import {element} from '../dom.js';

/** @param {HTMLElement} host @param {(label: number) => void} onHighlight -1 for none */
export function createLegend(host, onHighlight) {
    /** @type {HTMLButtonElement[]} */
    let buttons = [];
    let kept = -1;

    /** @param {number} label */
    function toggle(label) {
        kept = kept === label ? -1 : label;
        buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(i === kept)));
        onHighlight(kept);
    }

    return {
        /** @param {string[]} classes */
        update(classes) {
            kept = -1;
            buttons = classes.map((name, i) => {
                const button = element('button', {
                    type: 'button', 'aria-pressed': 'false', title: `Show only ${name}`, onclick: () => toggle(i),
                    onpointerenter: () => onHighlight(i), onpointerleave: () => onHighlight(kept),
                }, element('span', {class: 'dot'}), name);
                button.style.setProperty('--key', `var(--class-${i % 10})`);
                return button;
            });
            host.replaceChildren(...buttons);
            host.hidden = classes.length === 0;
        },
    };
}
