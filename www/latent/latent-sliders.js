// Sliders of the latent dimensions that are not on the axes. They start at the selected code, or the mean code, and keep their
// values until another example is selected. Main thread.

import {element} from '../ui/dom.js';
import {significant} from '../ui/format.js';
import {coordinateOf, coordinatesOf, moveAlong, nameOf} from './basis.js';
import {mostVarying} from './most-varying.js';
import {rangeOf} from '../scatter/geometry.js';

const MOST = 16;
const STEPS = 200; // of a slider

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {{basis: Basis, axes: [number, number], codes: Float32Array, code: Float32Array}} SliderSource `code`: initial values */

/** @param {HTMLDetailsElement} fold @param {() => void} onChange */
export function createLatentSliders(fold, onChange) {
    const rows = element('div', {class: 'slider-rows'});
    const note = element('p', {class: 'hint'});
    const back = element('button', {type: 'button', class: 'small', disabled: true, onclick: () => clear()}, 'Reset');
    fold.append(note, rows, back);
    fold.addEventListener('toggle', () => draw());
    /** @type {SliderSource | null} */
    let shown = null;
    /** @type {Map<number, number>} coordinates set by the user, by axis */
    const moved = new Map();
    /** @type {Map<number, {slider: HTMLInputElement, output: HTMLOutputElement}>} */
    let sliders = new Map();

    /** @param {boolean} [isQuiet] */
    function clear(isQuiet = false) {
        const had = moved.size > 0;
        moved.clear();
        back.disabled = true;
        if (had && !isQuiet) onChange();
        draw();
    }

    /** Builds the sliders of other axes. @param {SliderSource} next */
    function build({basis, axes, codes}) {
        const others = mostVarying(basis, codes, {most: MOST, without: axes});
        const left = basis.centre.length - 2 - others.length;
        note.textContent = left > 0 ? `The ${others.length} dimensions with the largest variance; ${left} more stay as they are.` : '';
        sliders = new Map(others.map((axis) => {
            const output = element('output', {});
            const slider = element('input', {type: 'range', 'aria-label': nameOf(basis, axis), oninput: () => move(axis)});
            return [axis, {slider, output}];
        }));
        rows.replaceChildren(...[...sliders].map(([axis, {slider, output}]) => element('label', {}, element('span', {}, nameOf(basis, axis)), slider, output)));
    }

    /** @param {number} axis */
    function move(axis) {
        moved.set(axis, Number(sliders.get(axis)?.slider.value));
        back.disabled = false;
        draw();
        onChange();
    }

    function draw() {
        if (!shown || !fold.open) return;
        if (sliders.size === 0) build(shown);
        for (const [axis, {slider, output}] of sliders) {
            const value = moved.get(axis) ?? coordinateOf(shown.basis, shown.code, axis);
            if (slider !== document.activeElement || !moved.has(axis)) {
                const {min, max} = rangeOf(Float32Array.of(value, ...coordinatesOf(shown.basis, shown.codes, axis)));
                Object.assign(slider, {min, max, step: (max - min) / STEPS});
                slider.value = String(value);
            }
            slider.style.setProperty('--filled', `${100 * (value - Number(slider.min)) / (Number(slider.max) - Number(slider.min))}%`);
            output.value = significant(value);
        }
    }

    return {
        /** A new run. */
        begin() {
            shown = null;
            sliders = new Map();
            clear(true);
        },
        /** Follows codes and axes. @param {SliderSource} next */
        update(next) {
            const isOther = !shown || (shown.basis.directions === null) !== (next.basis.directions === null) || shown.axes.join() !== next.axes.join();
            shown = next;
            if (isOther) sliders = new Map();
            if (isOther) return clear(true);
            draw();
        },
        /** Another example is selected. */
        forget: () => clear(true),
        /** A code with the values of the sliders. @param {Basis} basis @param {Float32Array} code */
        applied(basis, code) {
            if (moved.size === 0) return code;
            const next = code.slice();
            for (const [axis, value] of moved) moveAlong(basis, next, axis, value - coordinateOf(basis, next, axis));
            return next;
        },
    };
}
