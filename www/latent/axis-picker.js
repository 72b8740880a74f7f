// Picker of the two axes: latent dimensions, or principal components of the codes. Hidden for two dimensions or fewer. Main
// thread.

import {element} from '../ui/dom.js';
import {MOST_AXES} from './basis.js';

/** @typedef {{isPrincipal: boolean, axes: [number, number]}} AxisChoice */

/** @param {HTMLElement} host @param {(pick: AxisChoice) => void} onPick */
export function createAxisPicker(host, onPick) {
    const basis = element('select', {onchange: changeBasis, 'aria-label': 'Axes of the latent space'},
        element('option', {value: 'latent'}, 'latent dimensions'), element('option', {value: 'principal'}, 'PCA of the codes'));
    const selects = ['across', 'up'].map((name) => element('select', {onchange: choose, 'aria-label': `Axis ${name}`}));
    host.append(element('label', {}, 'axes ', basis), ...selects);
    let latent = 0;
    let isChosen = false; // by the user: then they stay

    /** @returns {[number, number]} */
    const shown = () => [Number(selects[0].value), Number(selects[1].value)];

    function choose() {
        isChosen = true;
        pick();
    }

    function pick() {
        const isPrincipal = latent > 2 && basis.value === 'principal';
        onPick({isPrincipal, axes: latent <= 2 ? [0, 1] : shown()});
    }

    function changeBasis() {
        fill([0, 1]);
        choose();
    }

    /** @param {number[]} axes */
    function fill(axes) {
        const isPrincipal = basis.value === 'principal';
        const count = isPrincipal ? Math.min(latent, MOST_AXES) : latent;
        selects.forEach((select, i) => {
            select.replaceChildren(...Array.from({length: count}, (_, axis) =>
                element('option', {value: String(axis)}, `${isPrincipal ? 'PC ' : 'z'}${axis + 1}`)));
            select.value = String(Math.min(axes[i], count - 1));
        });
    }

    return {
        /** @param {number} next latent dimensions */
        update(next) {
            host.hidden = next <= 2;
            const isKept = isChosen && next === latent;
            const kept = isKept ? shown() : [0, 1];
            isChosen = isKept;
            latent = next;
            fill(kept);
            pick();
        },
        /** Shows other latent dimensions, unless the user has chosen. @param {(axes: [number, number]) => [number, number]} better returns the same array if they may stay */
        suggest(better) {
            if (isChosen || latent <= 2) return;
            const now = shown();
            const next = better(now);
            if (next === now) return;
            fill(next);
            pick();
        },
    };
}
