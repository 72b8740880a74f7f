// The tool "Repair": corrupts an example and shows its reconstruction, next to simpler repairs. The corruption stays the same
// while the model learns. Main thread.

import {countOf, exampleAt} from '../../examples/buffer.js';
import {classTerm, termsOf} from '../../examples/terms.js';
import {createExamplePicker} from '../example-picker.js';
import {createToolBase, textLine, toolColumn, toolRow, toolbar} from '../tool.js';
import {createCorruption} from './corruption.js';
import {trainedOn} from './corruption-controls.js';
import {createRepairView} from './repair-view.js';
import {meanExample} from './scores.js';

const HELP = 'Corrupt an example and see what comes back. A latent code has no room for corruption: the decoder draws the example that it most likely was. Compare its error with that of simple fillings, which leave the rest alone.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('./corruption.js').Example} Example */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createRepair({query, selected}) {
    const view = createRepairView();
    const base = createToolBase({quantity: 'reconstructions'});
    const corruption = createCorruption(query, {base, onChange: corrupt, onCorrupted: use});
    const picker = createExamplePicker(selected, corrupt);
    const about = textLine();
    let trained = ''; // the corruption of the last run
    let mean = new Uint8Array();
    /** @type {Example | null} */
    let example = null;

    const repairs = base.request((/** @type {Example} */ {corrupted}) => query({kind: 'reconstruct', examples: corrupted}), {
        numbers: ({errors}) => errors,
        show: ({outputs}, asked, run) => view.show({...asked, output: outputs, mean, isNoise: corruption.isNoise()}, run.description.dataset),
    });

    /** Corrupts another example, or in another way. */
    function corrupt() {
        const run = base.run();
        example = null;
        if (run) corruption.corrupt(exampleAt(run.points, run.description.dataset, picker.index()).slice());
    }

    /** @param {Example} next */
    function use(next) {
        const run = base.run();
        if (!run) return;
        example = next;
        corruption.show(example, run.description.dataset);
        base.say(`Validation ${nameOf(run, picker.index())}. ${example.mask.includes(1) ? '' : 'Nothing is corrupted yet: paint over the example, or raise the amount. '}`);
        repairs.send(example);
    }

    return base.tool({
        label: 'Repair', help: HELP,
        views: [corruption, view],
        nodes: [toolbar(...corruption.nodes, picker.node),
            toolRow(corruption.node, toolColumn(view.figures, base.status, view.table, about))],
        begin({config, points, description: {dataset}}, isOtherData) {
            mean = meanExample(points, dataset);
            const {one} = termsOf(dataset);
            about.textContent = `${trainedOn(config, dataset)} The mean is that of the ${countOf(points, dataset)} validation ${one}s, this one among them. Zero is ${dataset.kind === 'image' ? 'black' : 'the lowest value'}.`;
            picker.begin(countOf(points, dataset));
            if (isOtherData || trained !== config.corruption) corruption.begin(config, dataset);
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
