// What was measured, as a table: a row a metric, a column for validation and, on request, for test. Main thread.

import {element} from '../dom.js';
import {loss, whole} from '../numbers.js';

/** @typedef {import('../metrics.js').Metrics} Metrics */
/** @typedef {import('../metrics.js').Measured} Measured */

/** @param {number | null} share */
const percent = (share) => share === null ? null : `${(100 * share).toFixed(1)} %`;

/** @param {number | null} value */
const three = (value) => value === null ? null : value.toFixed(3);

/** @type {[name: string, value: (metrics: Metrics) => string | null, help: string][]} */
export const ROWS = [
    ['Squared error', ({mse}) => loss(mse), 'Mean over all pixels of the squared difference (MSE). 0 is a perfect copy.'],
    ['Error an example', ({sse}) => loss(sse), 'The same, summed over the pixels of an example (SSE).'],
    ['PSNR', ({psnr}) => psnr === null ? null : `${psnr.toFixed(1)} dB`, 'Peak signal-to-noise ratio: 10 decibels more is a tenth of the squared error.'],
    ['SSIM', ({ssim}) => three(ssim), 'Structural similarity: 1 is a perfect copy. Closer to what eyes see than the squared error.'],
    ['−ELBO', ({kl, loss: total}) => kl === undefined ? null : loss(total), 'Reconstruction plus divergence, in nats an example: what a VAE is trained for. Less is better.'],
    ['Divergence', ({kl}) => kl === undefined ? null : `${loss(kl)} nats`, 'The part of −ELBO that the code costs, for an example.'],
    ['Numbers in use', ({activeUnits, latent}) => `${activeUnits} of ${latent}`, 'Numbers of the code that vary from example to example (variance over 0.01).'],
    ['Mean activity', ({meanActivation}) => loss(meanActivation), 'Mean of all numbers of all codes.'],
    ['Neighbours agree', ({knn5Accuracy}) => percent(knn5Accuracy), 'How often the five nearest training codes vote for the right class (kNN).'],
    ['Linear reading', ({probeAccuracy}) => percent(probeAccuracy), 'How often a linear classifier reads the right class off the code (linear probe).'],
    ['Map is true', ({trustworthiness}) => three(trustworthiness), 'Trustworthiness: whether neighbours by their codes are neighbours as pictures. 1 is best.'],
];

/** @param {HTMLElement} host @param {{note: HTMLElement, button: HTMLButtonElement}} parts */
export function createMetricsTable(host, {note, button}) {
    const before = note.textContent;
    /** @type {Partial<Record<import('../metrics.js').Part, Measured>>} */
    let shown = {};

    function draw() {
        const columns = Object.values(shown);
        const told = columns.map(({part, step, metrics}) => `${part}: ${whole(metrics.images)} examples after step ${whole(step)}`);
        note.textContent = told.length > 0 ? `${told.join('; ')}.` : before;
        button.disabled = columns.length === 0;
        const rows = ROWS.map(([name, value, help]) => ({name, help, texts: columns.map(({metrics}) => value(metrics))}));
        const titles = element('tr', {}, element('td', {}), ...columns.map(({part}) => element('th', {scope: 'col'}, part)));
        host.replaceChildren(...columns.length > 0 ? [titles] : [],
            ...rows.filter(({texts}) => texts.some((text) => text !== null)).map(({name, help, texts}) => element('tr', {title: help},
                element('th', {scope: 'row'}, name), ...texts.map((text) => element('td', {}, text ?? '–')))));
    }

    return {
        /** @param {Measured | null} measured null: nothing is known any more */
        update(measured) {
            shown = measured ? {...shown, [measured.part]: measured} : {};
            draw();
        },
    };
}
