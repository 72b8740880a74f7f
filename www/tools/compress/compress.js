// The tool "Compress": rate and distortion of latent codes that are quantised to few bits, compared with raw values, PNG,
// PCA and earlier runs. Main thread.

import {significant} from '../../ui/format.js';
import {countOf, differenceOf, exampleAt} from '../../examples/buffer.js';
import {createFigures} from '../../examples/figures.js';
import {termsOf} from '../../examples/terms.js';
import {CALM} from '../../scheduling/latest-request.js';
import {createExamplePicker} from '../example-picker.js';
import {createToolBase, createValueSlider, toolColumn, toolRow, toolbar} from '../tool.js';
import {measureRates, reconstructInBits} from './measure.js';
import {measuredRun} from './measured-run.js';
import {DEPTHS, squaredError} from './rate-distortion.js';
import {createReport} from './report.js';

const HELP = 'A latent code is a compressed example. Round its dimensions to few bits and see what is lost. A good code loses little, and its curve stays flat to the left. The lower a curve and the further left, the better it compresses.';

/** @typedef {import('./measured-run.js').MeasuredRun} MeasuredRun */
/** @typedef {{picture: Uint8Array, latent: number, depth: number}} QuantisedQuery */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createCompress({query, selected, step}) {
    const figures = createFigures('The example, its reconstruction from the code, its reconstruction from the quantised code, and the error map of the latter');
    const bits = createValueSlider({
        word: 'bits per dimension', label: 'Bits per latent dimension', range: {min: 0, max: DEPTHS.length - 1, value: DEPTHS.indexOf(8)},
        inWords: (i) => `${DEPTHS[i]} bits`, onInput: draw,
    });
    const depth = () => DEPTHS[bits.value()];
    const picker = createExamplePicker(selected, reconstruct);
    const report = createReport(depth);
    const base = createToolBase({quantity: 'latent codes', clear: () => void (isMeasured = false)});
    /** @type {MeasuredRun | null} */
    let run = null;
    let isMeasured = false;

    const measurement = base.request(async (/** @type {MeasuredRun} */ {sample, created}) => ({found: await measureRates(query, {sample, latent: created.config.latent, format: created.description.dataset})}), {
        numbers: ({found}) => found ? [] : [NaN],
        show({found}) {
            if (!found) return;
            isMeasured = true;
            report.measured({...found, step: step()});
            reconstruct();
        },
        pace: CALM,
    });
    const quantised = base.request((/** @type {QuantisedQuery} */ of) => reconstructInBits(query, of), {
        numbers: () => [],
        show: ({pictures}, of, {description: {dataset}}) => figures.show(figuresOf(pictures, of, dataset), dataset),
    });

    function reconstruct() {
        if (!run || !isMeasured) return;
        const {config, points, description: {dataset}} = run.created;
        quantised.send({picture: exampleAt(points, dataset, picker.index()), latent: config.latent, depth: depth()});
        base.say(`Validation ${termsOf(dataset).short} ${picker.index() + 1}, from its code.`);
    }

    function draw() {
        report.draw();
        reconstruct();
    }

    return base.tool({
        label: 'Compress', help: HELP,
        nodes: [toolbar(bits.node, picker.node, report.forget),
            toolRow(toolColumn(figures.node, base.status, report.table), report.chart), report.about],
        views: [figures, report],
        begin(created) {
            run = measuredRun(created);
            base.say('Measuring…');
            picker.begin(countOf(created.points, created.description.dataset));
            report.begin(run);
            draw();
        },
        update() {
            report.measurePng();
            if (run) measurement.send(run);
            if (picker.follow()) reconstruct();
        },
        compare: report.compare,
    });
}

/** @param {Uint8Array} pictures in full, and in few bits @param {QuantisedQuery} of @param {import('../../examples/painter.js').ExampleFormat} format @returns {import('../../examples/figures.js').Figure[]} */
function figuresOf(pictures, {picture, depth}, format) {
    const [full, few] = [pictures.subarray(0, picture.length), pictures.subarray(picture.length)];
    return [
        {cells: [{bytes: picture, role: 'input'}], caption: 'original'},
        {cells: [{bytes: full, role: 'output', input: picture}], caption: `in full, squared error ${significant(squaredError(picture, full, format))}`},
        {cells: [{bytes: few, role: 'output', input: picture}], caption: `in ${depth} bits, squared error ${significant(squaredError(picture, few, format))}`},
        {cells: [{bytes: differenceOf(few, picture, format), role: 'error'}], caption: 'error map'},
    ];
}
