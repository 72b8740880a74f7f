// The scatter plot of the latent space: the codes of the validation examples, coloured by class. On demand, a second plot shows
// the same examples on their first two principal components. Main thread.

import {termsOf, UNKNOWN} from '../examples/terms.js';
import {createLegend} from '../scatter/legend.js';
import {createPointStates} from '../scatter/selection.js';
import {createCodePlot} from './code-plot.js';
import {lazySelectionPanel} from './lazy-parts.js';
import {createPcaPlot} from './pca-plot.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */

/**
 * @typedef {object} ScatterHosts
 * @property {HTMLElement} plane
 * @property {HTMLElement} pcaFigure the figure of the PCA plot
 * @property {HTMLElement} pca
 * @property {HTMLElement} bar above the plot
 * @property {HTMLElement} pcaBar above the PCA plot
 * @property {HTMLElement} legend
 * @property {HTMLElement} axes
 * @property {HTMLElement} hint
 * @property {HTMLElement} selection
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {HTMLInputElement} pcaSwitch
 * @property {HTMLInputElement} picturesSwitch
 * @property {HTMLInputElement} quantileSwitch
 * @property {HTMLInputElement} namesSwitch
 */

/** @param {ScatterHosts} hosts @param {import('./code-plot.js').Explorer} explorer */
export function createLatentScatter(hosts, explorer) {
    const states = createPointStates();
    const plot = createCodePlot(hosts, {
        states, explorer, onAxes: explain, onShow: (codes) => panel.queue('show', (module) => module.show(codes)),
    });
    const pca = createPcaPlot(hosts, {states, onChange: explain});
    const legend = createLegend(hosts.legend, {
        onHighlight: (highlighted) => states.change({highlighted}),
        onHide: (hidden) => states.change({hidden}),
    });
    const panel = lazySelectionPanel(hosts.selection, {states, query: hosts.query, inView: plot.inView});
    /** @type {CreatedEvent | null} */
    let run = null;

    states.subscribe(({selected, isLassoActive}) => {
        if (isLassoActive) panel.use();
        if (selected !== undefined) explorer.select(selected);
    });
    hosts.picturesSwitch.addEventListener('change', () => [plot, pca].forEach((each) => each.setThumbnails(hosts.picturesSwitch.checked)));

    function explain() {
        if (run) hosts.hint.textContent = hintFor(run, {isPrincipal: plot.isPrincipal(), isCompared: pca.isShown(), isFound: pca.hasPoints()});
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            const {pointLabels, description: {dataset: {classes, validation}}} = created;
            states.begin(pointLabels, validation);
            for (const each of [plot, pca]) each.begin(created);
            legend.update(pointLabels.length > 0 ? classes : [], pointLabels.includes(UNKNOWN));
            panel.queue('begin', (module) => module.begin(created));
        },
        update: plot.update,
        select: (/** @type {number} */ index) => states.change({selected: index}),
        compare: pca.compare,
        mark: plot.mark,
        redraw: plot.redraw,
        shownAxes: plot.shownAxes,
        canvas: plot.canvas,
        recolour() {
            for (const each of [plot, pca]) each.recolour();
            panel.loaded()?.recolour();
        },
    };
}

/** @param {CreatedEvent} run @param {{isPrincipal: boolean, isCompared: boolean, isFound: boolean}} shown */
function hintFor({description, config, pointNames}, {isPrincipal, isCompared, isFound}) {
    const {one} = termsOf(description.dataset);
    const codes = config.latent === 1 ?
        `One latent dimension, from left to right. The vertical position is random and only spreads the dots.` :
        `Each dot is the latent code of a validation ${one}.${isPrincipal ? ' The axes are the principal components of the codes, updated during training.' : ''}${pointNames.length > 0 ? ' Small rings are training examples.' : ''}`;
    const prior = config.bottleneck === 'variational' ? ' The dashed contours are 1, 2 and 3 standard deviations of the prior, towards which the KL divergence pulls the codes.' : '';
    if (!isCompared) return codes + prior;
    return `${codes}${prior} ${isFound ?
        `The PCA plot shows every ${one} on the first two principal components of the data. It does not change.` :
        'The PCA plot follows when PCA is ready.'}`;
}
