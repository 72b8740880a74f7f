// The tool "Repair": corrupts an example and shows its reconstruction, next to simpler repairs. The corruption stays the same
// while the model learns. Main thread.

import {countOf, exampleAt} from '../../examples/buffer.js';
import {classTerm, termsOf} from '../../examples/terms.js';
import {createExamplePicker} from '../example-picker.js';
import {createToolBase, textLine, toolColumn, toolRow, toolbar} from '../tool.js';
import {createCellErasing} from './cell-erasing.js';
import {meanRow} from './cell-repairs.js';
import {createCorruption} from './corruption.js';
import {trainedOn} from './corruption-controls.js';
import {createRepairView} from './repair-view.js';
import {createRowRepairView} from './row-repair-view.js';
import {meanExample} from './scores.js';

const HELP = 'Corrupt an example and see what comes back. A latent code has no room for corruption: the decoder draws the example that it most likely was. Compare its error with that of simple fillings, which leave the rest alone.';
const NOTHING = {
    pixels: 'Nothing is corrupted yet: paint over the example, or raise the amount. ',
    cells: 'Nothing is erased yet: tick a box, or press Masking noise. ',
};

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('./corruption.js').Example} Example */

/** @typedef {import('../../protocol/answers.js').Reconstruction} Reconstruction */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createRepair({query, selected}) {
    const [view, rowView] = [createRepairView(), createRowRepairView()];
    const base = createToolBase({quantity: 'reconstructions'});
    const corruption = createCorruption(query, {base, onChange: corrupt, onCorrupted: use});
    const cells = createCellErasing({onChange: corrupt, onCorrupted: use});
    const picker = createExamplePicker(selected, corrupt);
    const about = textLine();
    let trained = ''; // the corruption of the last run
    /** @type {Uint8Array} */
    let mean = new Uint8Array();
    /** @type {Example | null} */
    let example = null;

    const isTable = () => base.run()?.description.dataset.kind === 'table';
    // of a row whose cells are all erased no error is known
    const repairs = base.request((/** @type {Example} */ {corrupted}) => query({kind: 'reconstruct', examples: corrupted}), {
        numbers: ({codes, errors}) => isTable() ? codes : errors, show,
    });

    /** @param {Reconstruction} answer @param {Example} asked @param {CreatedEvent} run */
    function show({outputs}, asked, {description: {dataset}}) {
        const repaired = {...asked, output: outputs, mean, isNoise: corruption.isNoise()};
        if (isTable()) rowView.show(repaired, cells.erased(), dataset);
        else view.show(repaired, dataset);
    }

    /** Corrupts another example, or in another way. */
    function corrupt() {
        const run = base.run();
        example = null;
        if (run) (isTable() ? cells : corruption).corrupt(exampleAt(run.points, run.description.dataset, picker.index()).slice());
    }

    /** @param {Example} next */
    function use(next) {
        const run = base.run();
        if (!run) return;
        example = next;
        if (!isTable()) corruption.show(example, run.description.dataset);
        base.say(`Validation ${nameOf(run, picker.index())}. ${example.mask.includes(1) ? '' : NOTHING[isTable() ? 'cells' : 'pixels']}`);
        repairs.send(example);
    }

    return base.tool({
        label: 'Repair', help: HELP,
        views: [corruption, view, rowView],
        nodes: [toolbar(...corruption.nodes, ...cells.nodes, picker.node),
            toolRow(corruption.node, toolColumn(view.figures, rowView.figures, base.status, view.table, rowView.table, about))],
        begin({config, points, description: {dataset}}, isOtherData) {
            for (const node of [...corruption.nodes, corruption.node, view.figures, view.table]) node.hidden = isTable();
            for (const node of [...cells.nodes, rowView.figures, rowView.table]) node.hidden = !isTable();
            mean = isTable() ? meanRow(points, dataset) : meanExample(points, dataset);
            about.textContent = aboutOf(config, dataset, countOf(points, dataset));
            picker.begin(countOf(points, dataset));
            if (isTable() && isOtherData) cells.begin(dataset.columns);
            else if (!isTable() && (isOtherData || trained !== config.corruption)) corruption.begin(config, dataset);
            trained = config.corruption;
            corrupt();
        },
        update() {
            if (picker.follow() || !example) corrupt();
            else repairs.send(example);
        },
    });
}

/** @param {import('../../protocol/messages.js').Config} config @param {import('../../protocol/answers.js').DatasetInfo} dataset @param {number} count of validation examples */
function aboutOf(config, dataset, count) {
    const {one} = termsOf(dataset);
    const filling = `${trainedOn(config, dataset)} The mean is that of the ${count} validation ${one}s, this one among them.`;
    if (dataset.kind === 'table') return `${filling} Of a category it is the commonest name.`;
    return `${filling} Zero is ${dataset.kind === 'image' ? 'black' : 'the lowest value'}.`;
}

/** @param {CreatedEvent} run @param {number} index */
function nameOf({pointLabels, description: {dataset}}, index) {
    const label = pointLabels[index];
    return `${termsOf(dataset).short} ${index + 1}${label === undefined ? '' : `, ${classTerm(dataset, label)}`}`;
}
