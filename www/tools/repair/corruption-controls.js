// What is to be done to the example: which damage, and how much of it. Main thread.

import {element} from '../../ui/dom.js';
import {termsOf} from '../../examples/terms.js';

/** @typedef {import('./corruption.js').Kind} Kind */
/** @typedef {import('../../protocol/messages.js').Config} Config */
/** @typedef {import('../../protocol/messages.js').DatasetInfo} DatasetInfo */

/** @type {(amount: number) => string} */
const percent = (amount) => `${Math.round(100 * amount)} %`;

/** `value`: what an example is made of. @type {Record<Kind, {label: (value: string) => string, amount: string, say: (amount: number, value: string) => string}>} */
const KINDS = {
    noise: {label: () => 'noise', amount: 'strength', say: (amount) => `± ${amount.toFixed(2)}`},
    mask: {label: (value) => `missing ${value}s`, amount: 'share', say: percent},
    salt: {label: () => 'salt and pepper', amount: 'share', say: percent},
    erase: {label: () => 'erase by hand', amount: 'brush', say: (amount, value) => `${amount} ${amount === 1 ? value : `${value}s`}`},
};

/** Which damage of the settings is which of ours, and where its amount is. @type {Record<string, {kind: Kind, field: string}>} */
const TRAINED = {
    gaussian: {kind: 'noise', field: 'noiseStd'},
    masking: {kind: 'mask', field: 'corruptionFraction'},
    'salt-and-pepper': {kind: 'salt', field: 'corruptionFraction'},
    hole: {kind: 'erase', field: 'holeSide'},
};

/** @param {() => void} onChange */
export function createDamageControls(onChange) {
    /** @type {Record<Kind, number>} */
    const amounts = {noise: 0.3, mask: 0.3, salt: 0.3, erase: 3};
    /** @type {Kind} */
    let kind = 'mask';
    let widest = 4; // brush, in pixels
    let one = 'pixel';
    const choice = element('select', {'aria-label': 'Damage', onchange: () => choose(/** @type {Kind} */ (choice.value))},
        ...Object.keys(KINDS).map((value) => element('option', {value})));
    const slider = element('input', {type: 'range', oninput: slide});
    const name = element('span');
    const value = element('output', {class: 'tool-value'});

    /** @param {Kind} next */
    function choose(next) {
        kind = next;
        draw();
        onChange();
    }

    function slide() {
        amounts[kind] = Number(slider.value);
        draw();
        onChange();
    }

    function draw() {
        const {amount, say} = KINDS[kind];
        choice.value = kind;
        [slider.min, slider.max, slider.step] = kind === 'erase' ? ['1', String(widest), '1'] : ['0', '1', '0.05'];
        slider.value = String(amounts[kind]);
        slider.setAttribute('aria-label', `Damage: ${amount}`);
        name.textContent = `${amount} `;
        value.textContent = say(amounts[kind], one);
    }

    return {
        nodes: [element('label', {class: 'switch'}, 'damage ', choice), element('label', {class: 'switch'}, name, slider, value)],
        /** Another run: begins with the damage that it was trained on. @param {Config} config @param {DatasetInfo} dataset */
        begin(config, dataset) {
            const {width, height} = dataset;
            one = termsOf(dataset).value;
            for (const option of choice.options) option.textContent = KINDS[/** @type {Kind} */ (option.value)].label(one);
            const longest = Math.max(width, height);
            widest = Math.max(1, Math.round(longest / 2));
            amounts.erase = Math.max(1, Math.round(longest / 3));
            const trained = TRAINED[config.corruption];
            if (trained) {
                kind = trained.kind;
                amounts[kind] = kind === 'erase' ? Math.min(widest, Math.max(1, config[trained.field])) : Math.min(1, config[trained.field]);
            }
            draw();
        },
        choose,
        kind: () => kind,
        amount: () => amounts[kind],
        brush: () => amounts.erase,
    };
}

/** What training has to do with it, in words. @param {Config} config @param {DatasetInfo} dataset */
export function trainedOn(config, dataset) {
    const trained = TRAINED[config.corruption];
    const {one, value} = termsOf(dataset);
    if (!trained) return `This model has only ever seen whole ${one}s: it was trained to copy what it sees. Choose a damage in the settings, and it learns to repair.`;
    const {say, label} = KINDS[trained.kind];
    if (trained.kind === 'erase') return `This model was trained to repair: in training, a square hole ${config.holeSide} pixels wide was in each ${one}, each time in another place.`;
    return `This model was trained to repair: in training, each ${one} had ${label(value)} (${say(config[trained.field], value)}), drawn anew each time.`;
}
