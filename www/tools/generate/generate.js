// The tool "Generate": pictures from codes that no example had, drawn from the prior or from a mixture fitted to codes,
// each beside the training example that is most like it. Main thread.

import {element} from '../../ui/dom.js';
import {countOf, exampleAt, examplesOf, joined, sizeOf} from '../../examples/buffer.js';
import {CALM, createNewest} from '../../scheduling/latest-request.js';
import {integer, significant} from '../../ui/format.js';
import {classTerm, termsOf} from '../../examples/terms.js';
import {drawnCodes, hasPrior} from './sampler.js';
import {createFigures} from '../../examples/figures.js';
import {fitted, mostCodes} from './fit-mixture.js';

const COUNT = 16;
const BROKEN = 'The model has broken: its codes are no numbers any more. Reset it, or go back as the message above says.';

/** @typedef {import('../../math/gaussian-mixture.js').Mixture} Mixture */
/** @typedef {{pictures: Uint8Array, nearest: import('../../worker/query-handlers.js').Examples & {errors: Float32Array}}} Generated */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createGenerate({query, step}) {
    const figures = createFigures('Generated examples, each beside the training example that is most like it, and how far it is from that');
    const slider = element('input', {type: 'range', min: '0', max: '2', step: '0.1', value: '1', oninput: choose, 'aria-label': 'Temperature'});
    const value = element('output', {class: 'tool-value'}, '1.0');
    const more = element('button', {type: 'button', class: 'small', onclick: again}, 'Again');
    const save = element('button', {type: 'button', class: 'small', disabled: true, onclick: saveSheet}, 'Save as PNG');
    const words = element('p', {class: 'tool-words', role: 'status'});
    const [summary, about] = [element('p', {class: 'tool-words'}), element('p', {class: 'tool-words'})];
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    /** @type {Mixture | null} */
    let mixture = null;
    /** @type {Promise<number> | null} */
    let usual = null; // how far validation examples are from the training examples most like them
    let seed = 1;
    /** @type {Uint8Array[]} */
    let made = [];

    const refits = createNewest(refit, show, CALM);
    const drawn = createNewest(generate, show);

    /** The model has changed: so have its codes. @param {import('../../protocol/messages.js').CreatedEvent} of @returns {Promise<Generated | null>} */
    async function refit(of) {
        const {latent} = of.config;
        // with a prior they only tell whether the model is sound
        const answer = await query({kind: 'codes', part: 'training', most: hasPrior(of.config) ? 1 : mostCodes(latent)});
        if (run !== of || !answer || !('codes' in answer)) return null;
        if (!answer.codes.every(Number.isFinite)) return broken();
        if (!hasPrior(of.config)) {
            const found = await fitted(answer.codes, {latent, last: mixture, pause: () => new Promise((resolve) => setTimeout(resolve))});
            if (run !== of) return null;
            mixture = found;
            about.textContent = sourceInWords(of.config, mixture, answer.codes.length / latent);
        }
        return generate(of);
    }

    function broken() {
        words.textContent = BROKEN;
        summary.textContent = '';
        mixture = null;
        figures.clear();
        return null;
    }

    /** @param {import('../../protocol/messages.js').CreatedEvent} of @returns {Promise<Generated | null>} */
    async function generate(of) {
        if (!hasPrior(of.config) && !mixture) return null;
        const codes = drawnCodes(hasPrior(of.config) ? null : mixture, {count: COUNT, temperature: Number(slider.value), seed, config: of.config});
        const decoded = await query({kind: 'decode', codes});
        if (!decoded || !('pictures' in decoded)) return null;
        const nearest = await query({kind: 'nearest', pictures: decoded.pictures.slice()});
        return nearest && 'pictures' in nearest && 'errors' in nearest ? {pictures: decoded.pictures, nearest} : null;
    }

    /** @param {Generated | null} answer @param {import('../../protocol/messages.js').CreatedEvent} of */
    async function show(answer, of) {
        if (run !== of || !answer) return;
        const {dataset} = of.description;
        const {pictures, nearest: {pictures: twins, labels, errors}} = answer;
        const others = examplesOf(twins, dataset);
        made = examplesOf(pictures, dataset);
        save.disabled = false;
        figures.show(made.map((bytes, i) => ({
            cells: [{bytes, role: 'input'}, {bytes: others[i], role: 'input'}],
            caption: `${significant(errors[i])}${labels.length > 0 ? `, ${classTerm(dataset, labels[i])}` : ''}`,
        })), dataset);
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
        const {one} = termsOf(dataset);
        const usually = await (usual ??= distanceOfValidation(of));
        if (run !== of) return;
        words.textContent = '';
        summary.textContent = `Of each pair the first is made up, the second is the training ${one} most like it, with their mean squared difference. In the mean this is ${significant(mean)}; of real ${one}s that were not trained on it is ${significant(usually)}. Much less would be copies learnt by heart.`;
    }

    /** @param {import('../../protocol/messages.js').CreatedEvent} of */
    async function distanceOfValidation({points, description: {dataset}}) {
        const some = Array.from({length: Math.min(COUNT, countOf(points, dataset))}, (_, i) => exampleAt(points, dataset, i));
        const answer = await query({kind: 'nearest', pictures: joined(some)});
        if (!answer || !('errors' in answer)) return NaN;
        return answer.errors.reduce((sum, error) => sum + error, 0) / answer.errors.length;
    }

    async function saveSheet() {
        if (!run || made.length === 0) return;
        const {config, description: {dataset}} = run;
        const [{sheetOf, pngOf}, {download}, {fileName}] = await Promise.all(
            [import('../../export/contact-sheet.js'), import('../../export/download.js'), import('../../export/file-name.js')]);
        const note = `Made up by the network after step ${integer(step())}, temperature ${value.textContent}`;
        download(fileName({config, dataset, step: step()}, 'generated.png'), await pngOf(sheetOf(made, dataset, {title: 'Generated', note})));
    }

    function choose() {
        value.textContent = Number(slider.value).toFixed(1);
        if (run) drawn.ask(run);
    }

    function again() {
        seed += 1;
        if (run) drawn.ask(run);
    }

    return {
        label: 'Generate',
        help: 'Codes that no example had, decoded. If the codes of the examples lie close together, without holes, what is drawn between them looks real. At a low temperature everything is usual, at a high one odd.',
        node: element('div', {},
            element('div', {class: 'tool-buttons'}, element('label', {class: 'switch'}, 'temperature ', slider, value), more, save),
            words, figures.node, summary, about),
        begin(created) {
            const isOther = !run || sizeOf(run.description.dataset) !== sizeOf(created.description.dataset);
            run = created;
            mixture = usual = null;
            made = [];
            save.disabled = true;
            if (isOther) figures.clear();
            if (isOther) summary.textContent = '';
            words.textContent = 'Drawing codes…';
            about.textContent = hasPrior(created.config) ? sourceInWords(created.config, null, 0) : '';
            refits.forget();
        },
        update: () => run && refits.ask(run),
        leave: refits.forget,
        recolour: figures.recolour,
    };
}

/** Where the codes come from, and why. @param {import('../../protocol/messages.js').Config} config @param {Mixture | null} mixture @param {number} codes it was fitted to */
function sourceInWords(config, mixture, codes) {
    if (!mixture) return 'Codes are drawn from the prior: independent standard normal numbers, times the temperature. A variational model is trained to keep its codes there.';
    const kinds = mixture.means.length === 1 ? 'one Gaussian' : `a mixture of ${mixture.means.length} Gaussians`;
    const notes = [
        `This model has no prior: nothing in training says where codes lie. So ${kinds} was fitted to the codes of ${integer(codes)} training examples, and codes are drawn from that, with deviations times the temperature.`,
        mixture.isDiagonal ? 'With so many numbers in a code each varies by itself in a Gaussian: what belongs together may come apart.' : '',
        config.bottleneck === 'k-sparse' ? `As in the model, only the ${config.k} largest numbers of each code are kept.` : '',
        config.architecture === 'dictionary' ? 'Most numbers of a sparse code are 0, which no Gaussian can say: expect poor examples.' : '',
    ];
    return notes.filter(Boolean).join(' ');
}
