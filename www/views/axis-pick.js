// Which two numbers of the code the scatter shows; there is nothing to pick for two or fewer. Main thread.

import {element} from '../dom.js';

/** @param {HTMLElement} host @param {(axes: [number, number]) => void} onPick */
export function createAxisPick(host, onPick) {
    const selects = ['across', 'up'].map((name) => {
        const select = element('select', {onchange: pick});
        host.append(element('label', {}, `${name} `, select));
        return select;
    });
    let latent = 0;

    function pick() {
        onPick(latent <= 2 ? [0, 1] : [Number(selects[0].value), Number(selects[1].value)]);
    }

    return {
        /** @param {number} next size of the code */
        update(next) {
            host.hidden = next <= 2;
            const kept = next === latent;
            latent = next;
            selects.forEach((select, i) => {
                const value = kept ? select.value : String(Math.min(i, next - 1));
                select.replaceChildren(...Array.from({length: next}, (_, axis) => element('option', {value: String(axis)}, `z${axis + 1}`)));
                select.value = value;
            });
            pick();
        },
    };
}
