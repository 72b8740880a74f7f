// The examples with the worst and with the best reconstructions. Main thread.

import {element} from '../../ui/dom.js';
import {exampleAt, examplesOf} from '../../examples/buffer.js';
import {significant} from '../../ui/format.js';
import {classTerm} from '../../examples/terms.js';
import {createFigures} from '../../examples/figures.js';

const SHOWN = 6; // of either

/** Indices of the examples with the highest and with the lowest scores. @param {ArrayLike<number>} scores */
export function extremesOf(scores) {
    const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[b] - scores[a]);
    return order.length > 2 * SHOWN ? [...order.slice(0, SHOWN), ...order.slice(-SHOWN)] : order;
}

export function createRanked() {
    const [worst, best] = [createFigures('The worst reconstructions'), createFigures('The best reconstructions')];
    return {
        node: element('div', {class: 'ranked'}, element('h3', {}, 'Worst reconstructions'), worst.node, element('h3', {}, 'Best reconstructions'), best.node),
        recolour() {
            worst.recolour();
            best.recolour();
        },
        /**
         * @param {import('../../protocol/messages.js').CreatedEvent} run
         * @param {import('./anomalies.js').RankedScores} found
         */
        show({description: {dataset}, points}, {indices, outputs, scores}) {
            const reconstructions = examplesOf(outputs, dataset);
            const pairs = indices.map((index, i) => {
                const input = exampleAt(points, dataset, scores.places[index]);
                const name = classTerm(dataset, scores.labels[index]);
                return {
                    cells: [{bytes: input, role: /** @type {const} */ ('input')}, {bytes: reconstructions[i], role: /** @type {const} */ ('output'), input}],
                    caption: `${significant(scores.errors[index])}, ${name}${scores.abnormal[index] ? ', abnormal' : ''}`,
                };
            });
            const half = Math.ceil(indices.length / 2);
            worst.show(pairs.slice(0, half), dataset);
            best.show(pairs.slice(half).reverse(), dataset);
        },
    };
}
