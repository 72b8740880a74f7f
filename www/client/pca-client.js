// Client of the PCA worker: comparison of a run with principal components, and linear probes of pixels and components.
// The comparison begins with the run's first losses and is kept for later runs that share it. Where it would cost much, it begins
// only when it is asked for. No DOM. Main thread.

import {coreConfig} from '../protocol/core-config.js';
import {costInWords, isCostly} from './pca-cost.js';
import {begin, end} from './single-task.js';

/** @typedef {import('../protocol/answers.js').Comparison} Comparison */
/** @typedef {import('../protocol/answers.js').ClassAccuracies} ClassAccuracies */
/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').PcaEvent} PcaEvent */
/** @typedef {import('./training-client.js').WorkerLike} WorkerLike */
/** @typedef {import('./pca-cost.js').Sized & Pick<import('../protocol/answers.js').DatasetInfo, 'kind' | 'columns'>} Sized */
/** @typedef {{opened: () => number, read: (dataset: string) => Promise<Uint8Array | null>}} Data of the user or fetched, packed; null of those that are built in */

/**
 * @typedef {object} PcaNews
 * @property {Comparison | null} comparison
 * @property {number | null} error its error in the units of the loss; null where the loss has others
 * @property {boolean} applies whether the loss has those units, so that there is or will be an error
 * @property {string} why there is none, as the end of a sentence; else empty
 * @property {string} words progress, or what went wrong; empty once the comparison is there
 * @property {number} progress from 0 to 1
 * @property {{label: string, act: () => void} | null} offer to begin; null where nobody needs to ask
 */

/** @typedef {{key: string, config: Config, why: string, begun: boolean, isCostly: boolean}} Wish comparison of the live run */

/** Comparisons kept: each holds some images and a few numbers per example. */
const MOST_KEPT = 8;

/**
 * @param {object} parts
 * @param {() => WorkerLike} parts.spawn
 * @param {() => Data} parts.data
 * @param {(news: PcaNews) => void} parts.onNews
 */
export function createPcaClient({spawn, data, onNews}) {
    /** @type {Set<string>} keys of costly comparisons that were asked for */
    const asked = new Set();
    return {...createComparisons({spawn, data, onNews, asked}), probes: createProbes({spawn, data, asked})};
}

/** @param {Parameters<typeof createPcaClient>[0] & {asked: Set<string>}} parts */
function createComparisons({spawn, data, onNews, asked}) {
    /** @type {WorkerLike | null} */
    let worker = null;
    /** @type {Wish | null} */
    let current = null;
    /** @type {Map<string, Comparison>} by key, the newest last */
    const kept = new Map();

    /** @param {Partial<PcaNews>} news */
    function report(news) {
        const {comparison = null} = news;
        const why = current?.why ?? '';
        const error = comparison && current && !why ? factorOf(current.config, comparison) * exact(comparison.error) : null;
        onNews({words: '', progress: 0, applies: !why, why, offer: null, ...news, comparison, error});
    }

    function stop() {
        if (worker) end(worker);
        worker = null;
    }

    /** @param {string} reason */
    function fail(reason) {
        stop();
        report({words: `PCA could not be found: ${reason}`, applies: false});
    }

    /** @param {Wish} wish */
    async function find(wish) {
        wish.begun = true;
        try {
            const packed = await data().read(wish.config.dataset);
            // meanwhile another run may have begun, or other files may have been opened
            if (current !== wish) return;
            if (wish.key !== keyOf(wish.config, data().opened())) {
                return report({words: 'No PCA: another file has been opened since this run began', applies: false});
            }
            worker = ask(spawn(), {type: 'compare', config: wish.config, ...packed && {packed}}, (event) => receive(wish.key, event), fail);
            report({words: progressText(0)});
        } catch (thrown) {
            if (current === wish) fail(/** @type {{message: string}} */ (thrown).message);
        }
    }

    /** @param {string} key @param {PcaEvent} event */
    function receive(key, event) {
        if (event.type === 'comparing') return report({words: progressText(event.progress), progress: event.progress});
        if (event.type !== 'compared') return;
        stop();
        report({comparison: keep(kept, key, event), progress: 1});
    }

    /** @param {Wish} wish */
    function askFor(wish) {
        if (current !== wish || wish.begun) return;
        asked.add(wish.key);
        find(wish);
    }

    return {
        /** Follows a new run. @param {{config: Config, description: {dataset: Sized}}} created */
        begin({config, description: {dataset}}) {
            const key = keyOf(config, data().opened());
            const comparison = kept.get(key);
            const underway = worker !== null && current?.key === key;
            if (!underway) stop();
            current = {key, config, why: whyNone(config, dataset), begun: underway || comparison !== undefined, isCostly: isCostly(dataset)};
            if (comparison) report({comparison, progress: 1});
            else if (current.isCostly && !underway) report({applies: false, offer: offerOf(dataset, askFor.bind(null, current))});
            else report({words: underway ? progressText(0) : 'PCA follows the first steps'});
        },
        /** Begins the comparison once the run has losses. @param {{losses: ArrayLike<number>}} progress */
        progressed({losses}) {
            if (losses.length > 0 && current && !current.begun && !current.isCostly) find(current);
        },
    };
}

/** @param {Sized} dataset @param {() => void} act @returns {PcaNews['offer']} */
const offerOf = (dataset, act) => ({label: `Compute the PCA baseline (${costInWords(dataset)})`, act});

/** @param {Map<string, Comparison>} kept @param {string} key @param {Comparison} found */
function keep(kept, key, {error, counted, outputs, codes, coefficients}) {
    const comparison = {error, counted, outputs, codes, coefficients};
    kept.set(key, comparison);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT) kept.delete(oldest);
    return comparison;
}

/**
 * Linear probes of pixels and principal components, for runs of a config. Null without labels, and where they fail.
 * Null too where they would cost much and nobody has asked for the comparison. Keeps the newest only, as others are soon computed again.
 * @param {{spawn: () => WorkerLike, data: () => Data, asked: Set<string>}} parts
 * @returns {(config: Config, dataset: Sized) => Promise<ClassAccuracies | null>}
 */
function createProbes({spawn, data, asked}) {
    /** @type {{key: string, found: Promise<ClassAccuracies | null>} | null} */
    let newest = null;

    /** @param {Config} config @returns {Promise<ClassAccuracies | null>} */
    async function find(config) {
        const packed = await data().read(config.dataset);
        const worker = spawn();
        try {
            return await new Promise((resolve, reject) => ask(worker, {type: 'probe', config, ...packed && {packed}}, (event) => {
                if (event.type === 'probed') resolve(event.probes);
            }, reject));
        } finally {
            end(worker);
        }
    }

    return async (config, dataset) => {
        const key = keyOf(config, data().opened());
        if (isCostly(dataset) && !asked.has(key)) return null;
        if (newest?.key !== key) newest = {key, found: find(config).catch(() => null)};
        return newest.found;
    };
}

/**
 * @param {WorkerLike} worker @param {import('../protocol/messages.js').PcaCommand} command
 * @param {(event: Exclude<PcaEvent, {type: 'error'}>) => void} onEvent @param {(reason: string) => void} onFailure
 */
function ask(worker, command, onEvent, onFailure) {
    const transfer = command.packed ? [/** @type {ArrayBuffer} */ (command.packed.buffer)] : [];
    return begin(worker, {...command, config: coreConfig(command.config)}, transfer, onEvent, ({message}) => onFailure(message));
}

/** Factor from a mean squared error to the units of a run's reconstruction term. @param {Config} config @param {Comparison} comparison */
const factorOf = ({reduction}, {counted}) => reduction === 'sum' ? counted : reduction === 'half' ? counted / 2 : 1;

/**
 * The reason why the loss of a run cannot be compared with the error of PCA; empty where it can. Under corruption the network gets corrupted examples,
 * PCA clean ones. @param {Config} config @param {Sized} dataset
 */
function whyNone({loss, corruption}, {kind, columns}) {
    if (kind === 'word') return 'letters have a cross-entropy';
    if (kind === 'table' && columns.some((column) => column.kind === 'category')) return 'categories have a cross-entropy';
    if (kind !== 'table' && loss !== 'mse') return 'the loss is a cross-entropy';
    return (corruption ?? 'none') === 'none' ? '' : 'the network gets corrupted examples';
}

/** Same images, split, classes and latent dimensions: the same comparison. @param {Config} config @param {number} opened */
const keyOf = ({dataset, seed, latent, normalClasses = []}, opened) =>
    JSON.stringify([dataset, seed, latent, normalClasses, dataset === 'file' ? opened : 0]);

/** With as many components as values nothing is lost but by rounding. @param {number} error */
const exact = (error) => error < 1e-9 ? 0 : error;

/** @param {number} progress */
const progressText = (progress) => `Finding PCA: ${Math.floor(100 * progress)} %`;
