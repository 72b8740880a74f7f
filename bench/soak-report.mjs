// Growth of memory, storage and drawing time over a soak, and its table for docs/reliability.md.

import {median} from './report.mjs';

/**
 * @typedef {object} Sample
 * @property {number} seconds since training began
 * @property {number} step
 * @property {number} pageMb JavaScript heap of the page after a garbage collection
 * @property {number} moduleMb memory of the module that trains
 * @property {number} processesMb anonymous memory of all processes of the browser
 * @property {number} storageMb
 * @property {number} frameMs CPU time of the page's main thread for a frame
 */

/** Names of what is sampled, with their titles. @type {Record<Exclude<keyof Sample, 'seconds' | 'step'>, string>} */
const TITLES = {
    pageMb: 'JavaScript heap of the page, MB', moduleMb: 'memory of the module, MB',
    processesMb: 'all processes of the browser, MB', storageMb: 'IndexedDB, MB', frameMs: 'main thread for a frame, ms',
};
/** Samples that are averaged at either end. */
const AVERAGED = 5;
/** The curves are full before this step, and nothing may grow after it. */
const FULL = 50_000;

/**
 * Medians of the first samples from step 50,000 on, and of the last ones.
 * @param {Sample[]} samples
 */
export function growth(samples) {
    const full = samples.filter(({step}) => step >= FULL);
    if (full.length < 2 * AVERAGED) return null;
    const [first, last] = [full.slice(0, AVERAGED), full.slice(-AVERAGED)];
    const keys = /** @type {(keyof typeof TITLES)[]} */ (Object.keys(TITLES));
    return {
        from: first[0].step, to: last[AVERAGED - 1].step,
        rows: keys.map((key) => {
            const [before, after] = [first, last].map((some) => median(some.map((each) => each[key])));
            return {title: TITLES[key], before, after, ratio: after / before};
        }),
    };
}

/** @param {{device: string, minutes: number, samples: Sample[], errors: string[]}[]} results */
export function soakTable(results) {
    return results.flatMap(({device, minutes, samples, errors}) => {
        const found = growth(samples);
        const head = `\n${minutes} minutes on ${device === 'cpu' ? 'the CPU' : 'WebGPU (SwiftShader)'}, ${samples.at(-1)?.step.toLocaleString('en')} steps, ${errors.length} uncaught errors.\n`;
        if (!found) return [head, 'Fewer than 50,000 steps: no growth to compare.\n'];
        return [head,
            `| | from step ${found.from.toLocaleString('en')} | to step ${found.to.toLocaleString('en')} | ratio |`, '| --- | --- | --- | --- |',
            ...found.rows.map(({title, before, after, ratio}) => `| ${title} | ${before.toPrecision(3)} | ${after.toPrecision(3)} | ${ratio.toFixed(2)} |`), ''];
    }).join('\n');
}
