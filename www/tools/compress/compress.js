// The tool "Compress": how few bits a picture can be kept in as a code, and how much that costs, beside raw, PNG, PCA
// and earlier runs. Main thread.

import {element} from '../../ui/dom.js';
import {countOf, differenceOf, exampleAt, sizeOf} from '../../examples/buffer.js';
import {CALM, createNewest} from '../../scheduling/latest-request.js';
import {compact, integer, significant} from '../../ui/format.js';
import {termsOf} from '../../examples/terms.js';
import {createEarlierCurves} from './saved-curves.js';
import {createFigures} from '../../examples/figures.js';
import {meanPngBits} from './png-size.js';
import {createExamplePicker} from '../example-picker.js';
import {createRateChart, MOST_EARLIER} from './chart.js';
import {copyInBits, measureRates} from './measure.js';
import {DEPTHS, pcaRates, rawBits, squaredError} from './rate-distortion.js';
import {runName} from './run-name.js';
import {createSizeTable} from './size-table.js';

/** Values of all pictures whose copies are compared, and how many pictures that are at least: more take too long. */
const VALUES = 150_000;
const LEAST = 64;

const BROKEN = 'The model has broken: its codes are no numbers any more. Reset it, or go back as the message above says.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{created: CreatedEvent, id: string, name: string, data: string, sample: Uint8Array[], png: Promise<number> | null}} Run */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createCompress({query, selected, step}) {
    const slider = element('input', {type: 'range', min: '0', max: String(DEPTHS.length - 1), value: String(DEPTHS.indexOf(8)), oninput: choose, 'aria-label': 'Bits a number'});
    const value = element('output', {class: 'tool-value'});
    const point = createExamplePicker(selected, look);
    const forget = element('button', {type: 'button', class: 'small', onclick: forgetEarlier, hidden: true}, 'Forget earlier runs');
    const figures = createFigures('The example, its copy from the code, its copy from the code in few bits, and how far that is from the example');
    const table = createSizeTable();
    const chart = createRateChart();
    const [words, about] = [element('p', {class: 'tool-words', role: 'status'}), element('p', {class: 'tool-words'})];
    const earlier = createEarlierCurves(() => localStorage);
    /** @type {Run | null} */
    let run = null;
    /** @type {import('./measure.js').Measured & {step: number} | null} */
    let measured = null;
    /** @type {import('../../client/pca-client.js').PcaNews | null} */
    let pca = null;
    /** @type {number | null} */
    let png = null; // bits, mean of the sample

    const measures = createNewest((/** @type {Run} */ of) => measureRates(query, {sample: of.sample, latent: of.created.config.latent}), take, CALM);
    const copied = createNewest((/** @type {Parameters<typeof copyInBits>[1]} */ of) => copyInBits(query, of), show);
    const depth = () => DEPTHS[Number(slider.value)];

    /** @param {import('./measure.js').Measured | null} found @param {Run} of */
    function take(found, of) {
        measured = found && {...found, step: step()};
        if (!found) {
            words.textContent = BROKEN;
            figures.clear();
            chart.clear();
        }
        if (measured && measured.step > 0) earlier.put(curveOf(of, measured));
        tell();
        look();
    }

    /** Needed once a run, and only where somebody looks. */
    async function measurePng() {
        const of = run;
        if (!of || of.png) return;
        of.png = meanPngBits(of.sample, of.created.description.dataset);
        const bits = await of.png.catch(() => null);
        if (run !== of) return;
        png = bits;
        tell();
    }

    /** All that does not depend on which picture is looked at. */
    function tell() {
        value.textContent = `${depth()} bits`;
        slider.setAttribute('aria-valuetext', `${depth()} bits`);
        if (!run) return;
        const {created: {config, description}, sample} = run;
        const {one} = termsOf(description.dataset);
        const rate = measured?.rates.find((each) => each.depth === depth());
        table.show([
            {name: `raw: 8 bits × ${integer(sizeOf(description.dataset))} values`, bits: rawBits(description.dataset), error: 0},
            {name: `as a PNG file, mean of ${sample.length}`, bits: png, error: 0},
            {name: `code: ${depth()} bits × ${integer(config.latent)}`, bits: config.latent * depth(), error: rate?.error ?? null},
            {name: 'the same, entropy-coded (estimate)', bits: rate?.coded.bits ?? null, isAtLeast: rate?.coded.isAtLeast, error: rate?.error ?? null},
        ], one);
        if (!measured) return;
        const linear = pca?.comparison ? pcaRates({error: pca.comparison.error, codes: pca.comparison.coefficients}, {latent: config.latent, points: countOf(run.created.points, description.dataset), size: sizeOf(description.dataset)}) : null;
        const others = earlier.others(run.id, run.data, MOST_EARLIER);
        forget.hidden = others.length === 0;
        chart.show({
            own: {name: 'this model', rates: measured.rates}, earlier: others, depth: depth(), one,
            pca: linear && {name: linear.length > 1 ? `PCA, ${config.latent} coefficients` : `PCA, ${config.latent} coefficients, not quantised`, rates: linear},
        });
        about.textContent = inWords(run, {...measured, isAtLeast: rate?.coded.isAtLeast ?? false, linear});
    }

    /** @param {import('../../worker/query-handlers.js').Answer | null} answer @param {Parameters<typeof copyInBits>[1]} of */
    function show(answer, {picture, depth: at}) {
        if (!run || !answer || !('pictures' in answer) || answer.pictures.length !== 2 * picture.length) return;
        const [full, few] = [answer.pictures.subarray(0, picture.length), answer.pictures.subarray(picture.length)];
        figures.show([
            {cells: [{bytes: picture, role: 'input'}], caption: 'original'},
            {cells: [{bytes: full, role: 'output', input: picture}], caption: `in full, error ${significant(squaredError(picture, full))}`},
            {cells: [{bytes: few, role: 'output', input: picture}], caption: `in ${at} bits, error ${significant(squaredError(picture, few))}`},
            {cells: [{bytes: differenceOf(few, picture), role: 'error'}], caption: 'difference'},
        ], run.created.description.dataset);
    }

    function look() {
        if (!run) return;
        const {config, points, description: {dataset}} = run.created;
        if (!measured) return;
        copied.ask({picture: exampleAt(points, dataset, point.index()), latent: config.latent, depth: depth()});
        words.textContent = `Validation ${termsOf(dataset).short} ${point.index() + 1}, from its code.`;
    }

    function choose() {
        tell();
        look();
    }

    function forgetEarlier() {
        earlier.forget(run?.id ?? '');
        tell();
    }

    return {
        label: 'Compress',
        help: 'A code is a compressed example. Round its numbers to few bits and see what is lost: a good code loses little, and the curve stays flat to the left. The lower a curve and the further left, the better it compresses.',
        node: element('div', {},
            element('div', {class: 'tool-buttons'}, element('label', {class: 'switch'}, 'bits a number ', slider, value), point.node, forget),
            element('div', {class: 'tool-row'}, element('div', {class: 'tool-side'}, figures.node, words, table.node), chart.node), about),
        begin(created) {
            run = runOf(created);
            measured = png = null;
            words.textContent = 'Measuring…';
            point.begin(countOf(created.points, created.description.dataset));
            figures.clear();
            chart.clear();
            measures.forget();
            choose();
        },
        update() {
            measurePng();
            if (run) measures.ask(run);
            if (point.follow()) look();
        },
        compare(news) {
            pca = news;
            tell();
        },
        leave: measures.forget,
        recolour() {
            figures.recolour();
            chart.recolour();
        },
    };
}

/** @param {CreatedEvent} created @returns {Run} */
function runOf(created) {
    const {config, points, pointLabels, description: {dataset}} = created;
    const {normalClasses} = config;
    // a model that was trained on some classes is measured on these
    const counts = (/** @type {number} */ i) => !(normalClasses?.length > 0) || pointLabels.length === 0 || normalClasses.includes(pointLabels[i]);
    const indices = Array.from({length: countOf(points, dataset)}, (_, i) => i).filter(counts).slice(0, Math.max(LEAST, Math.floor(VALUES / sizeOf(dataset))));
    return {
        created, png: null, id: `${Date.now()}.${created.run}`, name: runName(config),
        data: [dataset.source, dataset.fingerprint, dataset.width, dataset.height, dataset.channels, dataset.train].join(' '),
        sample: indices.map((i) => exampleAt(points, dataset, i)),
    };
}

/** @param {Run} run @param {import('./measure.js').Measured & {step: number}} measured @returns {import('./saved-curves.js').Curve} */
function curveOf({id, name, data}, {rates, step}) {
    return {id, name: `${name}, step ${integer(step)}`, data, rates: rates.map(({depth, bits, error}) => ({depth, bits, error}))};
}

/**
 * What is measured, and what is not counted.
 * @param {Run} run @param {{step: number, codes: number, isAtLeast: boolean, linear: import('./rate-distortion.js').Rate[] | null}} measured
 */
function inWords({created: {description: {dataset, parameters}}, sample}, {step, codes, isAtLeast, linear}) {
    const {one} = termsOf(dataset);
    const pca = !linear ? 'PCA is added to the chart when it has been found.' :
        linear.length > 1 ? `PCA’s coefficients are rounded in the same way; its error is over all ${integer(dataset.validation)} validation ${one}s.` :
            `Of PCA only the error without rounding is known here, over all ${integer(dataset.validation)} validation ${one}s: it stands at 32 bits.`;
    return [
        `Measured at step ${integer(step)}: errors are means over ${sample.length} validation ${one}s.`,
        `Each number of the code is rounded to one of 2 to the power of its bits levels, from the least to the greatest value of ${integer(codes)} validation codes.`,
        `How often each level occurs there gives the entropy-coded size${isAtLeast ? '; to see it whole would take more codes' : ''}.`,
        `Not counted is the network, ${compact(parameters)} parameters, whose decoder whoever reads the codes must have.`,
        'PNG files count with the 57 bytes of headers that each has; a program that tunes them would make them somewhat smaller.', pca,
    ].join(' ');
}
