// The settings panel: one control for each field of the schema, in the schema's order and groups.
// Shows values, errors and what differs from the defaults; decides nothing. Main thread.

import {element} from '../../ui/dom.js';
import {applies} from '../store.js';
import {createChoice} from './choice.js';
import {createClasses} from './class-list.js';
import {createNumber} from './number.js';
import {createSizes} from './layer-sizes.js';

/** @typedef {import('../../protocol/messages.js').Field} Field */

/**
 * Interface of every control: an element, a way to show a value, and the id that a label points to.
 * @typedef {{node: HTMLElement, show: (value: any) => void, labelFor?: string}} Control
 */

/** Titles of the groups of fields. */
export const GROUPS = {data: 'Data', model: 'Network', code: 'Code', training: 'Training', run: 'Run'};

const KINDS = {choice: createChoice, integer: createNumber, number: createNumber, sizes: createSizes, classes: createClasses};

/**
 * @param {HTMLElement} host
 * @param {import('../store.js').Settings} settings
 * @param {Record<string, HTMLElement>} [extras] shown under a field, by its name
 */
export function createPanel(host, settings, extras = {}) {
    const rows = settings.schema.fields.map((field) => createRow(field, settings, extras[field.name]));
    for (const group of /** @type {(keyof typeof GROUPS)[]} */ (Object.keys(GROUPS))) {
        host.append(groupOf(GROUPS[group], rows.filter(({field}) => field.group === group)));
    }

    function update() {
        const values = settings.values();
        for (const row of rows) {
            row.node.hidden = !applies(row.field, values);
            row.show(values[row.field.name], settings.isDefault(row.field.name));
        }
    }
    settings.subscribe(update);
    update();

    return {
        /** Shows a problem with the settings next to the field it is about; null removes it. @param {{field?: string, text: string} | null} problem */
        complain(problem) {
            for (const row of rows) row.complain(problem?.field === row.field.name ? problem.text : '');
        },
    };
}

/** @param {string} title @param {ReturnType<typeof createRow>[]} rows */
function groupOf(title, rows) {
    const plain = rows.filter(({field}) => !field.advanced);
    const advanced = rows.filter(({field}) => field.advanced);
    return element('fieldset', {class: 'group'},
        element('legend', {}, title),
        ...plain.map(({node}) => node),
        advanced.length > 0 ? element('details', {class: 'advanced'},
            element('summary', {}, 'More'),
            ...advanced.map(({node}) => node)) : null);
}

/** @param {Field} field @param {import('../store.js').Settings} settings @param {HTMLElement} [extra] */
function createRow(field, settings, extra) {
    const id = `setting-${field.name}`;
    const control = KINDS[field.kind](field, id, (value) => settings.set(field.name, value));
    const reset = element('button', {
        type: 'button', class: 'reset', title: 'Back to the default',
        'aria-label': `Reset ${field.label} to its default`, onclick: () => settings.reset(field.name),
    }, '↺');
    const help = createHelp(field, `${id}-help`);
    const error = element('p', {class: 'field-error', id: `${id}-error`, role: 'alert', hidden: true});
    const label = control.labelFor ?
        element('label', {for: control.labelFor}, field.label) :
        element('span', {id: `${id}-label`, class: 'label'}, field.label);
    const node = element('div', {class: 'row', 'data-field': field.name},
        element('div', {class: 'row-head'}, label, helpButton(field, help), reset),
        control.node, help, error, extra);
    const asked = (control.labelFor && node.querySelector(`#${control.labelFor}`)) || control.node;
    return {
        field,
        node,
        /** @param {any} value @param {boolean} isDefault */
        show(value, isDefault) {
            control.show(value);
            reset.hidden = isDefault;
            node.classList.toggle('changed', !isDefault);
        },
        /** @param {string} text */
        complain(text) {
            if (error.textContent === text) return;
            error.textContent = text;
            error.hidden = text === '';
            node.classList.toggle('wrong', text !== '');
            for (const [name, value] of [['aria-invalid', 'true'], ['aria-errormessage', error.id]]) {
                if (text === '') asked.removeAttribute(name);
                else asked.setAttribute(name, value);
            }
        },
    };
}

/** The help of a field and of each of its choices. @param {Field} field @param {string} id */
function createHelp({help, choices = []}, id) {
    const entries = choices.flatMap(({label, help: text}) => [element('dt', {}, label), element('dd', {}, text)]);
    return element('div', {class: 'help', id, hidden: true},
        element('p', {}, help),
        entries.length > 0 ? element('dl', {}, ...entries) : null);
}

/** A "?" that opens the help of a field: for mouse, keyboard and finger alike. @param {Field} field @param {HTMLElement} help */
function helpButton(field, help) {
    const button = element('button', {
        type: 'button', class: 'help-button', 'aria-expanded': 'false', 'aria-controls': help.id,
        'aria-label': `What is ${field.label}?`,
    }, '?');
    button.addEventListener('click', () => {
        help.hidden = !help.hidden;
        button.setAttribute('aria-expanded', String(!help.hidden));
    });
    return button;
}
