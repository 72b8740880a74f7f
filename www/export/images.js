// Images of the views: loss chart, latent space, reconstructions. Main thread.

import {examplesOf} from '../examples/buffer.js';
import {integer} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {PCA_LINE, columnsFor, linesFor, unitOfLoss} from '../loss/lines.js';
import {symbolPath} from '../scatter/symbols.js';
import {rowsOf} from '../cards/reconstruction-rows.js';
import {axisValues} from '../scatter/geometry.js';
import {classTerm, classToken, termsOf} from '../examples/terms.js';
import {framed, sheetOfRows} from './contact-sheet.js';
import {dotsSvg, shownClasses} from './svg-scatter.js';
import {linesSvg} from './svg-lines.js';

/** @typedef {import('../runs/run-recorder.js').CurrentRun} Run */
/** @typedef {Run & {snapshot: import('../protocol/messages.js').SnapshotEvent}} RunWithSnapshot a run with codes and reconstructions */

const chartColours = () => ({ink: colour('--ink'), soft: colour('--ink-soft'), line: colour('--line'), paper: colour('--card')});

/** @param {number} label */
const colourOf = (label) => colour(classToken(label));

/** @param {Run} run */
const runTitle = ({dataset, config}) => `${dataset.name}, ${config.latent} latent ${config.latent === 1 ? 'dimension' : 'dimensions'}, seed ${config.seed}`;

/** @param {Run} run @param {{isLog: boolean, isBare?: boolean}} options `isBare` without a title */
export function lossSvg(run, {isLog, isBare}) {
    const {series, dataset, pca, created: {description: {terms}}} = run;
    const [steps, ...columns] = columnsFor(series, {terms, pca: pca?.error ?? null, positiveOnly: isLog});
    const hasPca = columns.at(-1)?.some((value) => value !== null);
    const curves = [...linesFor(terms, dataset), ...hasPca ? [PCA_LINE] : []].map(({name, token, width, dash, scale}, i) => (
        {name, colour: colour(token), width, dash, isShare: scale === 'share', values: columns[i]}
    ));
    return linesSvg({
        width: 760, height: 400, title: 'Loss', isBare, note: `${runTitle(run)}; ${integer(series.steps())} steps`, colours: chartColours(),
        steps, curves, unit: unitOfLoss(terms, dataset), isLog,
    });
}

/** @param {number} axis */
const axisName = (axis) => `latent dimension z${axis + 1}`;

/** @param {RunWithSnapshot} run @param {{axes: number[], isBare?: boolean}} options `axes`: latent dimensions */
export function latentSvg(run, {axes: picked, isBare}) {
    const {snapshot: {codes, latent, step}, created: {pointLabels}, dataset} = run;
    const axes = latent === 1 ? [0, 1] : [0, 1].map((i) => picked[i] < latent ? picked[i] : i);
    const [xs, ys] = axes.map((axis) => axisValues(codes, latent, axis));
    const plane = {xs, ys, xName: axisName(axes[0]), yName: latent === 1 ? null : axisName(axes[1]), labels: pointLabels, classes: dataset.classes};
    return dotsSvg({
        width: 640, height: 600, title: 'Latent space', isBare, note: planeNote(run, xs.length, step), colours: chartColours(),
        plane, fillOf: colourOf, plain: colour('--accent'),
    });
}

/** @param {Run} run @param {number} count @param {number} step */
const planeNote = (run, count, step) => `${runTitle(run)}; ${integer(count)} validation ${termsOf(run.dataset).short}s after step ${integer(step)}`;

/** The latent space as the card shows it. @param {RunWithSnapshot} run @param {HTMLCanvasElement} canvas */
export function latentImage(run, canvas) {
    const {snapshot: {codes, latent, step}, created: {pointLabels}, dataset} = run;
    const legend = pointLabels.length === 0 ? [] : shownClasses(dataset.classes, pointLabels).map(({name, label}) => (
        {name, path: symbolPath(label, 0, 0, 4.5), fill: colourOf(label)}
    ));
    return framed(canvas, {title: 'Latent space', note: planeNote(run, codes.length / latent, step), legend});
}

/** @param {RunWithSnapshot} run @param {{isBare?: boolean, most?: number}} [options] `isBare` without a title, of so many examples at `most` */
export function reconstructionImage(run, {isBare = false, most = Infinity} = {}) {
    const {created, snapshot, pca, dataset} = run;
    const inputs = examplesOf(created.probes, dataset);
    const rows = rowsOf(created, snapshot, pca?.comparison?.outputs ?? null).map(({label, role, bytes}) => ({
        label, cells: examplesOf(bytes, dataset).slice(0, most).map((example, i) => ({role, bytes: example, input: inputs[i]})),
    }));
    const names = Array.from(created.probeLabels.slice(0, most), (label) => classTerm(dataset, label));
    const note = `${runTitle(run)}; validation ${termsOf(dataset).short}s after step ${integer(snapshot.step)}`;
    return sheetOfRows(rows, dataset, {title: isBare ? '' : 'Reconstructions', note, names: names.map((name) => name.replace(/^(digit|class) /, ''))});
}
