// The tool "Generate": decodes latent codes that no example has. Main thread.

import {button} from '../../ui/widgets.js';
import {CALM} from '../../scheduling/latest-request.js';
import {createToolBase, createValueSlider, textLine, toolbar} from '../tool.js';
import {createGenerator} from './generator.js';
import {createSheet} from './sheet.js';

const HELP = 'Decodes random latent codes. If the codes of the examples lie close together, without holes, the examples between them look real. At a low temperature samples are typical, at a high one unusual.';

/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('./generator.js').Generated} Generated */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createGenerate({query, step}) {
    const generator = createGenerator(query, () => ({temperature: temperature.value(), seed}));
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
        if (!run) return;
        sheet.save(run, {step: step(), temperature: temperature.inWords()})
            .then(() => base.say(''), ({message}) => base.say(`The image was not saved: ${message}. Press the button again.`));
    }, {disabled: true});
    const about = textLine();
    let seed = 1;

    /** @param {Generated} answer */
    const numbers = ({codes}) => codes;
    const refits = base.request(generator.refit, {numbers, show, pace: CALM});
    const samples = base.request(generator.generate, {numbers, show});

    /** @param {Generated} answer @param {unknown} _ @param {CreatedEvent} run */
    function show({sheet: found}, _, run) {
        if (!found) return;
        sheet.show(found, run);
        save.disabled = false;
        base.say('');
        about.textContent = generator.inWords(run);
    }

    function resample() {
        const run = base.run();
        if (run) samples.send(run);
    }

    function clear() {
        generator.forget();
        save.disabled = true;
    }

    return base.tool({
        label: 'Generate', help: HELP,
        nodes: [toolbar(temperature.node, again, save), base.status, ...sheet.nodes, about],
        views: [sheet],
        begin(created) {
            base.say('Sampling latent codes…');
            about.textContent = generator.inWords(created);
        },
        update: refits.send,
    });
}
