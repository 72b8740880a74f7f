// The door "Text": words or a table, typed or pasted. Main thread.

import {element} from '../ui/dom.js';
import {pastedInWords, readPasted} from './pasted.js';

const HELP = 'Words or names go one a line. A table keeps its columns if you copy it from a spreadsheet or from a text with commas; its first row may hold the names of the columns.';

/** @param {import('./registry.js').DoorParts} parts @returns {import('./registry.js').Door} */
export function createText({onChange}) {
    const found = element('p', {class: 'note', role: 'status'});
    const box = element('textarea', {
        id: 'make-text', rows: 10, spellcheck: false, autocomplete: 'off', 'aria-describedby': 'make-text-help', oninput: changed,
        placeholder: 'one word a line, or a table',
    });
    let pasted = readPasted('');

    function changed() {
        pasted = readPasted(box.value);
        found.textContent = pastedInWords(pasted);
        onChange();
    }

    changed();
    return {
        node: element('div', {class: 'make-text'},
            element('label', {for: 'make-text'}, 'Your words or your table'),
            element('p', {class: 'choice-help', id: 'make-text-help'}, HELP), box, found),
        collected: () => ({count: pasted.count, noun: pasted.kind === 'words' ? 'words' : 'rows'}),
        files: () => [new File([box.value], pasted.kind === 'words' ? 'pasted.txt' : 'pasted.csv', {type: 'text/plain'})],
        state: () => box.value,
        restore(text) {
            box.value = String(text);
            changed();
        },
        clear() {
            box.value = '';
            changed();
        },
    };
}
