// The tool "Generate": decodes latent codes that no example has. Main thread.

import {button} from '../../ui/widgets.js';
import {countOf, exampleAt, joined} from '../../examples/buffer.js';
import {CALM} from '../../scheduling/latest-request.js';
import {createToolBase, createValueSlider, textLine, toolbar} from '../tool.js';
import {createCodeSource} from './code-source.js';
import {createSheet, meanOf} from './sheet.js';

const COUNT = 16;
const HELP = 'Decodes random latent codes. If the codes of the examples lie close together, without holes, the examples between them look real. At a low temperature samples are typical, at a high one unusual.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {{codes: Float32Array, sheet: import('./sheet.js').Sheet | null}} Generated */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createGenerate({query, step}) {
    const source = createCodeSource(query);
    const sheet = createSheet();
    const base = createToolBase({quantity: 'latent codes', clear});
    const temperature = createValueSlider({
        word: 'temperature', label: 'Temperature', range: {min: 0, max: 2, step: 0.1, value: 1}, inWords: (value) => value.toFixed(1), onInput: resample,
    });
    const again = button('Again', () => {
        seed += 1;
        resample();
    });
    const save = button('Save as PNG', () => {
        const run = base.run();
        if (run) sheet.save(run, {step: step(), temperature: temperature.inWords()});
    }, {disabled: true});
    const about = textLine();
    let seed = 1;
    /** @type {number | null} */
    let usual = null; // mean distance of validation examples from their nearest training examples

    /** @param {Generated} answer */
    const numbers = ({codes}) => codes;
    const refits = base.request(refit, {numbers, show, pace: CALM});
    const samples = base.request(generate, {numbers, show});

    /** @param {CreatedEvent} run @returns {Promise<Generated | null>} */
    async function refit(run) {
        const codes = await source.refit(run);
        return codes && {sheet: (await generate(run))?.sheet ?? null, codes};
    }

    /** @param {CreatedEvent} run @returns {Promise<Generated | null>} */
    async function generate(run) {
        const codes = source.sample(run, {count: COUNT, temperature: temperature.value(), seed});
        const decoded = codes && await query({kind: 'decode', codes});
        const nearest = decoded && await query({kind: 'nearest', examples: decoded.pictures});
        if (!nearest) return null;
        usual ??= await validationDistance(query, run);
        return {codes, sheet: {pictures: decoded.pictures, nearest, usual}};
    }

    /** @param {Generated} answer @param {unknown} _ @param {CreatedEvent} run */
    function show({sheet: found}, _, run) {
        if (!found) return;
        sheet.show(found, run);
        save.disabled = false;
        base.say('');
        about.textContent = source.inWords(run);
    }

    function resample() {
        const run = base.run();
        if (run) samples.send(run);
    }

    function clear() {
        source.forget();
        save.disabled = true;
    }

    return base.tool({
        label: 'Generate', help: HELP,
        nodes: [toolbar(temperature.node, again, save), base.status, ...sheet.nodes, about],
        views: [sheet],
        begin(created) {
            usual = null;
            base.say('Sampling latent codes…');
            about.textContent = source.inWords(created);
        },
        update: refits.send,
    });
}

/** @param {import('../../protocol/queries.js').RunQuery} query @param {CreatedEvent} run */
async function validationDistance(query, {points, description: {dataset}}) {
    const some = Array.from({length: Math.min(COUNT, countOf(points, dataset))}, (_, i) => exampleAt(points, dataset, i));
    const answer = await query({kind: 'nearest', examples: joined(some)});
    return answer ? meanOf(answer.errors) : NaN;
}
