// The tool "Draw": the reconstruction of your own drawing, as you draw it, and its code. Kept drawings are reconstructed
// again as the model learns. Main thread.

import {significant} from '../../ui/format.js';
import {examplesOf, joined} from '../../examples/buffer.js';
import {createToolBase, textLine, toolColumn, toolRow} from '../tool.js';
import {createDrawing} from './drawing.js';
import {createReconstructions} from './reconstructions.js';
import {createRowForm} from './row-form.js';

const MOST_KEPT = 12;
const INVITATIONS = {
    image: 'Draw something like the examples. Your drawing is centred and scaled as they are, and reconstructed as you draw.',
    table: 'Enter a row like the examples. What you leave empty is not known, and the network fills it in.',
};
const HELP = 'Draw with mouse, finger or pen; of a table, enter a row. The network reconstructs your drawing as well as its latent code allows. Anything unlike the training examples comes back as something it knows.';

/** @typedef {import('../../protocol/answers.js').Reconstruction} Reconstruction */
/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createDraw({query, mark, drew}) {
    const listeners = {onChange: redrawn, onKeep: (/** @type {Uint8Array} */ example) => void kept.push(example)};
    const [pad, form] = [createDrawing(listeners), createRowForm(listeners)];
    /** @type {typeof pad | typeof form} */
    let drawing = pad;
    const view = createReconstructions();
    const base = createToolBase({quantity: 'reconstructions'});
    const body = toolRow(pad.node, form.node, toolColumn(view.newest, base.status, view.row));
    const refusal = textLine('Only images can be drawn, and only rows of tables entered. Choose one of these as data set.');
    /** @type {Uint8Array[]} */
    let kept = [];

    const reconstruction = base.request(({examples}) => query({kind: 'reconstruct', examples}), {numbers: ({errors}) => errors, show});

    /** @param {Uint8Array | null} example */
    function redrawn(example) {
        drew(example);
        drawing.allowKeeping(example !== null && kept.length < MOST_KEPT);
        if (!example) {
            view.clearNewest();
            mark(null);
            base.say(drawing === form ? INVITATIONS.table : INVITATIONS.image);
        }
        reconstruct();
    }

    function reconstruct() {
        const example = drawing.example();
        const all = example ? [example, ...kept] : kept;
        if (all.length > 0) reconstruction.send({examples: joined(all), hasNew: example !== null, count: all.length});
        else view.clear();
    }

    /** @param {Reconstruction} answer @param {{examples: Uint8Array, hasNew: boolean, count: number}} asked @param {CreatedEvent} run */
    function show({outputs, codes, errors}, {examples, hasNew, count}, {description: {dataset}}) {
        if (hasNew !== (drawing.example() !== null) || count !== kept.length + Number(hasNew)) return; // drawn, kept or cleared since
        const reconstructed = examplesOf(outputs, dataset);
        const pairs = examplesOf(examples, dataset).map((input, i) => ({input, output: reconstructed[i]}));
        view.showKept(pairs.slice(Number(hasNew)), dataset);
        if (!hasNew) return;
        view.show(pairs[0], dataset);
        mark(codes.subarray(0, codes.length / count));
        const isRow = dataset.kind === 'table';
        base.say(`Your ${isRow ? 'row' : 'drawing'}, its reconstruction, the difference. The squared error is ${significant(errors[0])}${isRow ? '' : ' per pixel'}. The diamond in the latent space is its code.`);
    }

    return base.tool({
        label: 'Draw', help: HELP, nodes: [body, refusal], views: [pad, view],
        begin({description: {dataset}, points}, isOtherData) {
            const {kind} = dataset;
            const canDraw = kind === 'image' || kind === 'table';
            body.hidden = !canDraw;
            refusal.hidden = canDraw;
            [pad.node.hidden, form.node.hidden] = [kind !== 'image', kind !== 'table'];
            if (isOtherData) kept = [];
            drawing.end();
            drawing = kind === 'table' ? form : pad;
            if (canDraw) return drawing.begin(points, dataset);
            drew(null);
            mark(null);
        },
        update: reconstruct,
        leave: () => mark(null),
    });
}
