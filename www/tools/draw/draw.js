// The tool "Draw": the reconstruction of your own drawing, as you draw it, and its code. Kept drawings are reconstructed
// again as the model learns. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {button} from '../../ui/widgets.js';
import {examplesOf, joined} from '../../examples/buffer.js';
import {createFrame} from '../../scheduling/animation-frame.js';
import {createToolBase, textLine, toolColumn, toolRow, toolbar} from '../tool.js';
import {createPad} from './pad.js';
import {exampleOf, placementOf} from './rasterise.js';
import {createReconstructions} from './reconstructions.js';

const MOST_KEPT = 12;
/** Width of a line in pixels of an example. Of examples with more than `FINEST` pixels a side, the line is wider. */
const LINE = 1.6;
const FINEST = 20;

const INVITATION = 'Draw something like the examples. Your drawing is centred and scaled as they are, and reconstructed as you draw.';
const HELP = 'Draw with mouse, finger or pen. The network reconstructs your drawing as well as its latent code allows. Anything unlike the training examples comes back as something it knows.';

/** @typedef {import('../../protocol/queries.js').Reconstructed} Reconstructed */
/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createDraw({query, mark, drew}) {
    const pad = createPad(() => frame.request());
    const frame = createFrame(redrawn);
    const view = createReconstructions();
    const base = createToolBase({quantity: 'reconstructions', clear: () => view.clearKept(), painters: [pad, view]});
    const buttons = createButtons(pad, () => {
        if (example) kept.push(example);
        pad.clear();
    });
    const body = toolRow(element('div', {}, pad.node, buttons.node), toolColumn(view.newest, base.status, view.row));
    const refusal = textLine('These examples are signals, which cannot be drawn. Choose images as data set.');
    /** @type {import('./rasterise.js').Placement | null} null where the examples cannot be drawn */
    let placement = null;
    /** @type {Uint8Array | null} */
    let example = null;
    /** @type {Uint8Array[]} */
    let kept = [];

    const reconstruction = base.request(({examples}) => query({kind: 'reconstruct', examples}), {numbers: ({errors}) => errors, show});

    function redrawn() {
        const run = base.run();
        if (!run || !placement) return;
        const {dataset} = run.description;
        example = pad.isEmpty() ? null : exampleOf(pad.read(), dataset, placement);
        drew(example);
        buttons.update(example !== null && kept.length < MOST_KEPT);
        if (!example) {
            view.clearNewest();
            mark(null);
            base.say(INVITATION);
        }
        reconstruct();
    }

    function reconstruct() {
        const all = example ? [example, ...kept] : kept;
        if (placement && all.length > 0) reconstruction.send({examples: joined(all), hasNew: example !== null, count: all.length});
        else view.clearKept();
    }

    /** @param {Reconstructed} answer @param {{examples: Uint8Array, hasNew: boolean, count: number}} asked @param {CreatedEvent} run */
    function show({outputs, codes, errors}, {examples, hasNew, count}, {description: {dataset}}) {
        if (hasNew !== (example !== null) || count !== kept.length + Number(hasNew)) return; // drawn, kept or cleared since
        const reconstructed = examplesOf(outputs, dataset);
        const pairs = examplesOf(examples, dataset).map((input, i) => ({input, output: reconstructed[i]}));
        view.showKept(pairs.slice(Number(hasNew)), dataset);
        if (!hasNew) return;
        view.show(pairs[0], dataset);
        mark(codes.subarray(0, codes.length / count));
        base.say(`Your drawing, its reconstruction, the difference. The squared error is ${significant(errors[0])} per pixel. The diamond in the latent space is its code.`);
    }

    return base.tool({
        label: 'Draw', help: HELP, nodes: [body, refusal],
        begin({description: {dataset}, points}, isOtherData) {
            const canDraw = dataset.kind === 'image';
            body.hidden = !canDraw;
            refusal.hidden = canDraw;
            if (isOtherData) kept = [];
            drew(null);
            placement = canDraw ? placementOf(points, dataset) : null;
            if (!canDraw) return mark(null);
            pad.setBrush(LINE / Math.min(FINEST, Math.max(dataset.width, dataset.height)));
            redrawn();
        },
        update: reconstruct,
        leave: () => mark(null),
    });
}

/** @param {ReturnType<typeof createPad>} pad @param {() => void} onKeep */
function createButtons(pad, onKeep) {
    const [undo, clear, keep] = [button('Undo', pad.undo), button('Clear', pad.clear), button('Keep', onKeep)];
    /** @param {boolean} canKeep */
    function update(canKeep) {
        undo.disabled = clear.disabled = pad.isEmpty();
        keep.disabled = !canKeep;
    }
    update(false);
    return {node: toolbar(undo, clear, keep), update};
}
