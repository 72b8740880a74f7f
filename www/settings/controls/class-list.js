// A control for a list of classes by their numbers, as text: "0, 3"; empty for all. Main thread.

import {element} from '../../ui/dom.js';

/** The numbers of a text; null where something else stands there. @param {string} text @returns {number[] | null} */
export function classesOf(text) {
    const words = text.split(/[\s,;]+/).filter(Boolean);
    const numbers = words.map(Number);
    if (!numbers.every((number) => Number.isInteger(number) && number >= 0)) return null;
    return [...new Set(numbers)].sort((a, b) => a - b);
}

/** @param {import('../../protocol/messages.js').Field} field @param {string} id @param {(value: number[]) => void} onChange @returns {import('./panel.js').Control} */
export function createClasses(field, id, onChange) {
    const box = element('input', {type: 'text', id, inputmode: 'numeric', placeholder: 'all', autocomplete: 'off', onchange: take});

    function take() {
        const classes = classesOf(box.value);
        const {min = 0, max = Infinity, maxItems = Infinity} = field;
        const fits = classes && classes.length <= maxItems && classes.every((number) => number >= min && number <= max);
        box.setCustomValidity(fits ? '' : `Numbers of classes from ${min} to ${max}, with commas between; empty for all.`);
        box.reportValidity();
        if (fits) onChange(classes);
    }

    return {
        node: box,
        labelFor: id,
        /** @param {number[]} classes */
        show(classes) {
            box.value = classes.join(', ');
            box.setCustomValidity('');
        },
    };
}
