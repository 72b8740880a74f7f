// A control for a number: a box to type in, and a slider where the range is one that a hand can aim in.
// A number that is not allowed stays in the box, marked, and goes nowhere. Main thread.

import {element} from '../../ui/dom.js';
import {fromSlider, limitsInWords, readTyped, spanOf, toSlider} from './slider-scale.js';

/**
 * @param {import('../../protocol/messages.js').Field} field
 * @param {string} id
 * @param {(value: number) => void} onChange
 * @returns {import('./panel.js').Control}
 */
export function createNumber(field, id, onChange) {
    const limits = {min: field.min, max: field.max, whole: field.kind !== 'number'};
    const span = spanOf(field);
    const box = createBox(id, field.label, limits, (value) => onChange(value));
    const slider = span && element('input', {
        type: 'range', min: '0', max: '1000', step: '1', 'aria-label': `${field.label}, slider`,
        oninput: () => onChange(fromSlider(Number(slider?.value), span)),
    });
    return {
        node: element('div', {class: slider ? 'number with-slider' : 'number'}, slider, box.node),
        labelFor: id,
        /** @param {number} value */
        show(value) {
            box.show(value);
            if (!slider || !span) return;
            // a hand on the slider is not corrected by rounding
            if (fromSlider(Number(slider.value), span) !== value) slider.value = String(toSlider(value, span));
            slider.setAttribute('aria-valuetext', String(value));
            slider.style.setProperty('--filled', `${Number(slider.value) / 10}%`);
        },
    };
}

/**
 * A box for one number, used on its own for each hidden layer as well.
 * @param {string} id
 * @param {string} label
 * @param {{min?: number, max?: number, whole: boolean}} limits
 * @param {(value: number) => void} onChange
 */
export function createBox(id, label, limits, onChange) {
    const hint = element('span', {class: 'number-hint', id: `${id}-hint`, role: 'status', hidden: true}, limitsInWords(limits));
    const input = element('input', {
        type: 'text', id, inputMode: limits.whole ? 'numeric' : 'decimal', autocomplete: 'off', spellcheck: false,
        'aria-label': label, 'aria-describedby': hint.id, oninput: read, onchange: read, onkeydown: nudge,
    });
    let shown = NaN;

    function read() {
        const value = readTyped(input.value, limits);
        input.setAttribute('aria-invalid', String(value === null));
        hint.hidden = value !== null;
        if (value === null) return;
        shown = value;
        onChange(value);
    }

    /** @param {KeyboardEvent} event */
    function nudge(event) {
        const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
        if (by === 0 || !limits.whole) return;
        event.preventDefault();
        input.value = String(Math.min(limits.max ?? Infinity, Math.max(limits.min ?? -Infinity, shown + by)));
        read();
    }

    return {
        node: element('span', {class: 'box'}, input, hint),
        /** @param {number} value */
        show(value) {
            if (Object.is(value, shown) && readTyped(input.value, limits) === value) return;
            shown = value;
            input.value = String(value);
            input.setAttribute('aria-invalid', 'false');
            hint.hidden = true;
        },
        focus: () => input.focus(),
    };
}
