// Presets: named experiments, a button each. A preset sets network and training. Data, seed and device stay, unless
// the preset needs data of its own; these data leave with it when the next preset is chosen. Main thread.

import {element} from '../ui/dom.js';
import {applies, defaultsOf, same} from './store.js';

/** @typedef {import('../protocol/messages.js').Schema} Schema */
/** @typedef {import('../protocol/messages.js').Preset} Preset */
/** @typedef {import('../protocol/messages.js').Config} Config */

/** Settings that a preset leaves to the user. */
const KEPT = ['dataset', 'seed', 'device', 'repeatable'];

/**
 * The config of a preset, with what it keeps of the present one.
 * @param {Schema} schema @param {Preset} preset @param {Config} values
 * @returns {Config}
 */
export function configOf({presets}, {settings}, values) {
    const kept = KEPT.filter((name) => name in values && !presets.some((other) => name in other.settings && other.settings[name] === values[name]));
    return {...Object.fromEntries(kept.map((name) => [name, values[name]])), ...settings};
}

/**
 * The preset that matches a config, if any.
 * @param {Schema} schema @param {Config} values
 */
export function presetOf(schema, values) {
    const defaults = defaultsOf(schema);
    return schema.presets.find((preset) => {
        const expected = {...defaults, ...configOf(schema, preset, values)};
        return schema.fields.every((field) => !applies(field, values) || same(values[field.name], expected[field.name]));
    });
}

/**
 * @param {HTMLElement} host
 * @param {HTMLElement} help for the help text of the present preset
 * @param {import('./store.js').Settings} settings
 * @param {(config: Config) => void} onChoose receives what differs from the defaults
 */
export function createPresets(host, help, settings, onChoose) {
    const {schema} = settings;
    const buttons = schema.presets.map((preset) => element('button', {
        type: 'button', class: 'preset', title: preset.help, 'data-preset': preset.name,
        onclick: () => onChoose(configOf(schema, preset, settings.values())),
    }, preset.label));
    host.append(...buttons);

    function update() {
        const current = presetOf(schema, settings.values());
        schema.presets.forEach((preset, i) => {
            buttons[i].setAttribute('aria-pressed', String(preset === current));
        });
        help.textContent = current?.help ?? 'An experiment of your own. Its address can be shared.';
    }
    settings.subscribe(update);
    update();
}
