// Formats of the export: requirements and maker of each file. A new one is an entry here and a line in file-kinds.js. Main
// thread.

import {integer} from '../ui/format.js';
import {onPaper} from '../ui/theme.js';
import {kindOf} from '../examples/kinds.js';
import {termsOf} from '../examples/terms.js';
import {CODE_FORMATS} from './codes/formats.js';
import {csvOf} from './csv.js';
import {lossSvg, latentImage, latentSvg, reconstructionImage} from './images.js';
import {reportHtml} from './report.js';
import {paintedSvg, pngOf} from './contact-sheet.js';
import {lossTable, metricsTable, runAsJson} from './tables.js';

/** @typedef {import('../runs/run-recorder.js').CurrentRun} Run */

/**
 * State of the cards.
 * @typedef {object} Page
 * @property {() => boolean} isLog whether the loss axis is logarithmic
 * @property {() => number[]} axes latent dimensions on the axes
 * @property {() => HTMLCanvasElement | null} plane
 * @property {() => boolean} isReplaying whether an earlier step is shown
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {() => import('../protocol/queries.js').Part} part whose codes are exported
 */

/**
 * @typedef {object} ExportFile
 * @property {string | Blob | Uint8Array<ArrayBuffer>} content
 * @property {string} message
 * @property {number} [step] if it is not the newest
 * @property {string} [name] content and extension, if not the kind
 */

/**
 * @typedef {object} ExportFormat
 * @property {(run: Run) => string} [missing] message if something is missing; else empty
 * @property {(run: Run, page: Page) => ExportFile | Promise<ExportFile>} make
 */

const noLosses = (/** @type {Run} */ {series}) => series.steps() > 0 ? '' : 'There are no losses yet: press Start, or Step, first.';
const noMetrics = (/** @type {Run} */ {measured}) => measured.length > 0 ? '' : 'There are no metrics yet: press Start and wait for the end of an epoch, or press Pause.';
const noSnapshot = (/** @type {Run} */ {snapshot}) => snapshot ? '' : 'There are no codes and reconstructions yet: wait for the first.';

/** @param {Run} run @returns {import('./images.js').RunWithSnapshot} what `noSnapshot` has let through */
const withSnapshot = (run) => /** @type {import('./images.js').RunWithSnapshot} */ (run);

/** Those sentences that are not empty. @param {...string} list */
const noted = (...list) => list.filter(Boolean).join(' ');

/** @param {Run} run */
function lossesInWords({series}) {
    const width = series.binWidth();
    const rows = width > 1 ? `${integer(width)} a row: mean, minimum and maximum` : 'one a row';
    const thinned = series.areValidationsThinned() ? `Of the validations ${integer(series.validations().length)} are kept, evenly over the run.` : '';
    return noted(`Training and validation losses of ${integer(series.steps())} steps, ${rows}.`, thinned);
}

/** @param {Run} run @param {Page} page @returns {ExportFile} */
function report(run, {isLog, axes}) {
    const noun = termsOf(run.dataset).one;
    const pictures = onPaper(() => {
        const recon = run.snapshot && reconstructionImage(withSnapshot(run), {isBare: true, most: kindOf(run.dataset).exported.perPage});
        return {
            loss: run.series.steps() > 0 ? lossSvg(run, {isLog: isLog(), isBare: true}) : null,
            plane: run.snapshot ? latentSvg(withSnapshot(run), {axes: axes(), isBare: true}) : null,
            recon: recon && {uri: recon.toDataURL('image/png'), width: recon.width / 2},
        };
    });
    const date = new Date().toLocaleDateString('en-GB', {day: 'numeric', month: 'long', year: 'numeric'});
    const missing = [
        run.series.steps() > 0 ? '' : 'losses', run.measured.length > 0 ? '' : 'metrics', run.created.pointLabels.length > 0 ? '' : `labels of the ${noun}s`,
    ].filter(Boolean);
    return {
        content: reportHtml(run, pictures, {date, page: location.href.split('#')[0]}),
        message: noted('One page that needs no other file: open it in any browser, or print it.', missing.length > 0 ? `Without ${missing.join(' and ')}: there are none.` : ''),
    };
}

/** @type {Record<import('./file-kinds.js').FileKind, ExportFormat>} by content and extension */
export const FORMATS = {
    'loss.csv': {
        missing: noLosses,
        make: (run) => ({content: csvOf(lossTable(run)), message: lossesInWords(run)}),
    },
    'metrics.csv': {
        missing: noMetrics,
        make: (run) => ({content: csvOf(metricsTable(run)), message: `${integer(run.measured.length)} measurements, one a row.`}),
    },
    ...CODE_FORMATS,
    'run.json': {
        missing: noLosses,
        make: (run) => ({
            content: JSON.stringify(runAsJson(run), null, 1),
            message: noted('Settings, losses and metrics.', run.measured.length > 0 ? '' : 'There are no metrics yet.'),
        }),
    },
    'loss.png': {
        missing: noLosses,
        make: async (run, {isLog}) => ({content: await pngOf(await paintedSvg(lossSvg(run, {isLog: isLog()}))), message: 'The loss chart as pixels.'}),
    },
    'loss.svg': {
        missing: noLosses,
        make: (run, {isLog}) => ({content: lossSvg(run, {isLog: isLog()}), message: 'The loss chart as a vector drawing, sharp at every size.'}),
    },
    'latent-space.png': {
        missing: noSnapshot,
        async make(run, {plane}) {
            const canvas = plane();
            if (!canvas || canvas.width === 0) throw new Error('The latent space is hidden: show it first.');
            return {content: await pngOf(latentImage(withSnapshot(run), canvas)), step: withSnapshot(run).snapshot.step, message: 'The latent space as the page shows it.'};
        },
    },
    'latent-space.svg': {
        missing: noSnapshot,
        make: (run, {axes}) => ({content: latentSvg(withSnapshot(run), {axes: axes()}), step: withSnapshot(run).snapshot.step, message: 'The dots of the latent space as a vector drawing, without the latent map.'}),
    },
    'reconstructions.png': {
        missing: noSnapshot,
        make: async (run) => ({content: await pngOf(reconstructionImage(withSnapshot(run))), step: withSnapshot(run).snapshot.step, message: 'Inputs, reconstructions and error maps on one sheet.'}),
    },
    'report.html': {make: report},
};
