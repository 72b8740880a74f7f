// The tool "Weights": filters of the first layer, output patterns of the last layer, and statistics of every layer.
// Main thread.

import {CALM} from '../../scheduling/latest-request.js';
import {createToolBase} from '../tool.js';
import {createColumnWeights} from './column-weights.js';
import {LAYER_TERMS, createLayerTable} from './layer-table.js';
import {createUnitImages} from './unit-images.js';

const HELP = 'The weights of a unit are an image of what it responds to. At first they are noise; with training, strokes and edges appear. A layer with dead units, or with vanished gradients, no longer learns.';
const [FILTERS, ATOMS] = ['First layer: the filter of each unit', 'Last layer: the output pattern of each unit'];
const SCALES = {
    image: 'Middle grey is 0, lighter is positive, darker negative, each image on a scale of its own.',
    word: 'A row a place, a column a letter. Middle grey is 0, lighter is positive, darker negative, each image on a scale of its own.',
    table: 'Each line is a column of the table, or a name in it; each number at the top is a unit. Blue is positive, orange negative, each unit on a scale of its own.',
    sequence: 'Half-way up is 0, above is positive, below negative, each image on a scale of its own.',
};

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createWeights({query}) {
    const filters = createUnitImages(FILTERS, 'Filters of the units of the first layer');
    const atoms = createUnitImages(ATOMS, 'Output patterns of the units before the output');
    const byColumn = [FILTERS, ATOMS].map(createColumnWeights);
    const table = createLayerTable();
    const base = createToolBase({quantity: 'weights'});

    const request = base.request(() => query({kind: 'modelStats'}), {
        numbers: ({layers}) => layers.map(({weights}) => weights), show, pace: CALM,
    });

    /** @param {import('../../protocol/answers.js').ModelStats} stats @param {unknown} _ @param {import('../../protocol/messages.js').CreatedEvent} run */
    function show(stats, _, {description: {dataset: {kind, columns}, layers}}) {
        const tiles = [stats.filters, stats.atoms];
        const notes = new Set(kind === 'table' ? byColumn.map((each, i) => each.show(tiles[i], columns)) : [filters, atoms].map((each, i) => each.show(tiles[i], kind)));
        base.say(stats.filters || stats.atoms ? [SCALES[kind], ...notes].filter(Boolean).join(' ') :
            'The units of these layers see frames, not whole signals, so that their weights are no images.');
        const named = layers.filter(({role, parameters}) => role !== 'classes' && parameters > 0);
        table.show(stats.layers, named.map(({role, shape}) => `${role} ${shape}`));
    }

    return base.tool({
        label: 'Weights', help: HELP, terms: LAYER_TERMS,
        nodes: [base.status, table.node, ...filters.nodes, ...atoms.nodes, ...byColumn.map(({node}) => node)],
        views: [filters, atoms, table, ...byColumn],
        begin: () => base.say('Reading the weights…'),
        update: request.send,
    });
}
