// The tool "Repair": corrupts an example and shows its reconstruction, next to simpler repairs. The corruption stays the same
// while the model learns. Main thread.

import {button} from '../../ui/widgets.js';
import {countOf, exampleAt} from '../../examples/buffer.js';
import {classTerm, termsOf} from '../../examples/terms.js';
import {createExamplePicker} from '../example-picker.js';
import {createToolBase, textLine, toolColumn, toolRow, toolbar} from '../tool.js';
import {createCorruptionControls, trainedOn} from './corruption-controls.js';
import {createErasedMask} from './erased-mask.js';
import {erased} from './erasing.js';
import {createRepairView} from './repair-view.js';
import {meanExample} from './scores.js';

const HELP = 'Corrupt an example and see what comes back. A latent code has no room for corruption: the decoder draws the example that it most likely was. Compare its error with that of simple fillings, which leave the rest alone.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../../protocol/queries.js').Corrupted} Corrupted */
/** @typedef {{truth: Uint8Array, corrupted: Uint8Array, mask: Uint8Array}} Example */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createRepair({query, selected}) {
    const controls = createCorruptionControls(corrupt);
    const byHand = createErasedMask({onChange: () => controls.kind() === 'erase' ? corrupt() : controls.choose('erase'), brush: controls.brush, say: (text) => base.say(text)});
    const view = createRepairView();
    const base = createToolBase({quantity: 'reconstructions', clear: view.clear, painters: [byHand.eraser, view]});
    const about = textLine();
    const picker = createExamplePicker(selected, corrupt);
    const again = button('Again', () => {
        seed += 1;
        corrupt();
    }, {title: 'The same kind of corruption with another seed'});
    let seed = 1;
    let trained = ''; // the corruption of the last run
    let mean = new Uint8Array();
    /** @type {Uint8Array | null} the clean example whose corruption is awaited */
    let awaited = null;
    /** @type {Example | null} */
    let example = null;

    const corruption = base.request(({examples, settings}) => query({kind: 'corrupt', examples, settings}), {
        numbers: () => [],
        show: (/** @type {Corrupted} */ answer, /** @type {{examples: Uint8Array, settings: object}} */ {examples}) => examples === awaited && use(answer, examples),
    });
    const repairs = base.request((/** @type {Example} */ {corrupted}) => query({kind: 'reconstruct', examples: corrupted}), {
        numbers: ({errors}) => errors,
        show: ({outputs}, asked, run) => view.show({...asked, output: outputs, mean, isNoise: ['gaussian', 'salt-and-pepper'].includes(controls.kind())}, run.description.dataset),
    });

    /** Corrupts another example, or in another way. */
    function corrupt() {
        const run = base.run();
        if (!run) return;
        const isByHand = controls.kind() === 'erase';
        const truth = exampleAt(run.points, run.description.dataset, picker.index()).slice();
        again.hidden = isByHand;
        byHand.undo.hidden = !isByHand;
        example = null;
        awaited = truth;
        if (isByHand) use(erased(truth, byHand.mask()), truth);
        else corruption.send({examples: truth, settings: {...controls.settings(), seed}});
    }

    /** @param {Corrupted} answer @param {Uint8Array} truth */
    function use({examples: corrupted, mask}, truth) {
        const run = base.run();
        if (!run) return;
        example = {truth, corrupted, mask};
        byHand.eraser.show({bytes: corrupted, erased: controls.kind() === 'erase' ? mask : null, format: run.description.dataset, side: controls.brush()});
        base.say(`Validation ${nameOf(run, picker.index())}. ${mask.includes(1) ? '' : 'Nothing is corrupted yet: paint over the example, or raise the amount. '}`);
        repairs.send(example);
    }

    return base.tool({
        label: 'Repair', help: HELP,
        nodes: [toolbar(...controls.nodes, again, byHand.undo, picker.node),
            toolRow(byHand.eraser.node, toolColumn(view.figures, base.status, view.table, about))],
        begin({config, points, description: {dataset}}, isOtherData) {
            mean = meanExample(points, dataset);
            const {one} = termsOf(dataset);
            about.textContent = `${trainedOn(config, dataset)} The mean is that of the ${countOf(points, dataset)} validation ${one}s, this one among them. Zero is ${dataset.kind === 'image' ? 'black' : 'the lowest value'}.`;
            picker.begin(countOf(points, dataset));
            if (isOtherData || trained !== config.corruption) {
                controls.begin(config, dataset);
                byHand.begin(dataset);
            }
            trained = config.corruption;
            corrupt();
        },
        update() {
            if (picker.follow() || !example) corrupt();
            else repairs.send(example);
        },
    });
}

/** @param {CreatedEvent} run @param {number} index */
function nameOf({pointLabels, description: {dataset}}, index) {
    const label = pointLabels[index];
    return `${termsOf(dataset).short} ${index + 1}${label === undefined ? '' : `, ${classTerm(dataset, label)}`}`;
}
