// Rate-distortion curves of earlier runs, kept in the browser's storage. Main thread.

import {createLocalStore} from '../../ui/local-store.js';

/** @typedef {import('./rate-distortion.js').Rate} Rate */
/** @typedef {{id: string, name: string, data: string, rates: Rate[]}} SavedCurve `data`: identity of the data set */

const KEY = 'hourglass.rates';
const MOST = 12;

/** @param {Parameters<typeof createLocalStore>[0]} [storage] */
export function createSavedCurves(storage) {
    const store = createLocalStore(storage);
    /** @type {SavedCurve[]} the oldest first */
    let curves = store.value(KEY, (kept) => /** @type {SavedCurve[]} */ (kept).filter(isCurve)) ?? [];
    const keep = () => store.write(KEY, curves);

    return {
        /** Adds or replaces the curve of a run. @param {SavedCurve} curve */
        put(curve) {
            curves = [...curves.filter(({id}) => id !== curve.id), curve].slice(-MOST);
            keep();
        },
        /** Of other runs on the same data, the newest first. @param {string} id @param {string} data @param {number} most */
        others: (id, data, most) => curves.filter((curve) => curve.id !== id && curve.data === data).slice(-most).reverse(),
        /** All but that of one run. @param {string} id */
        forget(id) {
            curves = curves.filter((curve) => curve.id === id);
            keep();
        },
    };
}

/** @param {SavedCurve} curve */
function isCurve({id, name, data, rates}) {
    return [id, name, data].every((text) => typeof text === 'string') && rates.length > 0 &&
        rates.every((rate) => [rate.depth, rate.bits, rate.error].every((number) => Number.isFinite(number) && number >= 0));
}
