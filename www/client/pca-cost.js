// Cost of principal components, estimated before they are found. Pure.

import {sizeOf} from '../examples/buffer.js';

/** @typedef {import('../examples/buffer.js').Extent & {train: number, kind?: string}} Sized a data set */

const RATE = 2e9; // multiplications a second, about, of the small module on one core
const BYTES = 8; // of an entry of the covariance
const MOST = {seconds: 20, bytes: 200e6};

/** @param {Sized} dataset */
export function pcaCostOf(dataset) {
    const entries = sizeOf(dataset) ** 2;
    return {seconds: dataset.train * entries / 2 / RATE, bytes: BYTES * entries};
}

/** True if the components are found only when somebody asks for them. @param {Sized} dataset */
export function isCostly(dataset) {
    const {seconds, bytes} = pcaCostOf(dataset);
    return seconds > MOST.seconds || bytes > MOST.bytes;
}

/** "about 40 s, 1.2 GB of memory". @param {Sized} dataset */
export function costInWords(dataset) {
    const {seconds, bytes} = pcaCostOf(dataset);
    const time = seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;
    return `about ${time}, ${bytes < 1e9 ? `${Math.ceil(bytes / 1e6)} MB` : `${(bytes / 1e9).toFixed(1)} GB`} of memory`;
}
