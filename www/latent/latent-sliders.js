// Sliders of the latent dimensions that are not on the axes. They start at the selected code, or the mean code, and keep their
// values until another example is selected. Main thread.

import {element} from '../ui/dom.js';
import {coordinatesOf, nameOf} from './basis.js';
import {mostVarying} from './most-varying.js';
import {createMovedCoordinates} from './moved-coordinates.js';
import {createSliderRow} from './slider-row.js';
import {rangeOf} from '../scatter/geometry.js';

const MOST = 16;

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
    const moved = createMovedCoordinates();
    /** @type {Map<number, import('./slider-row.js').SliderRow>} by axis */
    let sliders = new Map();

    /** @param {boolean} [isQuiet] */
    function clear(isQuiet = false) {
        const had = !moved.isEmpty();
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
        sliders = new Map(others.map((axis) => [axis, createSliderRow(nameOf(basis, axis), (value) => move(axis, value))]));
        rows.replaceChildren(...[...sliders.values()].map(({node}) => node));
    }

    /** @param {number} axis @param {number} value */
    function move(axis, value) {
        moved.set(axis, value);
        back.disabled = false;
        draw();
        onChange();
    }

    function draw() {
        if (!shown || !fold.open) return;
        if (sliders.size === 0) build(shown);
        const {basis, code, codes} = shown;
        for (const [axis, row] of sliders) {
            const value = moved.coordinate(basis, code, axis);
            const isHeld = row.hasFocus() && moved.has(axis);
            if (!isHeld) row.place(value, rangeOf(Float32Array.of(value, ...coordinatesOf(basis, codes, axis))));
            row.write(value);
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
            const isSame = shown?.basis.prefix === next.basis.prefix && shown.axes.join() === next.axes.join();
            shown = next;
            if (isSame) return draw();
            sliders = new Map();
            clear(true);
        },
        /** Another example is selected. */
        forget: () => clear(true),
        /** A code with the values of the sliders. */
        applied: moved.applied,
    };
}
