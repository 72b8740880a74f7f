// Legend of a scatter plot: classes with colour and shape. Hover highlights a class, a click hides or shows it. Main thread.

import {element, svg} from '../ui/dom.js';
import {symbolPath} from './symbols.js';

/** @param {HTMLElement} host @param {{onHighlight: (label: number) => void, onHide: (hidden: ReadonlySet<number>) => void}} parts -1 for none */
export function createLegend(host, {onHighlight, onHide}) {
    /** @type {HTMLButtonElement[]} */
    let buttons = [];
    /** @type {Set<number>} */
    let hidden = new Set();
    const all = element('button', {type: 'button', class: 'legend-all', onclick: toggleAll});

    function changed() {
        buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(!hidden.has(i))));
        all.textContent = hidden.size > 0 ? 'Show all' : 'Hide all';
        onHide(new Set(hidden));
    }

    /** @param {number} label */
    function toggle(label) {
        if (!hidden.delete(label)) hidden.add(label);
        onHighlight(-1); // a hidden class cannot be highlighted
        changed();
    }

    function toggleAll() {
        hidden = new Set(hidden.size > 0 ? [] : buttons.keys());
        changed();
    }

    /** @param {number} label */
    const highlight = (label) => onHighlight(hidden.has(label) ? -1 : label);

    return {
        /** @param {string[]} classes */
        update(classes) {
            hidden = new Set();
            buttons = classes.map((name, i) => {
                const button = element('button', {
                    type: 'button', title: `Show or hide ${name}`, onclick: () => toggle(i),
                    onpointerenter: (/** @type {PointerEvent} */ {pointerType}) => pointerType === 'mouse' && highlight(i),
                    onpointerleave: () => onHighlight(-1), onfocus: () => highlight(i), onblur: () => onHighlight(-1),
                }, mark(i), name);
                button.style.setProperty('--key', `var(--class-${i % 10})`);
                return button;
            });
            host.replaceChildren(...buttons, all);
            host.hidden = classes.length === 0;
            changed();
        },
    };
}

/** The shape of its dots. @param {number} label */
const mark = (label) => svg('svg', {class: 'dot', viewBox: '-8 -8 16 16', 'aria-hidden': 'true'}, svg('path', {d: symbolPath(label, 0, 0, 5)}));
