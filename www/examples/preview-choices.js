// Controls of the choices in a preview: a list for one value, boxes for classes. Main thread.

import {element} from '../ui/dom.js';

/** @typedef {import('../protocol/answers.js').Choice} Choice */
/** @typedef {(field: string, value: string | string[]) => void} OnChoose an empty list stands for all classes */

/** Words for the certainty of a finding. */
export const SURE = {certain: 'certain', likely: 'likely', guess: 'a guess'};

/** The control of a choice, with the reason for what the files suggest. @param {Choice} choice @param {OnChoose} onChoose */
export function choiceControl(choice, onChoose) {
    if (choice.field === 'classes') return classBoxes(choice, onChoose);
    const id = `reading-${choice.field}`;
    const suggested = choice.options.find(({value}) => value === choice.suggested)?.label;
    const options = [{value: 'auto', label: suggested ? `automatic: ${suggested}` : 'automatic'}, ...choice.options];
    const list = element('select', {id, 'aria-describedby': `${id}-why`, onchange: () => onChoose(choice.field, list.value)},
        ...options.map(({value, label}) => element('option', {value}, label)));
    [list.value] = choice.chosen;
    return element('div', {class: 'preview-choice'},
        element('label', {for: id}, choice.label), list,
        element('p', {id: `${id}-why`, class: 'choice-help'}, choice.why));
}

/** Boxes for the classes that are kept, in a fold. @param {Choice} choice @param {OnChoose} onChoose */
function classBoxes({label, options, chosen}, onChoose) {
    const boxes = options.map(({value}) => element('input', {
        type: 'checkbox', id: `reading-class-${value}`, value, checked: chosen.length === 0 || chosen.includes(value), onchange: choose,
    }));
    function choose(/** @type {Event} */ {target}) {
        if (!boxes.some(({checked}) => checked)) /** @type {HTMLInputElement} */ (target).checked = true; // one at least
        const kept = boxes.filter(({checked}) => checked).map(({value}) => value);
        onChoose('classes', kept.length === boxes.length ? [] : kept);
    }
    const kept = chosen.length === 0 ? `all ${options.length}` : `${chosen.length} of ${options.length}`;
    const fold = element('details', {class: 'preview-classes', 'data-fold': 'classes'},
        element('summary', {}, `${label}: ${kept}`),
        element('div', {role: 'group', 'aria-label': 'Classes that are kept'},
            ...boxes.map((box, i) => element('label', {}, box, ` ${options[i].label}`))));
    return element('div', {class: 'preview-choice'}, fold);
}
