// A field in which a word is typed, letter by letter of the alphabet of the examples. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';
import {toolbar} from '../tool.js';

const HOT = 255;

/**
 * The bytes of a word: a one-hot letter a place, and the end up to the last place; or the reason why it has none.
 * @param {string} word @param {string[]} alphabet whose last letter stands for the end @param {number} places
 * @returns {{example: Uint8Array} | {why: string}}
 */
export function wordFrom(word, alphabet, places) {
    const letters = [...word.trim().toLowerCase()];
    const odd = letters.find((letter) => !alphabet.slice(0, -1).includes(letter));
    if (odd) return {why: `The examples have no “${odd}”. Their letters: ${alphabet.slice(0, -1).join('')}.`};
    if (letters.length > places) return {why: `The longest example has ${places} letters; “${word.trim()}” has ${letters.length}.`};
    const example = new Uint8Array(places * alphabet.length);
    for (let place = 0; place < places; place += 1) {
        const letter = place < letters.length ? alphabet.indexOf(letters[place]) : alphabet.length - 1;
        example[place * alphabet.length + letter] = HOT;
    }
    return {example};
}

/** @param {{onChange: (example: Uint8Array | null) => void, onKeep: (example: Uint8Array) => void}} listeners null: the field is empty */
export function createWordForm({onChange, onKeep}) {
    const problem = element('p', {class: 'field-error', role: 'alert'});
    const input = element('input', {type: 'text', autocomplete: 'off', spellcheck: false, oninput: read});
    const clear = button('Clear', empty, {disabled: true});
    const keep = button('Keep', () => {
        if (example) onKeep(example);
        empty();
    }, {disabled: true});
    /** @type {string[]} */
    let alphabet = [];
    let places = 0;
    /** @type {Uint8Array | null} */
    let example = null;

    function read() {
        const typed = input.value.trim();
        const found = typed === '' ? null : wordFrom(typed, alphabet, places);
        example = found && 'example' in found ? found.example : null;
        problem.textContent = found && 'why' in found ? found.why : '';
        clear.disabled = typed === '';
        onChange(example);
    }

    function empty() {
        input.value = '';
        read();
    }

    return {
        node: element('div', {hidden: true},
            element('div', {class: 'row-form'}, element('label', {}, element('span', {}, 'Your word'), input)), problem, toolbar(clear, keep)),
        example: () => example,
        /** Takes alphabet and length of the examples, and reads the field again. @param {Uint8Array} _ @param {import('../../protocol/answers.js').DatasetInfo} format */
        begin(_, format) {
            alphabet = [...format.alphabet];
            places = format.width;
            read();
        },
        end: () => void (example = null),
        /** @param {boolean} canKeep */
        allowKeeping(canKeep) {
            keep.disabled = !canKeep;
        },
    };
}
