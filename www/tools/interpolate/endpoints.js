// The two endpoints of a path: validation examples or drawings, and the controls that choose them. Main thread.

import {countOf, exampleAt} from '../../examples/buffer.js';
import {classTerm} from '../../examples/terms.js';
import {button, labelled, select} from '../../ui/widgets.js';

const TRIES = 50; // to find two examples of different classes

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {number | Uint8Array} Endpoint index of a validation example, or a drawing */

/**
 * @param {object} parts
 * @param {() => number} parts.selected in the latent space; -1 for none
 * @param {() => Uint8Array | null} parts.drawing
 * @param {() => CreatedEvent | null} parts.run
 * @param {() => void} parts.onChange
 * @param {(text: string) => void} parts.say
 */
export function createEndpoints({selected, drawing, run, onChange, say}) {
    const source = select('Source of an endpoint', {selected: 'the selected example', drawing: 'your drawing'});
    /** @type {Endpoint[]} */
    let ends = [0, 1];

    /** @param {number} end */
    function take(end) {
        const taken = source.value === 'drawing' ? drawing()?.slice() ?? -1 : selected();
        if (taken === -1) {
            return say(source.value === 'drawing' ? 'Draw something first, in the tab "Draw".' :
                'Select an example first: click a point of the latent space, or an image among the reconstructions.');
        }
        ends[end] = taken;
        onChange();
    }

    function takeOthers() {
        const created = run();
        if (!created) return;
        ends = randomPair(countOf(created.points, created.description.dataset), created.pointLabels);
        onChange();
    }

    return {
        nodes: [labelled('take', source), ...['A', 'B'].map((name, end) => button(`as ${name}`, () => take(end))), button('Two others', takeOthers)],
        takeOthers,
        /** Bytes of both. @param {CreatedEvent} created */
        bytes: ({points, description: {dataset}}) => ends.map((end) => typeof end === 'number' ? exampleAt(points, dataset, end) : end),
        /** Names of both. @param {CreatedEvent} created */
        names: (created) => ends.map((end) => nameOf(end, created)),
    };
}

/** Two different examples, of different classes where there are labels. @param {number} count @param {ArrayLike<number>} labels @returns {[number, number]} */
function randomPair(count, labels) {
    const random = () => Math.floor(Math.random() * count);
    const first = random();
    let second = first;
    for (let i = 0; i < TRIES && (second === first || (labels.length > 0 && labels[second] === labels[first])); i++) second = random();
    return [first, second];
}

/** @param {Endpoint} end @param {CreatedEvent} created */
function nameOf(end, {pointLabels, description: {dataset}}) {
    if (typeof end !== 'number') return 'your drawing';
    const label = pointLabels[end];
    return label === undefined ? `example ${end + 1}` : classTerm(dataset, label);
}
