// Presets: named experiments, a button each. A preset sets network and training. Seed and device stay, and so do data of a kind
// that it can use. Data that came with a preset leave with it. Main thread.

import {element} from '../ui/dom.js';
import {fitsData, kindsWith} from './preset-data.js';
import {applies, defaultsOf, same} from './store.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Preset} Preset */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('./preset-data.js').KindOf} KindOf */

/** Settings that a preset leaves to the user, besides the data. */
const KEPT = ['seed', 'device', 'repeatable'];

/** @param {Config} values */
const keptOf = (values) => Object.fromEntries(KEPT.filter((name) => name in values).map((name) => [name, values[name]]));

/** True if settings are those of a preset. @param {Schema} schema @param {Config} settings of the preset @param {Config} values */
function isSame(schema, settings, values) {
    const expected = {...defaultsOf(schema), ...keptOf(values), ...settings};
    return schema.fields.every((field) => !applies(field, values) || same(values[field.name], expected[field.name]));
}

/** True if the data came with the present preset, and were not chosen. @param {Schema} schema @param {Config} values */
export const cameWithPreset = (schema, values) =>
    schema.presets.some(({settings}) => settings.dataset !== undefined && settings.dataset === values.dataset && isSame(schema, settings, values));

/**
 * The config of a preset, with what it keeps of the present one.
 * @param {Schema} schema @param {Preset} preset @param {Config} values @param {KindOf} [kindOf]
 * @returns {Config}
 */
export function configOf(schema, preset, values, kindOf = kindsWith()) {
    const {settings} = preset;
    const isKept = 'dataset' in values && fitsData(preset, values.dataset, kindOf) && (settings.dataset !== undefined || !cameWithPreset(schema, values));
    return {...keptOf(values), ...settings, ...isKept && {dataset: values.dataset}};
}

/**
 * The preset that matches a config, if any.
 * @param {Schema} schema @param {Config} values @param {KindOf} [kindOf]
 */
export function presetOf(schema, values, kindOf = kindsWith()) {
    return schema.presets.find((preset) => {
        const isOn = fitsData(preset, values.dataset, kindOf);
        return isSame(schema, {...preset.settings, ...isOn && {dataset: values.dataset}}, values);
    });
}

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} help for the help text of the present preset
 * @param {import('./store.js').Settings} settings
 * @param {{kindOf: KindOf, onChoose: (config: Config) => void}} parts `onChoose` receives what differs from the defaults
 */
export function createPresets(host, help, settings, {kindOf, onChoose}) {
    const {schema} = settings;
    const buttons = schema.presets.map((preset) => element('button', {
        type: 'button', class: 'preset', title: preset.help, 'data-preset': preset.name,
        onclick: () => onChoose(configOf(schema, preset, settings.values(), kindOf)),
    }, preset.label));
    host.append(...buttons);

    function update() {
        const current = presetOf(schema, settings.values(), kindOf);
        schema.presets.forEach((preset, i) => {
            buttons[i].setAttribute('aria-pressed', String(preset === current));
        });
        help.textContent = current?.help ?? 'An experiment of your own. Its address can be shared.';
    }
    settings.subscribe(update);
    update();
}
