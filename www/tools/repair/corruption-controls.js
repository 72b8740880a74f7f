// Controls of the corruption of an example: its kind, and its amount. Main thread.

import {element} from '../../ui/dom.js';
import {labelled, select, slider} from '../../ui/widgets.js';
import {termsOf} from '../../examples/terms.js';

/** @typedef {'gaussian' | 'masking' | 'salt-and-pepper' | 'erase'} CorruptionKind values of the setting `corruption`, and the eraser */
/** @typedef {import('../../protocol/messages.js').Config} Config */
/** @typedef {import('../../protocol/answers.js').DatasetInfo} DatasetInfo */

/** @type {(amount: number) => string} */
const percent = (amount) => `${Math.round(100 * amount)} %`;

/** `value`: name of a pixel or sample; `field`: the setting with the amount. @type {Record<CorruptionKind, {label: (value: string) => string, amount: string, field: string, say: (amount: number, value: string) => string}>} */
const KINDS = {
    gaussian: {label: () => 'Gaussian noise', amount: 'std σ', field: 'noiseStd', say: (amount) => `± ${amount.toFixed(2)}`},
    masking: {label: (value) => `missing ${value}s`, amount: 'fraction', field: 'corruptionFraction', say: percent},
    'salt-and-pepper': {label: () => 'salt and pepper', amount: 'fraction', field: 'corruptionFraction', say: percent},
    erase: {label: () => 'erase by hand', amount: 'brush', field: 'holeSide', say: (amount, value) => `${amount} ${amount === 1 ? value : `${value}s`}`},
};

/** The kind of a run's setting; null for none. @param {Config} config @returns {CorruptionKind | null} */
const kindOf = ({corruption}) => corruption === 'hole' ? 'erase' : corruption in KINDS ? corruption : null;

/** @param {() => void} onChange */
export function createCorruptionControls(onChange) {
    /** @type {Record<CorruptionKind, number>} */
    const amounts = {gaussian: 0.3, masking: 0.3, 'salt-and-pepper': 0.3, erase: 3};
    /** @type {CorruptionKind} */
    let kind = 'masking';
    let widest = 4; // brush, in pixels
    let valueName = 'pixel';
    const choice = select('Corruption', Object.fromEntries(Object.keys(KINDS).map((value) => [value, ''])), () => choose(/** @type {CorruptionKind} */ (choice.value)));
    const control = slider('', {min: 0, max: 1}, () => {
        amounts[kind] = control.valueAsNumber;
        draw();
        onChange();
    });
    const name = element('span');
    const amountText = element('output', {class: 'tool-value'});

    /** @param {CorruptionKind} next */
    function choose(next) {
        kind = next;
        draw();
        onChange();
    }

    function draw() {
        const {amount, say} = KINDS[kind];
        choice.value = kind;
        [control.min, control.max, control.step] = kind === 'erase' ? ['1', String(widest), '1'] : ['0', '1', '0.05'];
        control.value = String(amounts[kind]);
        control.setAttribute('aria-label', `Corruption: ${amount}`);
        name.textContent = `${amount} `;
        amountText.textContent = say(amounts[kind], valueName);
    }

    return {
        nodes: [labelled('corruption', choice), element('label', {class: 'switch'}, name, control, amountText)],
        /** Begins with the corruption that a run was trained on. @param {Config} config @param {DatasetInfo} dataset */
        begin(config, dataset) {
            valueName = termsOf(dataset).value;
            for (const option of choice.options) option.textContent = KINDS[/** @type {CorruptionKind} */ (option.value)].label(valueName);
            const longest = Math.max(dataset.width, dataset.height);
            widest = Math.max(1, Math.round(longest / 2));
            amounts.erase = Math.max(1, Math.round(longest / 3));
            const trained = kindOf(config);
            if (trained) {
                kind = trained;
                const amount = config[KINDS[kind].field];
                amounts[kind] = kind === 'erase' ? Math.min(widest, Math.max(1, amount)) : Math.min(1, amount);
            }
            draw();
        },
        choose,
        kind: () => kind,
        /** As settings of the core. */
        settings: () => ({corruption: kind, [KINDS[kind].field]: amounts[kind]}),
        brush: () => amounts.erase,
    };
}

/** The corruption of a run in words. @param {Config} config @param {DatasetInfo} dataset */
export function trainedOn(config, dataset) {
    const kind = kindOf(config);
    const {one, value} = termsOf(dataset);
    if (!kind) return `This model was trained on clean ${one}s alone. Choose a corruption in the settings, and it learns to repair.`;
    if (kind === 'erase') return `This model was trained to repair: in training, each ${one} had a square hole ${config.holeSide} pixels wide, at a random position each time.`;
    return `This model was trained to repair: in training, each ${one} had ${KINDS[kind].label(value)} (${KINDS[kind].say(config[KINDS[kind].field], value)}), drawn again each time.`;
}
