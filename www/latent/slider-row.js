// Slider of one axis of the latent space, with its name and its value. Main thread.

import {element} from '../ui/dom.js';
import {significant} from '../ui/format.js';

const STEPS = 200;

/** @typedef {ReturnType<typeof createSliderRow>} SliderRow */

/** @param {string} name of the axis @param {(value: number) => void} onMove */
export function createSliderRow(name, onMove) {
    const slider = element('input', {type: 'range', 'aria-label': name, oninput: () => onMove(Number(slider.value))});
    const output = element('output', {});
    return {
        node: element('label', {}, element('span', {}, name), slider, output),
        hasFocus: () => slider === document.activeElement,
        /** @param {number} value @param {import('../scatter/geometry.js').Interval} range */
        place(value, {min, max}) {
            Object.assign(slider, {min, max, step: (max - min) / STEPS});
            slider.value = String(value);
        },
        /** Writes the value, and fills the slider up to it. @param {number} value */
        write(value) {
            const [min, max] = [Number(slider.min), Number(slider.max)];
            slider.style.setProperty('--filled', `${100 * (value - min) / (max - min)}%`);
            output.value = significant(value);
        },
    };
}
