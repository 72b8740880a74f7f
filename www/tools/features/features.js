// The tool "Features": accuracy of classes predicted from latent codes, compared with PCA and pixels. For generated examples
// also the correlation of latent dimensions with generative factors. Main thread.

import {element} from '../../ui/dom.js';
import {labelled, select} from '../../ui/widgets.js';
import {CALM} from '../../scheduling/latest-request.js';
import {createToolBase, toolRow} from '../tool.js';
import {createAccuracyTable} from './accuracy-table.js';
import {confusionOf, correlationOf} from './heatmaps.js';
import {createHistograms} from './histograms.js';
import {createHeatmapTable} from './heatmap-table.js';

const MOST_CODES = 2000;
const HELP = 'A good latent code says what matters about an example. The network was trained without classes. Look how well a classifier predicts them from its few latent dimensions, compared with the pixels and PCA, and which classes it confuses.';

/** @typedef {import('../../protocol/answers.js').Features} Features */
/** @typedef {import('../../protocol/messages.js').CreatedEvent} CreatedEvent */

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createFeatures({query, baselineProbes}) {
    const [confusion, correlation] = [createHeatmapTable(), createHeatmapTable()];
    const [histograms, accuracies] = [createHistograms(), createAccuracyTable()];
    const base = createToolBase({quantity: 'latent codes', clear});
    const kind = select('Classifier', {knn: 'kNN (k = 5)', probe: 'linear probe'}, draw);
    const classifier = labelled('classified by', kind);
    /** @type {Features | null} */
    let found = null;
    /** @type {Promise<void> | null} */
    let pending = null; // the probes of PCA and pixels
    /** @type {import('./accuracy-table.js').Baseline} */
    let baseline = null;

    const request = base.request(async () => {
        const features = await query({kind: 'features'});
        const codes = await query({kind: 'codes', split: 'validation', most: MOST_CODES});
        return features && codes && {features, codes: codes.codes};
    }, {numbers: ({codes}) => codes, show, pace: CALM});

    /** @param {{features: Features, codes: Float32Array}} answer @param {unknown} _ @param {CreatedEvent} run */
    function show({features, codes}, _, run) {
        found = features;
        histograms.show(codes, run.config.latent);
        base.say(notesOn(features, histograms.left()));
        if (features.knn.length > 0) pending ??= compareWithBaseline(run);
        draw();
    }

    /** @param {CreatedEvent} run */
    async function compareWithBaseline(run) {
        const probes = await baselineProbes(run.config, run.description.dataset);
        if (run !== base.run()) return;
        baseline = probes ?? 'none';
        draw();
    }

    function draw() {
        const run = base.run();
        if (!run || !found) return;
        const isLabelled = found.knn.length > 0;
        classifier.hidden = !isLabelled;
        if (isLabelled) accuracies.show(found, baseline, run);
        confusion.show(isLabelled ? confusionOf(kind.value === 'knn' ? found.knn : found.probe, run.description.dataset) : null);
        correlation.show(found.factors.length > 0 ? correlationOf(found, run.config.latent) : null);
    }

    function clear() {
        found = pending = baseline = null;
        classifier.hidden = true;
    }

    clear();
    return base.tool({
        label: 'Features', help: HELP,
        nodes: [base.status, toolRow(element('div', {class: 'feature-side'}, accuracies.node, classifier), confusion.node), correlation.node, histograms.node],
        views: [confusion, correlation, accuracies, histograms],
        begin: () => base.say('Reading the latent codes…'),
        update: request.send,
    });
}

/** @param {Features} features @param {number} hidden latent dimensions without a histogram */
function notesOn({knn, factors}, hidden) {
    return [
        knn.length > 0 ? '' : 'These examples have no labels, so that no class can be predicted from their codes.',
        factors.length > 0 ? '' : 'Generative factors are known of generated examples only: choose shapes, strokes, heartbeats or sounds to correlate the code with them.',
        hidden > 0 ? `${hidden} more latent dimensions are not shown.` : '',
    ].filter(Boolean).join(' ');
}
