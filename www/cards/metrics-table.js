// Table of metrics: a row a metric, a column for validation and, on request, for test, with explanations below. Main thread.

import {element} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {termsOf} from '../examples/terms.js';
import {labelledOf, METRIC_ROWS} from './metric-definitions.js';

/** @typedef {import('../scheduling/metrics-schedule.js').Measured} Measured */

/** @param {HTMLElement} host @param {{note: HTMLElement, button: HTMLButtonElement, terms: HTMLElement}} parts `terms`: host of the explanations */
export function createMetricsTable(host, {note, button, terms}) {
    const before = note.textContent;
    let words = termsOf({kind: 'image'});
    /** @type {import('../protocol/messages.js').Config} */
    let config = {};
    /** @type {Partial<Record<import('../scheduling/metrics-schedule.js').MeasuredSplit, Measured>>} */
    let shown = {};

    function draw() {
        const columns = Object.values(shown);
        const measured = columns.map(({split, step, metrics}) => `${split}: ${integer(metrics.images)} examples${labelledInWords(metrics)} after step ${integer(step)}`);
        note.textContent = measured.length > 0 ? `${measured.join('; ')}.` : before;
        button.disabled = columns.length === 0;
        const rows = METRIC_ROWS.map((row) => ({...row, texts: columns.map(({metrics}) => row.value(metrics, config))}))
            .filter(({texts}) => texts.some((text) => text !== null));
        const titles = element('tr', {}, element('td', {}), ...columns.map(({split}) => element('th', {scope: 'col'}, split)));
        host.replaceChildren(...columns.length > 0 ? [titles] : [],
            ...rows.map(({name, unit, help, texts}) => element('tr', {title: help(words)},
                element('th', {scope: 'row'}, name, unit ? element('span', {class: 'unit'}, ` ${unit(words)}`) : null),
                ...texts.map((text) => element('td', {}, text ?? '–')))));
        terms.replaceChildren(...rows.flatMap(({name, unit, help}) => [
            element('dt', {}, unit ? `${name} ${unit(words)}` : name), element('dd', {}, help(words)),
        ]));
    }

    return {
        /** A new run. @param {Pick<import('../protocol/messages.js').CreatedEvent, 'config' | 'description'>} event */
        begin(event) {
            config = event.config;
            words = termsOf(event.description.dataset);
            draw();
        },
        /** @param {Measured | null} measured null: no longer valid */
        update(measured) {
            shown = measured ? {...shown, [measured.split]: measured} : {};
            draw();
        },
    };
}

/** The number of examples that accuracies are of, where some labels are not known. @param {import('../protocol/messages.js').Metrics} metrics */
function labelledInWords(metrics) {
    const labelled = labelledOf(metrics);
    return labelled > 0 && labelled < metrics.images ? `, ${integer(labelled)} of them labelled,` : '';
}
