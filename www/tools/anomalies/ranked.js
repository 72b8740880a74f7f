// The examples with the worst copies and those with the best, side by side. Main thread.

import {element} from '../../ui/dom.js';
import {exampleAt, examplesOf} from '../../examples/buffer.js';
import {significant} from '../../ui/format.js';
import {classInWords} from '../../examples/terms.js';
import {createFigures} from '../../examples/figures.js';

const SHOWN = 6; // of either

/** Places of the examples with the highest and with the lowest scores. @param {ArrayLike<number>} scores */
export function extremesOf(scores) {
    const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
    return order.length > 2 * SHOWN ? [...order.slice(0, SHOWN), ...order.slice(-SHOWN)] : order;
}

export function createRanked() {
    const [worst, best] = [createFigures('The worst copies'), createFigures('The best copies')];
    return {
        node: element('div', {class: 'ranked'}, element('h3', {}, 'Worst copies'), worst.node, element('h3', {}, 'Best copies'), best.node),
        recolour() {
            worst.recolour();
            best.recolour();
        },
        /**
         * @param {import('../../protocol/messages.js').CreatedEvent} run
         * @param {{places: number[], outputs: Uint8Array, scores: import('../../worker/query-handlers.js').Scores}} found
         */
        show({description: {dataset}, points, pointLabels}, {places, outputs, scores}) {
            const copies = examplesOf(outputs, dataset);
            const pairs = places.map((place, i) => {
                const input = exampleAt(points, dataset, place);
                const name = classInWords(dataset, pointLabels[place]);
                return {
                    cells: [{bytes: input, role: /** @type {const} */ ('input')}, {bytes: copies[i], role: /** @type {const} */ ('output'), input}],
                    caption: `${significant(scores.errors[place])}, ${name}${scores.abnormal[place] ? ', abnormal' : ''}`,
                };
            });
            const half = Math.ceil(places.length / 2);
            worst.show(pairs.slice(0, half), dataset);
            best.show(pairs.slice(half).reverse(), dataset);
        },
    };
}
