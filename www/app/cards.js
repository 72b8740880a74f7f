// The cards of the page, each created on the elements of index.html that belong to it. Main thread.

import {createNetworkDiagram} from '../cards/network-diagram.js';
import {createReconstructionGrid} from '../cards/reconstruction-grid.js';
import {takeTables} from '../examples/painter.js';
import {createAdvice} from '../latent/advice.js';
import {createLatentExplorer} from '../latent/explorer.js';
import {createLatentScatter} from '../latent/latent-scatter.js';
import {createLossChart} from '../loss/chart.js';
import {byId} from '../ui/dom.js';
import {createLazyModule, whenVisible} from '../ui/lazy-module.js';
import {loadStyle} from '../ui/style-sheet.js';
import {createStatusBar} from './status-bar.js';

/** @param {string} id */
const inputById = (id) => /** @type {HTMLInputElement} */ (byId(id));
/** @param {string} id */
const detailsById = (id) => /** @type {HTMLDetailsElement} */ (byId(id));

export const createNetworkCard = () => createNetworkDiagram(byId('network'), {caption: byId('network-caption'), table: byId('layer-rows')});

export const createLossCard = () => createLossChart(byId('loss'), {
    readout: byId('loss-readout'), unit: byId('loss-unit'), logSwitch: inputById('loss-log'),
});

/** @param {(example: number) => void} onPick */
export const createReconstructionCard = (onPick) => createReconstructionGrid(byId('recon'), {
    note: byId('recon-note'), rows: byId('recon-rows'), pcaSwitch: inputById('recon-pca'), onPick,
});

/** The table of metrics, loaded with the first of them. */
export function createLazyMetrics() {
    const [note, button] = [byId('metrics-note'), /** @type {HTMLButtonElement} */ (byId('metrics-test'))];
    const table = createLazyModule({
        name: 'The table of metrics', show: (words) => note.before(words),
        load: async () => (await import('../cards/metrics-table.js')).createMetricsTable(byId('metrics'), {note, button, terms: byId('metric-terms')}),
    });
    return {
        /** A new run. @param {import('../protocol/messages.js').CreatedEvent} event */
        begin: (event) => table.queue('begin', ({begin}) => begin(event)),
        /** @param {import('../scheduling/metrics-schedule.js').Measured | null} measured null: no longer valid */
        update(measured) {
            if (measured) table.use(({update}) => update(measured), measured.split);
            else table.queue('none', ({update}) => update(null));
        },
    };
}

/**
 * The card of the latent space: scatter plot, map, details and advice.
 * @param {object} parts
 * @param {import('../protocol/queries.js').RunQuery} parts.query
 * @param {() => boolean} parts.isReplaying
 * @param {() => void} parts.onSelect
 */
export function createLatentCard({query, isReplaying, onSelect}) {
    const explorer = createLatentExplorer(byId('latent-detail'), {
        query, onNews: () => scatter.redraw(), onSelect,
        sliders: detailsById('latent-sliders'), traversals: detailsById('latent-traversals'),
        prior: byId('prior-options'), contours: inputById('prior-contours'),
        mapSwitch: inputById('latent-map'), density: inputById('latent-map-density'),
    });
    const scatter = createLatentScatter({
        plane: byId('scatter'), pcaFigure: byId('pca-figure'), pca: byId('pca-scatter'), selection: byId('selection-panel'),
        query, bar: byId('scatter-bar'), pcaBar: byId('pca-bar'), legend: byId('scatter-legend'), axes: byId('scatter-axes'),
        hint: byId('scatter-hint'), pcaSwitch: inputById('scatter-pca'), picturesSwitch: inputById('scatter-thumbnails'),
        quantileSwitch: inputById('prior-quantiles'), namesSwitch: inputById('scatter-names'),
    }, {...explorer, draw: (plot) => isReplaying() || explorer.draw(plot)});
    return {explorer, scatter, advice: createAdvice(byId('scatter-advice'))};
}

export const createStatus = () => createStatusBar({
    state: byId('status-state'), device: byId('status-device'), why: byId('status-why'), step: byId('status-step'),
    epoch: byId('status-epoch'), steps: byId('status-steps'), examples: byId('status-examples'),
}, /** @type {HTMLProgressElement} */ (byId('status-loading')), byId('status-spoken'));

/** Explanations of the cards, loaded when one of them is unfolded. */
export function createLazyExplanations() {
    const folds = [...document.querySelectorAll('details.about')];
    const explanations = createLazyModule({
        name: 'The explanation', show: (words) => folds.find((fold) => fold.hasAttribute('open'))?.append(words),
        load: async () => (await import('../cards/explanations.js')).createExplanations(),
    });
    for (const fold of folds) fold.addEventListener('toggle', () => explanations.use());
    return explanations;
}

/** The sentences of the introduction that depend on the data, loaded with the first data but those that they are written for. */
export function createLazyLesson() {
    const lesson = createLazyModule({
        name: 'The introduction to these data', show: (words) => document.querySelector('.lesson')?.append(words), isOnDemand: true,
        load: async () => (await import('../cards/lesson.js')),
    });
    return {
        /** @param {import('../protocol/answers.js').DatasetInfo} dataset */
        begin(dataset) {
            if (lesson.loaded() || dataset.source !== 'mnist-sample') lesson.use(({updateLesson}) => updateLesson(dataset), 'update');
        },
    };
}

/** The painter of rows of tables, loaded with the first table. @param {() => void} onLoaded */
export function createLazyTables(onLoaded) {
    const tables = createLazyModule({
        name: 'The drawing of rows', show: (words) => byId('recon').before(words), isOnDemand: true,
        load: async () => (await import('../examples/table-painter.js')),
    });
    return {
        /** @param {import('../protocol/answers.js').DatasetInfo} dataset */
        begin({kind}) {
            if (kind === 'table' && !tables.loaded()) tables.use((loaded) => {
                takeTables(loaded);
                loadStyle('styles/tables.css').then(onLoaded, onLoaded);
            }, 'take');
        },
    };
}

/** The export card, loaded when it comes into view. @param {import('../export/model-file.js').ModelParts} models @param {Omit<import('../export/formats.js').Page, 'part'>} page */
export function createLazyExport(models, page) {
    const host = byId('export');
    const card = createLazyModule({
        name: 'This card', show: (words) => host.append(words),
        load: async () => (await import('../export/index.js')).createExport(host, {words: byId('export-message'), now: models.now, page}, models),
    });
    whenVisible(host, () => card.use());
}
