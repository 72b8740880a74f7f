// How fast each device was for a model, remembered from visit to visit. Main thread.

/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').Speeds} Speeds */

const KEY = 'hourglass.speeds';
const MOST = 50;
// a new setting counts as one that matters until it stands here
const NO_MATTER = ['version', 'device', 'seed', 'initialiser', 'learningRate', 'momentum', 'rho', 'epsilon'];

/**
 * What two models of the same speed have in common.
 * @param {Config} config
 * @param {string} adapter name of the graphics adapter
 * @param {string} images what `dataset: 'file'` means at the moment
 */
export function speedKey(config, adapter, images) {
    const entries = Object.entries(config).filter(([name]) => !NO_MATTER.includes(name));
    const matters = Object.fromEntries(entries.sort(([a], [b]) => a < b ? -1 : 1));
    return JSON.stringify([adapter, config.dataset === 'file' ? images : '', matters]);
}

/** @param {() => Pick<Storage, 'getItem' | 'setItem'>} storage may throw where storage is forbidden */
export function createSpeeds(storage) {
    /** @type {Map<string, Speeds>} oldest first */
    const known = new Map(recall(storage));

    return {
        /** @param {string} key */
        get: (key) => known.get(key) ?? null,
        /** @param {string} key @param {Speeds} speeds */
        put(key, speeds) {
            known.delete(key);
            known.set(key, speeds);
            for (const oldest of [...known.keys()].slice(0, -MOST)) known.delete(oldest);
            try {
                storage().setItem(KEY, JSON.stringify([...known]));
            } catch { /* remembered for as long as the page is open */ }
        },
    };
}

/** @param {() => Pick<Storage, 'getItem'>} storage @returns {[string, Speeds][]} */
function recall(storage) {
    try {
        /** @type {[string, {cpu: number, webgpu: number}][]} */
        const entries = JSON.parse(storage().getItem(KEY) ?? '[]');
        return entries.filter(([key, {cpu, webgpu}]) => typeof key === 'string' && cpu > 0 && webgpu > 0);
    } catch {
        return []; // none kept, or not in our words
    }
}

/** @typedef {ReturnType<typeof createSpeeds>} SpeedStore */
