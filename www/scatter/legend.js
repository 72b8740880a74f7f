// Legend of a scatter plot: classes with colour and shape. Hover highlights a class, a click hides or shows it. Many classes are
// folded. Main thread.

import {classToken, UNKNOWN} from '../examples/terms.js';
import {element, svg} from '../ui/dom.js';
import {symbolPath, SYMBOLS} from './symbols.js';

/** Most classes that are all in view; of more, so many are. */
const MOST = 20;
const FOLDED = 10;

/** @param {HTMLElement} host @param {{onHighlight: (label: number) => void, onHide: (hidden: ReadonlySet<number>) => void}} parts -1 for none */
export function createLegend(host, {onHighlight, onHide}) {
    /** @type {Map<number, HTMLButtonElement>} by label */
    let buttons = new Map();
    /** @type {Set<number>} */
    let hidden = new Set();
    let isFolded = false;
    const all = element('button', {type: 'button', class: 'legend-all', onclick: toggleAll});
    const fold = element('button', {type: 'button', class: 'legend-fold', onclick: () => unfold(!isFolded)});

    function changed() {
        buttons.forEach((button, label) => button.setAttribute('aria-pressed', String(!hidden.has(label))));
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

    /** @param {boolean} next */
    function unfold(next) {
        isFolded = next;
        const size = buttons.size - Number(buttons.has(UNKNOWN));
        buttons.forEach((button, label) => void (button.hidden = isFolded && label >= FOLDED && label !== UNKNOWN));
        fold.textContent = isFolded ? `${size} classes: show all` : `Show ${FOLDED} of ${size} classes`;
        fold.setAttribute('aria-expanded', String(!isFolded));
    }

    /** @param {number} label */
    const highlight = (label) => onHighlight(hidden.has(label) ? -1 : label);

    /** @param {string} name @param {number} label */
    function createButton(name, label) {
        const button = element('button', {
            type: 'button', title: `Show or hide ${name}`, onclick: () => toggle(label),
            onpointerenter: (/** @type {PointerEvent} */ {pointerType}) => pointerType === 'mouse' && highlight(label),
            onpointerleave: () => onHighlight(-1), onfocus: () => highlight(label), onblur: () => onHighlight(-1),
        }, mark(label), name);
        button.style.setProperty('--key', `var(${classToken(label)})`);
        return button;
    }

    return {
        /** @param {string[]} classes @param {boolean} hasUnknown true if a point has no known class */
        update(classes, hasUnknown) {
            hidden = new Set();
            buttons = new Map(classes.map((name, label) => [label, createButton(name, label)]));
            if (hasUnknown && classes.length > 0) buttons.set(UNKNOWN, createButton('unknown', UNKNOWN));
            unfold(classes.length > MOST);
            const folding = classes.length > MOST ? [fold] : [];
            const repeated = classes.length > SYMBOLS ? [element('span', {class: 'note'}, `From the ${SYMBOLS + 1}st class on, symbols repeat.`)] : [];
            host.replaceChildren(...buttons.values(), ...folding, ...repeated, all);
            host.hidden = classes.length === 0;
            changed();
        },
    };
}

/** The shape of its dots. @param {number} label */
const mark = (label) => svg('svg', {class: 'dot', viewBox: '-8 -8 16 16', 'aria-hidden': 'true'}, svg('path', {d: symbolPath(label, 0, 0, 5)}));
