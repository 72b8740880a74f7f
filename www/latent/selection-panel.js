// Summary of the selection: its size, the decoded mean code, the spread of the codes, and the classes. Points are selected by
// lasso, by class, or all in view. Main thread.

import {element} from '../ui/dom.js';
import {createLatestRequest} from '../scheduling/latest-request.js';
import {integer, significant} from '../ui/format.js';
import {classTerm, termsOf} from '../examples/terms.js';
import {coordinatesOf} from './basis.js';
import {classBars} from './class-bars.js';
import {deviationOf, meanOf, spreadOf} from './selection-stats.js';
import {NONE} from '../scatter/selection.js';
import {createTile} from '../examples/tile.js';

/** @typedef {{codes: Float32Array, latent: number, basis: import('./basis.js').Basis, axes: [number, number], names: [string, string]}} ShownCodes as they are shown */

/**
 * @param {HTMLElement} host
 * @param {{states: import('../scatter/selection.js').PointStates, query: import('../protocol/queries.js').RunQuery, inView: () => Uint32Array}} parts
 */
export function createSelectionPanel(host, {states, query, inView}) {
    const mean = createTile('mean code');
    const facts = element('p', {class: 'selection-facts', role: 'status'});
    const bars = element('dl', {class: 'selection-classes'});
    const take = element('select', {'aria-label': 'Select a class', onchange: takeClass});
    const clear = element('button', {type: 'button', class: 'small', onclick: () => states.change({selection: NONE})}, 'Clear');
    const view = element('button', {type: 'button', class: 'small', onclick: () => states.change({selection: inView()})}, 'All in view');
    const box = element('input', {type: 'checkbox', onchange: () => states.change({isBox: box.checked})});
    const found = element('div', {class: 'selection-summary'}, mean.node, facts, bars);
    host.append(element('div', {class: 'selection-buttons'}, take, view, clear, element('label', {class: 'switch'}, box, ' box instead of loop')), found);
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    /** @type {ShownCodes | null} */
    let shown = null;

    const decoded = createLatestRequest((/** @type {Float32Array} */ codes) => query({kind: 'decode', codes}), (answer) => {
        if (!run || states.now().selection.length === 0) return;
        mean.show(answer && 'pictures' in answer ? answer.pictures : null, run.description.dataset);
    });

    states.subscribe(({selection, isLassoActive}) => {
        if (selection || isLassoActive !== undefined) update();
    });

    function takeClass() {
        if (take.value !== '') states.change({selection: states.ofClass(Number(take.value))});
        take.value = '';
    }

    function update() {
        const {selection, isLassoActive} = states.now();
        host.hidden = !isLassoActive;
        if (!isLassoActive || !run) return;
        const isEmpty = selection.length === 0;
        clear.disabled = mean.node.hidden = bars.hidden = isEmpty;
        if (isEmpty) return say('Draw a loop around dots with mouse, pen or finger (with shift held: a box), or select a class, or all in view.');
        bars.replaceChildren(...classBars(run, selection));
        if (!shown) return;
        say(summaryOf(shown, selection, termsOf(run.description.dataset).one));
        decoded.send(meanOf(shown.codes, shown.latent, selection));
    }

    /** @param {string} text */
    function say(text) {
        if (facts.textContent !== text) facts.textContent = text;
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            run = created;
            shown = null;
            const {dataset} = created.description;
            const known = created.pointLabels.length > 0 ? dataset.classes : [];
            take.replaceChildren(element('option', {value: ''}, 'Select a class…'), ...known.map((_, i) => element('option', {value: String(i)}, classTerm(dataset, i))));
            take.hidden = known.length === 0;
            mean.clear();
            update();
        },
        /** Follows codes and axes. @param {ShownCodes} codes */
        show(codes) {
            shown = codes;
            update();
        },
        recolour: mean.recolour,
    };
}

/** Size and spread of the selection in words. @param {ShownCodes} codes @param {Uint32Array} selection @param {string} one an example */
function summaryOf({codes, latent, basis, axes, names}, selection, one) {
    const along = axes.slice(0, Math.min(2, latent)).map((axis, i) => `${significant(deviationOf(coordinatesOf(basis, codes, axis), selection))} along ${names[i]}`);
    const overall = latent > 1 ? `, ${significant(spreadOf(codes, latent, selection))} over all dimensions` : '';
    return `${integer(selection.length)} ${selection.length === 1 ? one : `${one}s`}. Standard deviation of the codes: ${along.join(', ')}${overall}.`;
}
