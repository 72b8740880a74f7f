// The tool "Features": what the codes are good for. Classes are read off them and off what they are compared with;
// generated examples also tell whether the code has found the numbers they were drawn with. Main thread.

import {element} from '../../ui/dom.js';
import {CALM, createNewest} from '../../scheduling/latest-request.js';
import {signed} from '../../ui/format.js';
import {classInWords, wordsOf} from '../../examples/terms.js';
import {createShadedTable} from './heatmap-table.js';
import {accuracyOf} from './distribution-math.js';
import {createSpread} from './distribution.js';

const MOST_ROWS = 16; // numbers of the code in the table of correlations

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(1)} %`;

/** @typedef {import('../../worker/query-handlers.js').Features} Features */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createFeatures({query, baselineProbes}) {
    const confusion = createShadedTable();
    const correlation = createShadedTable();
    const spread = createSpread();
    const body = element('tbody');
    const table = element('table', {class: 'tool-table verdict', hidden: true}, body);
    const words = element('p', {class: 'tool-words', role: 'status'});
    const kind = element('select', {'aria-label': 'Classifier', onchange: drawConfusion},
        element('option', {value: 'knn'}, 'five nearest neighbours'), element('option', {value: 'probe'}, 'a linear classifier'));
    const reader = element('label', {class: 'switch', hidden: true}, 'guessed by ', kind);
    const title = element('h3', {hidden: true}, 'Each number of the code, over all validation examples');
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    /** @type {Features | null} */
    let found = null;
    /** @type {import('../../protocol/messages.js').BaselineProbes | null} */
    let others = null;
    let wanted = false; // what the codes are compared with is being found

    const looks = createNewest(look, take, CALM);

    async function look() {
        return {features: await query({kind: 'features'}), codes: await query({kind: 'codes', part: 'validation', most: 2000})};
    }

    /** @param {Awaited<ReturnType<typeof look>>} answer @param {import('../../protocol/messages.js').CreatedEvent} of */
    async function take({features, codes}, of) {
        if (!features || !('probe' in features) || !codes || !('codes' in codes)) return;
        if (!codes.codes.every(Number.isFinite)) {
            words.textContent = 'The model has broken: its codes are no numbers any more. Reset it, or go back as the message above says.';
            return clear();
        }
        found = features;
        title.hidden = false;
        spread.show(codes.codes, of.config.latent);
        draw();
        if (wanted || features.knn.length === 0) return;
        wanted = true;
        const other = await baselineProbes(of.config);
        if (of !== run) return;
        others = other;
        draw();
    }

    function clear() {
        found = others = null;
        wanted = false;
        table.hidden = reader.hidden = title.hidden = true;
        confusion.show(null);
        correlation.show(null);
        spread.clear();
    }

    function draw() {
        if (!run || !found) return;
        const {dataset} = run.description;
        const isLabelled = found.knn.length > 0;
        table.hidden = reader.hidden = !isLabelled;
        const notes = [];
        if (isLabelled) drawAccuracies(found, dataset);
        else notes.push('These examples have no labels, so that nothing can be read off their codes.');
        if (found.factors.length === 0) notes.push('Only examples that a program draws come with the numbers they were drawn with: choose shapes, strokes or heartbeats to compare the code with them.');
        if (spread.left() > 0) notes.push(`The code has ${spread.left()} more numbers than are shown.`);
        words.textContent = notes.join(' ');
        drawConfusion();
        drawCorrelation();
    }

    /** @param {Features} features @param {import('../../protocol/messages.js').DatasetInfo} dataset */
    function drawAccuracies({knn, probe}, dataset) {
        const count = dataset.classes.length;
        const latent = run?.config.latent;
        const pending = others ? '' : 'being found';
        /** @type {[string, string, string][]} */
        const rows = [
            [`code of ${latent} numbers`, percent(accuracyOf(knn, count)), percent(accuracyOf(probe, count))],
            [`PCA, ${latent} components`, others ? percent(others.pca.knn) : pending, others ? percent(others.pca.probe) : ''],
            [`all ${wordsOf(dataset).value}s`, others ? percent(others.pixels.knn) : pending, others ? percent(others.pixels.probe) : ''],
        ];
        body.replaceChildren(
            element('tr', {}, element('th', {scope: 'col'}, 'Right class found from'), element('th', {scope: 'col'}, 'five nearest'), element('th', {scope: 'col'}, 'linear')),
            ...rows.map(([name, ...cells]) => element('tr', {}, element('th', {scope: 'row'}, name), ...cells.map((text) => element('td', {}, text)))));
    }

    function drawConfusion() {
        if (!run || !found || found.knn.length === 0) return confusion.show(null);
        const {dataset} = run.description;
        const names = dataset.classes;
        const counts = kind.value === 'knn' ? found.knn : found.probe;
        const totals = names.map((_, row) => counts.subarray(row * names.length, (row + 1) * names.length).reduce((sum, count) => sum + count, 0));
        confusion.show({
            caption: 'Which class was taken for which: a row is the true class, a column the guess',
            corner: 'true', rows: names.map((_, row) => classInWords(dataset, row)), columns: names,
            cell(row, column) {
                const count = counts[row * names.length + column];
                return {text: count > 0 ? String(count) : '', share: count / Math.max(1, totals[row]), isWrong: row !== column && count > 0};
            },
        });
    }

    function drawCorrelation() {
        if (!run || !found || found.factors.length === 0) return correlation.show(null);
        const {factors, correlations} = found;
        correlation.show({
            caption: 'Correlation of each number of the code with what the examples were drawn with: 1 or −1 is a straight line, 0 is none',
            corner: '', rows: Array.from({length: Math.min(MOST_ROWS, run.config.latent)}, (_, k) => `z${k + 1}`), columns: factors,
            cell(row, column) {
                const value = correlations[row * factors.length + column];
                return {text: signed(value.toFixed(2)), share: Math.abs(value)};
            },
        });
    }

    return {
        label: 'Features',
        help: 'A good code says what matters about an example. Nobody told the network the classes: look how well they can be read off its few numbers, beside the pixels and PCA, and which of them it takes for each other.',
        node: element('div', {}, words, element('div', {class: 'tool-row'}, element('div', {class: 'feature-side'}, table, reader), confusion.node), correlation.node, title, spread.node),
        begin(created) {
            run = created;
            clear();
            words.textContent = 'Looking at the codes…';
            looks.forget();
        },
        update: () => run && looks.ask(run),
        leave: looks.forget,
        recolour: spread.draw,
    };
}
