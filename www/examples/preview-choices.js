// Controls of the choices in a preview: a list for one value, boxes for classes. Main thread.

import {element} from '../ui/dom.js';

/** @typedef {import('../protocol/answers.js').Choice} Choice */
/** @typedef {(field: string, value: string | string[]) => void} OnChoose an empty list stands for all classes */

/** Words for the certainty of a finding. */
export const SURE = {certain: 'certain', likely: 'likely', guess: 'a guess'};

/** Begin of the fields that are kinds of columns; a name follows. */
const COLUMN = 'columns.';

/** The controls of all choices; those of the columns of a table in one fold. @param {Choice[]} choices @param {OnChoose} onChoose */
export function choiceControls(choices, onChoose) {
    const columns = choices.filter(({field}) => field.startsWith(COLUMN));
    const others = choices.filter((choice) => !columns.includes(choice)).map((choice) => choice.field === 'classes'
        ? classBoxes(choice, onChoose)
        : listControl(choice, `reading-${choice.field}`, onChoose));
    return columns.length > 0 ? [...others, columnFold(columns, onChoose)] : others;
}

/** Puts a choice into the options of reading, or takes it out. @param {import('./preview-card.js').Reading} reading @param {string} field @param {string | string[]} value */
export function setChoice(reading, field, value) {
    const isColumn = field.startsWith(COLUMN);
    const options = isColumn ? {.../** @type {Record<string, string>} */ (reading.columns)} : reading;
    const name = isColumn ? field.slice(COLUMN.length) : field;
    if (value === 'auto' || value.length === 0) delete options[name];
    else Object.assign(options, {[name]: value});
    if (isColumn) reading.columns = /** @type {Record<string, string>} */ (options);
}

/** Kinds of the columns. @param {Choice[]} columns @param {OnChoose} onChoose */
function columnFold(columns, onChoose) {
    const isUsed = (/** @type {Choice} */ {chosen: [chosen], suggested}) => !['out', 'name'].includes(chosen === 'auto' ? suggested : chosen);
    return element('div', {class: 'preview-choice'}, element('details', {class: 'preview-columns', 'data-fold': 'columns'},
        element('summary', {}, `Columns: ${columns.filter(isUsed).length} used of ${columns.length}`),
        element('div', {role: 'group', 'aria-label': 'Kinds of the columns'},
            ...columns.map((choice, i) => listControl(choice, `reading-column-${i}`, onChoose)))));
}

/** A list, with the reason for what the files suggest. @param {Choice} choice @param {string} id @param {OnChoose} onChoose */
function listControl(choice, id, onChoose) {
    const suggested = choice.options.find(({value}) => value === choice.suggested)?.label;
    const options = [{value: 'auto', label: suggested ? `automatic: ${suggested}` : 'automatic'}, ...choice.options];
    const list = element('select', {id, 'data-field': choice.field, 'aria-describedby': `${id}-why`, onchange: () => onChoose(choice.field, list.value)},
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
