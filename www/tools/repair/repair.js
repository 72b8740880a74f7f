// The tool "Repair": damages an example and shows what the model makes of it, beside simpler repairs. The damage
// stays the same while the model learns. Main thread.

import {element} from '../../ui/dom.js';
import {countOf, exampleAt, sizeOf} from '../../examples/buffer.js';
import {createNewest} from '../../scheduling/latest-request.js';
import {classTerm, termsOf} from '../../examples/terms.js';
import {createDamageControls, trainedOn} from './corruption-controls.js';
import {damage, eraseSquare, squareAt} from './corruption.js';
import {createEraser} from './eraser.js';
import {createPointChoice} from '../example-picker.js';
import {meanExample} from './scores.js';
import {createRepairView} from './repair-view.js';

/** @typedef {{truth: Uint8Array, damaged: Uint8Array, hole: Uint8Array}} Wanted */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createRepair({query, selected}) {
    const controls = createDamageControls(look);
    const eraser = createEraser({erase, aim});
    const view = createRepairView();
    const words = element('p', {class: 'tool-words', role: 'status'});
    const about = element('p', {class: 'tool-words'});
    const point = createPointChoice(selected, look);
    const again = element('button', {type: 'button', class: 'small', title: 'The same kind of damage, drawn anew', onclick: redraw}, 'Again');
    const undo = element('button', {type: 'button', class: 'small', onclick: takeBack}, 'Undo');
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    let mean = new Uint8Array();
    let seed = 1;
    /** @type {Wanted | null} */
    let wanted = null;
    /** @type {Uint8Array} */
    let erased = new Uint8Array();
    /** @type {Uint8Array[]} */
    let before = []; // what was erased before each stroke

    const repaired = createNewest((/** @type {Wanted} */ {damaged}) => query({kind: 'reconstruct', pictures: damaged.slice()}), show);

    /** Something else is to be repaired. */
    function look() {
        if (!run) return;
        const format = run.description.dataset;
        const kind = controls.kind();
        const truth = exampleAt(run.points, format, point.index());
        const {bytes, hole} = damage(truth, {kind, amount: controls.amount(), seed, erased});
        eraser.show({bytes, erased: kind === 'erase' ? hole : null, format, side: controls.brush()});
        again.hidden = kind === 'erase';
        undo.hidden = kind !== 'erase';
        undo.disabled = before.length === 0;
        words.textContent = `Validation ${nameOf(point.index())}. ${hole.includes(1) ? '' : 'Nothing is damaged yet: paint over it, or turn the damage up. '}`;
        repaired.ask(wanted = {truth, damaged: bytes, hole});
    }

    /** @param {import('../../worker/query-handlers.js').Answer | null} answer @param {Wanted} asked */
    function show(answer, asked) {
        if (!run || !answer || !('outputs' in answer) || asked.truth.length !== sizeOf(run.description.dataset)) return;
        if (Number.isFinite(answer.errors[0])) {
            const isNoise = controls.kind() === 'noise' || controls.kind() === 'salt';
            return view.show({...asked, output: answer.outputs, mean, isNoise}, run.description.dataset);
        }
        words.textContent = 'The model has broken: its copies are no numbers any more. Reset it, or go back as the message above says.';
        view.clear();
    }

    /** @param {import('./eraser.js').Place} place @param {boolean} isNew */
    function erase(place, isNew) {
        if (!run) return;
        const format = run.description.dataset;
        if (isNew) before.push(erased.slice());
        eraseSquare(erased, squareAt(place, controls.brush(), format), format);
        if (controls.kind() === 'erase') look();
        else controls.choose('erase');
    }

    /** @param {import('./corruption.js').Square} square */
    function aim({left, top, side}) {
        words.textContent = `A square ${side} wide, from column ${left + 1}, row ${top + 1}. Press Enter to erase it.`;
    }

    function takeBack() {
        erased = before.pop() ?? erased;
        look();
    }

    function redraw() {
        seed += 1;
        look();
    }

    /** The model has changed, or what is selected. */
    function update() {
        if (point.follow()) look();
        else if (wanted) repaired.ask(wanted);
    }

    /** @param {number} at of a point */
    function nameOf(at) {
        if (!run) return '';
        const {pointLabels, description: {dataset}} = run;
        const label = pointLabels[at];
        const name = label === undefined ? '' : `, ${classTerm(dataset, label)}`;
        return `${termsOf(dataset).short} ${at + 1}${name}`;
    }

    return {
        label: 'Repair',
        help: 'Spoil an example and see what comes back. A code has no room for damage: what the decoder draws is what it takes the example to have been. Compare its error where it was damaged with what simple fillings reach; these leave the rest alone.',
        node: element('div', {},
            element('div', {class: 'tool-buttons'}, ...controls.nodes, again, undo, point.node),
            element('div', {class: 'tool-row'}, eraser.node, element('div', {class: 'tool-side'}, view.figures, words, view.table, about))),
        begin(created) {
            const {config, points, description: {dataset}} = created;
            const isOther = !run || sizeOf(run.description.dataset) !== sizeOf(dataset) || run.config.corruption !== config.corruption || run.config.dataset !== config.dataset;
            run = created;
            mean = meanExample(points, dataset);
            view.clear();
            const {one} = termsOf(dataset);
            about.textContent = `${trainedOn(config, dataset)} The mean is that of the ${countOf(points, dataset)} validation ${one}s, in which this one counts too. Zero is ${dataset.kind === 'image' ? 'black' : 'the lowest value'}.`;
            point.begin(countOf(points, dataset));
            if (!isOther) return look();
            controls.begin(config, dataset);
            before = [];
            erased = new Uint8Array(sizeOf(dataset));
            eraseSquare(erased, squareAt({x: dataset.width / 2, y: dataset.height / 2}, controls.brush(), dataset), dataset);
            look();
        },
        update,
        leave: () => undefined,
        recolour() {
            eraser.recolour();
            view.recolour();
        },
    };
}
