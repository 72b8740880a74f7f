// The tool "Draw": the reconstruction of your own drawing, as you draw it, and its code. Kept drawings are reconstructed
// again as the model learns. Main thread.

import {significant} from '../../ui/format.js';
import {examplesOf, joined} from '../../examples/buffer.js';
import {createToolBase, textLine, toolColumn, toolRow} from '../tool.js';
import {createDrawing} from './drawing.js';
import {createReconstructions} from './reconstructions.js';
import {createRowForm} from './row-form.js';
import {createWordForm} from './word-form.js';

const MOST_KEPT = 12;
/** @type {Record<string, string>} by the kind of the examples */
const INVITATIONS = {
    image: 'Draw something like the examples. Your drawing is centred and scaled as they are, and reconstructed as you draw.',
    table: 'Enter a row like the examples. What you leave empty is not known, and the network fills it in.',
    word: 'Type a word. The network spells it again from its code, letter by letter.',
};
/** @type {Record<string, string>} */
const OWN = {image: 'drawing', table: 'row', word: 'word'};
const HELP = 'Draw with mouse, finger or pen; of a table, enter a row; of words, type one. The network reconstructs it as well as its latent code allows. Anything unlike the training examples comes back as something it knows.';

/** @typedef {import('../../protocol/answers.js').Reconstruction} Reconstruction */
/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createDraw({query, mark, drew}) {
    const listeners = {onChange: redrawn, onKeep: (/** @type {Uint8Array} */ example) => void kept.push(example)};
    const pad = createDrawing(listeners);
    /** By the kind of the examples. @type {Record<string, ReturnType<typeof createDrawing | typeof createRowForm | typeof createWordForm>>} */
    const entries = {image: pad, table: createRowForm(listeners), word: createWordForm(listeners)};
    let kind = 'image';
    const entry = () => entries[kind] ?? pad;
    const view = createReconstructions();
    const base = createToolBase({quantity: 'reconstructions'});
    const body = toolRow(...Object.values(entries).map(({node}) => node), toolColumn(view.newest, base.status, view.row));
    const refusal = textLine('Only images can be drawn, rows of tables entered and words typed. Choose one of these as data set.');
    /** @type {Uint8Array[]} */
    let kept = [];

    const reconstruction = base.request(({examples}) => query({kind: 'reconstruct', examples}), {numbers: ({errors}) => errors, show});

    /** @param {Uint8Array | null} example */
    function redrawn(example) {
        drew(example);
        entry().allowKeeping(example !== null && kept.length < MOST_KEPT);
        if (!example) {
            view.clearNewest();
            mark(null);
            base.say(INVITATIONS[kind] ?? '');
        }
        reconstruct();
    }

    function reconstruct() {
        const example = entry().example();
        const all = example ? [example, ...kept] : kept;
        if (all.length > 0) reconstruction.send({examples: joined(all), hasNew: example !== null, count: all.length});
        else view.clear();
    }

    /** @param {Reconstruction} answer @param {{examples: Uint8Array, hasNew: boolean, count: number}} asked @param {CreatedEvent} run */
    function show({outputs, codes, errors}, {examples, hasNew, count}, {description: {dataset}}) {
        if (hasNew !== (entry().example() !== null) || count !== kept.length + Number(hasNew)) return; // drawn, kept or cleared since
        const reconstructed = examplesOf(outputs, dataset);
        const pairs = examplesOf(examples, dataset).map((input, i) => ({input, output: reconstructed[i]}));
        view.showKept(pairs.slice(Number(hasNew)), dataset);
        if (!hasNew) return;
        view.show(pairs[0], dataset);
        mark(codes.subarray(0, codes.length / count));
        const error = kind === 'word' ? '' : ` The squared error is ${significant(errors[0])}${kind === 'image' ? ' per pixel' : ''}.`;
        base.say(`Your ${OWN[kind]}, its reconstruction, the difference.${error} The diamond in the latent space is its code.`);
    }

    return base.tool({
        label: 'Draw', help: HELP, nodes: [body, refusal], views: [pad, view],
        begin({description: {dataset}, points}, isOtherData) {
            if (isOtherData) kept = [];
            entry().end();
            ({kind} = dataset);
            const canDraw = kind in entries;
            body.hidden = !canDraw;
            refusal.hidden = canDraw;
            for (const [of, {node}] of Object.entries(entries)) node.hidden = of !== kind;
            if (canDraw) return entry().begin(points, dataset);
            drew(null);
            mark(null);
        },
        update: reconstruct,
        leave: () => mark(null),
    });
}
