// What each file that can be taken away needs, and how it is made. One more is an entry here and a line in file-kinds.js.
// Fetched when the first is asked for. Main thread.

import {integer} from '../ui/format.js';
import {onPaper} from '../ui/theme.js';
import {wordsOf} from '../examples/terms.js';
import {csvOf} from './csv.js';
import {lossSvg, planePicture, planeSvg, reconPicture} from './images.js';
import {reportHtml} from './report.js';
import {paintedSvg, pngOf} from './contact-sheet.js';
import {codesTable, lossTable, metricsTable, runAsJson} from './tables.js';

/** @typedef {import('../app/current-run.js').Run} Run */

/** Examples side by side that can still be seen on paper. */
const ON_A_PAGE = {image: 12, sequence: 6};

/**
 * What the page shows just now.
 * @typedef {object} Page
 * @property {() => boolean} isLog whether the loss has a logarithmic axis
 * @property {() => number[]} axes the numbers of the code that the plane shows
 * @property {() => HTMLCanvasElement | null} plane
 */

/** @typedef {{content: string | Blob, told: string, step?: number}} Made `step` of what is in it, where that is not the run's */

/**
 * @typedef {object} Offer
 * @property {(run: Run) => string} [lacks] what there must be first, in words; empty where all is there
 * @property {(run: Run, page: Page) => Made | Promise<Made>} make
 */

const noLosses = (/** @type {Run} */ {series}) => series.steps() > 0 ? '' : 'There are no losses yet: press Start, or Step, first.';
const noMetrics = (/** @type {Run} */ {measured}) => measured.length > 0 ? '' : 'Nothing has been measured yet: press Start and wait for the end of an epoch, or for Pause.';
const noSnapshot = (/** @type {Run} */ {snapshot}) => snapshot ? '' : 'There are no codes and copies yet: wait a moment for the first.';

/** @param {Run} run @returns {import('./images.js').Seen} what `noSnapshot` has let through */
const seen = (run) => /** @type {import('./images.js').Seen} */ (run);

/** @param {Run} run @param {number} step */
const after = (run, step) => step === run.step ? '' : ` They are of step ${integer(step)}, as the page shows them.`;

/** Those sentences that are not empty. @param {...string} list */
const noted = (...list) => list.filter(Boolean).join(' ');

/** @param {Run} run @returns {Made} */
function codes(run) {
    const {snapshot, dataset, created} = seen(run);
    const table = codesTable(run, snapshot);
    const unlabelled = created.pointLabels.length > 0 ? '' : `These ${wordsOf(dataset).one}s have no labels, so there is no column for them.`;
    return {
        content: csvOf(table), step: snapshot.step,
        told: noted(`The codes of ${integer(table.rows.length)} validation ${wordsOf(dataset).one}s, a row each.${after(run, snapshot.step)}`, unlabelled),
    };
}

/** @param {Run} run @param {Page} page @returns {Made} */
function report(run, {isLog, axes}) {
    const noun = wordsOf(run.dataset).one;
    const pictures = onPaper(() => {
        const recon = run.snapshot && reconPicture(seen(run), {isBare: true, most: ON_A_PAGE[run.dataset.kind]});
        return {
            loss: run.series.steps() > 0 ? lossSvg(run, {isLog: isLog(), isBare: true}) : null,
            plane: run.snapshot ? planeSvg(seen(run), {axes: axes(), isBare: true}) : null,
            recon: recon && {uri: recon.toDataURL('image/png'), width: recon.width / 2},
        };
    });
    const date = new Date().toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric'});
    const missing = [
        run.series.steps() > 0 ? '' : 'losses', run.measured.length > 0 ? '' : 'metrics', run.created.pointLabels.length > 0 ? '' : `labels of the ${noun}s`,
    ].filter(Boolean);
    return {
        content: reportHtml(run, pictures, {date, page: location.href.split('#')[0]}),
        told: noted('One page that needs nothing else: open it in any browser, or print it.', missing.length > 0 ? `Without ${missing.join(' and ')}: there are none.` : ''),
    };
}

/** @type {Record<import('./file-kinds.js').FileKind, Offer>} by what is in it and how it ends */
export const OFFERS = {
    'loss.csv': {
        lacks: noLosses,
        make: (run) => ({content: csvOf(lossTable(run)), told: `The losses of ${integer(run.series.steps())} steps, a row each, and what validation gave between them.`}),
    },
    'metrics.csv': {
        lacks: noMetrics,
        make: (run) => ({content: csvOf(metricsTable(run)), told: `What was measured, a row each time: ${integer(run.measured.length)}.`}),
    },
    'codes.csv': {lacks: noSnapshot, make: codes},
    'run.json': {
        lacks: noLosses,
        make: (run) => ({
            content: JSON.stringify(runAsJson(run), null, 1),
            told: noted('Settings, losses and metrics.', run.measured.length > 0 ? '' : 'Nothing has been measured yet, so there are no metrics in it.'),
        }),
    },
    'loss.png': {
        lacks: noLosses,
        make: async (run, {isLog}) => ({content: await pngOf(await paintedSvg(lossSvg(run, {isLog: isLog()}))), told: 'The loss chart as a picture.'}),
    },
    'loss.svg': {
        lacks: noLosses,
        make: (run, {isLog}) => ({content: lossSvg(run, {isLog: isLog()}), told: 'The loss chart as a drawing, sharp at every size.'}),
    },
    'latent-space.png': {
        lacks: noSnapshot,
        async make(run, {plane}) {
            const canvas = plane();
            if (!canvas || canvas.width === 0) throw new Error('The latent space is not to be seen just now.');
            return {content: await pngOf(planePicture(seen(run), canvas)), step: seen(run).snapshot.step, told: 'The latent space as it is seen on the page.'};
        },
    },
    'latent-space.svg': {
        lacks: noSnapshot,
        make: (run, {axes}) => ({content: planeSvg(seen(run), {axes: axes()}), step: seen(run).snapshot.step, told: 'The dots of the latent space as a drawing, without the map.'}),
    },
    'reconstructions.png': {
        lacks: noSnapshot,
        make: async (run) => ({content: await pngOf(reconPicture(seen(run))), step: seen(run).snapshot.step, told: 'Inputs, copies and errors on one sheet.'}),
    },
    'report.html': {make: report},
};
