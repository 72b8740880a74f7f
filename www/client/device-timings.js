// Steps per second of each device by model, remembered from visit to visit. Main thread.

import {createLocalStore} from '../ui/local-store.js';

/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').Speeds} Speeds */

const KEY = 'hourglass.speeds';
const MOST = 50;
// settings that leave the speed as it is; a new one counts as relevant until it is listed here
const IRRELEVANT = ['version', 'reading', 'device', 'seed', 'initializer', 'learningRate', 'momentum', 'rho', 'epsilon'];

/**
 * Key that models of the same speed share.
 * @param {Config} config
 * @param {string} adapter name of the graphics adapter
 * @param {string} images size of the user's own data, for `dataset: 'file'`
 */
export function timingKey(config, adapter, images) {
    const entries = Object.entries(config).filter(([name]) => !IRRELEVANT.includes(name));
    const relevant = Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
    return JSON.stringify([adapter, config.dataset === 'file' ? images : '', relevant]);
}

/** @param {Parameters<typeof createLocalStore>[0]} [storage] */
export function createDeviceTimings(storage) {
    const store = createLocalStore(storage);
    /** @type {Map<string, Speeds>} oldest first */
    const known = new Map(store.value(KEY, validEntries));

    return {
        /** @param {string} key */
        get: (key) => known.get(key) ?? null,
        /** @param {string} key @param {Speeds} speeds */
        put(key, speeds) {
            known.delete(key);
            known.set(key, speeds);
            for (const oldest of [...known.keys()].slice(0, -MOST)) known.delete(oldest);
            store.write(KEY, [...known]);
        },
    };
}

/** @param {[string, {cpu: number, webgpu: number}][]} entries */
const validEntries = (entries) => entries.filter(([key, {cpu, webgpu}]) => typeof key === 'string' && cpu > 0 && webgpu > 0);

/** @typedef {ReturnType<typeof createDeviceTimings>} DeviceTimings */
