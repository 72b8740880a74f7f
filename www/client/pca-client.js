// The comparison with principal components as the page sees it: begun when a run has shown its first losses,
// given up when another takes its place, and kept for the next run that it holds for. Draws nothing; tested
// without a browser. Main thread.

import {sizeOf} from '../examples/buffer.js';
import {checkEvent} from '../protocol/schemas.js';

/** @typedef {import('../protocol/messages.js').Comparison} Comparison */
/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} PcaNews
 * @property {Comparison | null} comparison
 * @property {number | null} error its error in the units of the loss; null where the loss has others
 * @property {boolean} applies whether the loss has those units, so that there is or will be an error
 * @property {string} words how far it is, or what went wrong; empty once it is there
 * @property {number} progress from 0 to 1
 */

/** As many are kept: each holds some images and a few numbers a point. */
const MOST_KEPT = 8;

/**
 * @param {object} parts
 * @param {() => import('./training-client.js').WorkerLike} parts.spawn
 * @param {() => {opened: () => number, read: () => Promise<{name: string, bytes: ArrayBuffer}[]>}} parts.files
 * @param {(news: PcaNews) => void} parts.onNews
 */
export function createPca({spawn, files, onNews}) {
    /** @type {import('./training-client.js').WorkerLike | null} */
    let worker = null;
    /** @type {{key: string, config: Config, units: number | null, begun: boolean} | null} */
    let wanted = null;
    /** @type {Map<string, Comparison>} by what they hold for, the latest last */
    const kept = new Map();

    /** @param {Partial<PcaNews>} news */
    function tell(news) {
        const {comparison = null} = news;
        const units = wanted?.units ?? null;
        const error = comparison && units !== null ? units * exact(comparison.error) : null;
        onNews({words: '', progress: 0, applies: units !== null, ...news, comparison, error});
    }

    function stop() {
        if (worker) worker.onmessage = worker.onerror = null;
        worker?.terminate();
        worker = null;
    }

    /** @param {string} reason */
    function fail(reason) {
        stop();
        tell({words: `PCA could not be found: ${reason}`, applies: false});
    }

    async function find() {
        const asked = wanted;
        if (!asked || asked.begun) return;
        asked.begun = true;
        try {
            const own = asked.config.dataset === 'file' ? await files().read() : [];
            // it may have been replaced, or other files opened, meanwhile
            if (wanted !== asked) return;
            if (asked.key !== keyOf(asked.config, files().opened())) {
                return tell({words: 'No PCA: another file has been opened since this run began', applies: false});
            }
            worker = spawn();
            worker.onmessage = ({data}) => receive(asked.key, data);
            worker.onerror = (event) => {
                event.preventDefault?.();
                fail(event.message || 'its worker could not be loaded');
            };
            worker.postMessage({type: 'compare', config: asked.config, files: own}, own.map(({bytes}) => bytes));
            tell({words: inWords(0)});
        } catch (thrown) {
            if (wanted === asked) fail(/** @type {{message: string}} */ (thrown).message);
        }
    }

    /** @param {string} key @param {unknown} data */
    function receive(key, data) {
        const problem = checkEvent(data);
        if (problem) return fail(problem);
        const event = /** @type {import('../protocol/messages.js').PcaEvent} */ (data);
        if (event.type === 'error') return fail(event.message);
        if (event.type === 'comparing') return tell({words: inWords(event.progress), progress: event.progress});
        if (event.type !== 'compared') return;
        stop();
        const {error, outputs, codes, coefficients} = event;
        const comparison = {error, outputs, codes, coefficients};
        keep(key, comparison);
        tell({comparison, progress: 1});
    }

    /** @param {string} key @param {Comparison} comparison */
    function keep(key, comparison) {
        kept.set(key, comparison);
        const [oldest] = kept.keys();
        if (kept.size > MOST_KEPT) kept.delete(oldest);
    }

    return {
        /** A new run. @param {{config: Config, description: {dataset: import('../examples/buffer.js').Extent}}} created */
        begin({config, description: {dataset}}) {
            const key = keyOf(config, files().opened());
            const comparison = kept.get(key);
            const underway = worker !== null && wanted?.key === key;
            if (!underway) stop();
            wanted = {key, config, units: unitsOf(config, sizeOf(dataset)), begun: underway || comparison !== undefined};
            if (comparison) tell({comparison, progress: 1});
            else tell({words: underway ? inWords(0) : 'PCA follows the first steps'});
        },
        /** The run has new losses. @param {{losses: ArrayLike<number>}} progress */
        progressed({losses}) {
            if (losses.length > 0) find();
        },
    };
}

/**
 * What a mean squared error is multiplied by to be in the units of a run's reconstruction; null where the two have
 * nothing to do with each other, as where the network sees spoilt examples and PCA the clean ones.
 * @param {Config} config @param {number} pixels
 */
function unitsOf({loss, reduction, damage}, pixels) {
    if (loss !== 'mse' || (damage ?? 'none') !== 'none') return null;
    return reduction === 'sum' ? pixels : reduction === 'half' ? pixels / 2 : 1;
}

/** What a comparison holds for: same images, same split, same classes, same size of the code. @param {Config} config @param {number} opened */
export const keyOf = ({dataset, seed, latent, normal = []}, opened) =>
    JSON.stringify([dataset, seed, latent, normal, dataset === 'file' ? opened : 0]);

/** With as many components as values nothing is lost but by rounding. @param {number} error */
const exact = (error) => error < 1e-9 ? 0 : error;

/** @param {number} progress */
const inWords = (progress) => `Finding PCA: ${Math.floor(100 * progress)} %`;
