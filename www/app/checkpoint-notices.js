// Sentences about checkpoints, and the offer to go on with a run. Pure.

import {integer} from '../ui/format.js';

/** @typedef {import('../ui/banners.js').Banner} Banner */
/** @typedef {import('../runs/checkpoint-store.js').Head} Head */

/** "10:42", with the day where that is another. @param {number} at ms since 1970 @param {number} [now] */
export function timeInWords(at, now = Date.now()) {
    const [date, today] = [new Date(at), new Date(now)];
    const time = date.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit'});
    return date.toDateString() === today.toDateString() ? time : `${date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short'})}, ${time}`;
}

/** "the run of 10:42, step 48,200". @param {Head} head */
export const runInWords = ({about}) => `the run of ${timeInWords(about.begun)}, step ${integer(about.step)}`;

/** @param {number} bytes */
export const sizeInWords = (bytes) => bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;

/**
 * @param {Head} head
 * @param {{hasData: boolean, goOn: () => void, forget: () => void, pick: () => void}} parts
 * @returns {Banner}
 */
export function offerOf(head, {hasData, goOn, forget, pick}) {
    const forgetting = {label: 'Forget it', act: forget};
    if (!hasData) return {...dataMissing(head, pick), actions: [{label: 'Open files…', act: pick}, forgetting]};
    return {
        key: 'go-on', kind: 'notice', message: `Go on with ${runInWords(head)}?`, remedy: `${head.about.name}, on ${head.about.dataset.name}.`,
        actions: [{label: 'Go on', act: goOn}, forgetting],
    };
}

/** @param {Head} head @param {() => void} pick opens the file picker @returns {Banner} */
export const dataMissing = (head, pick) => ({
    key: 'go-on', kind: 'notice', message: `To go on with ${runInWords(head)}, first open its data.`,
    remedy: `It was trained on your own ${head.about.dataset.name}, which this browser does not keep.`,
    actions: [{label: 'Open files…', act: pick}],
});

/** @returns {Banner} */
export const elsewhere = () => ({
    key: 'go-on', kind: 'notice', message: 'That run cannot go on here.', remedy: 'Another tab has it, or it has made room for newer ones.',
});

const TROUBLES = {
    full: 'The browser has no room left for it',
    forbidden: 'The browser does not allow it to keep anything',
    large: 'Its checkpoints are too large',
    elsewhere: 'Another tab has gone on with it',
};

/** @param {import('../runs/checkpoint-writer.js').Trouble} trouble @returns {Banner} */
export const troubleInWords = (trouble) => ({
    key: 'checkpoints', kind: 'notice', message: 'This run is not kept for the time after a reload.',
    remedy: `${TROUBLES[trouble]}. Training goes on, and "Save the model" under Export still works.`,
});
