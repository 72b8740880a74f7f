// The scatter plot of the latent space: the codes of the validation examples, coloured by class. On demand, a second plot shows
// the same examples on their first two principal components. Main thread.

import {termsOf} from '../examples/terms.js';
import {cdf} from '../math/normal.js';
import {jitter, rangeOf, unionOf} from '../scatter/geometry.js';
import {createLegend} from '../scatter/legend.js';
import {createScatter} from '../scatter/scatter.js';
import {createPointStates} from '../scatter/selection.js';
import {hasPrior} from '../settings/store.js';
import {createLatentAxes} from './axes.js';
import {coordinatesOf, identityBasis, nameOf} from './basis.js';
import {drawCode} from './code-marker.js';
import {lazySelectionPanel} from './lazy-parts.js';
import {linear, QUANTILES, quantileTicks, withinQuantiles} from './quantile-scale.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('../scatter/geometry.js').Interval} Interval */
/** @typedef {import('../scatter/geometry.js').PlotArea} PlotArea */
/** @typedef {import('../scatter/painter.js').PlotContext} PlotContext */
/** @typedef {import('./basis.js').Basis} Basis */

/**
 * The part of the latent space that the plot shows at the end of its movement.
 * @typedef {{domain: [Interval, Interval], basis: Basis, axes: [number, number], isQuantile: boolean, box: PlotArea}} LatentView
 */

/**
 * @typedef {object} Explorer draws below and above the dots, and gets view, pointer and selection
 * @property {(context: CanvasRenderingContext2D, box: PlotArea, domain: [Interval, Interval]) => void} draw
 * @property {(plot: PlotContext, projection: import('./code-marker.js').Projection) => void} drawOver
 * @property {(view: LatentView) => void} setView
 * @property {(position: [number, number] | null) => void} point
 * @property {(index: number) => void} select
 */

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
 */

/** @param {ScatterHosts} hosts @param {Explorer} explorer */
export function createLatentScatter(hosts, explorer) {
    const states = createPointStates();
    const plot = createScatter(hosts.plane, {
        label: 'Latent space', bar: hosts.bar, states, above, onViewChange: reportView, onPoint: explorer.point,
        below: ({context, box, domain}) => explorer.draw(context, box, domain),
    });
    const pca = createScatter(hosts.pca, {label: 'PCA', bar: hosts.pcaBar, states});
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {Float32Array | null} the examples on two principal components */
    let components = null;
    /** @type {Float32Array | null} */
    let markedCode = null;

    const legend = createLegend(hosts.legend, {
        onHighlight: (highlighted) => states.change({highlighted}),
        onHide: (hidden) => states.change({hidden}),
    });
    const inView = () => states.visible().filter((i) => isInside(plot.motion, i));
    const panel = lazySelectionPanel(hosts.selection, {states, query: hosts.query, inView});
    const axes = createLatentAxes(hosts.axes, {
        onChange() {
            explain();
            show(true);
        },
        onPauseEnd: () => show(false),
    });
    states.subscribe(({selected, isLassoActive}) => {
        if (isLassoActive) panel.use();
        if (selected !== undefined) explorer.select(selected);
    });
    hosts.pcaSwitch.addEventListener('change', explain);
    hosts.quantileSwitch.addEventListener('change', () => show(true));
    hosts.picturesSwitch.addEventListener('change', () => [plot, pca].forEach((each) => each.setThumbnails(hosts.picturesSwitch.checked)));

    /** The scale of the axes. */
    const scaleOf = () => (hasPrior(run) && hosts.quantileSwitch.checked ? cdf : linear);

    /** @param {boolean} jump to other axes, without a movement */
    function show(jump) {
        if (!snapshot) return;
        const toAxis = scaleOf();
        const shown = axes.update(snapshot, {isCentred: toAxis === linear, isForced: jump});
        showCodes(plot, snapshot, {...shown, toAxis, jump});
        const names = /** @type {[string, string]} */ (shown.axes.map((axis) => nameOf(shown.basis, axis)));
        const codes = {codes: snapshot.codes, latent: snapshot.latent, ...shown, names};
        panel.queue('show', (module) => module.show(codes));
        reportView();
    }

    function reportView() {
        const view = viewOf(plot, snapshot, scaleOf() === cdf);
        if (view) explorer.setView({...view, ...axes.current()});
    }

    /** @param {PlotContext} context */
    function above(context) {
        const projection = {...axes.current(), toAxis: scaleOf()};
        explorer.drawOver(context, projection);
        if (markedCode?.length === projection.basis.centre.length) drawCode(context, projection, markedCode);
    }

    function explain() {
        hosts.pcaFigure.hidden = !hosts.pcaSwitch.checked;
        hosts.hint.textContent = run ? hintFor(run, {isPrincipal: axes.isPrincipal(), isCompared: hosts.pcaSwitch.checked, isFound: components !== null}) : '';
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = components = markedCode = null;
            const {pointLabels, description: {dataset: {classes, validation}}} = created;
            states.begin(pointLabels, validation);
            for (const each of [plot, pca]) each.begin(created);
            legend.update(pointLabels.length > 0 ? classes : []);
            panel.queue('begin', (module) => module.begin(created));
            axes.begin(created.config.latent);
            explain();
        },
        /** @param {SnapshotEvent} next */
        update(next) {
            const isFirst = !snapshot;
            snapshot = next;
            if (next.step > 0) axes.suggest(next);
            show(isFirst);
        },
        select: (/** @type {number} */ index) => states.change({selected: index}),
        /** Shows the examples on two principal components. @param {import('../client/pca-client.js').PcaNews} news */
        compare({comparison}) {
            if (!comparison || comparison.codes === components) return;
            components = comparison.codes;
            const basis = identityBasis(2);
            pca.show([coordinatesOf(basis, components, 0), coordinatesOf(basis, components, 1)], {jump: true});
            explain();
        },
        /** Marks a latent code. @param {Float32Array | null} code */
        mark(code) {
            markedCode = code;
            plot.redraw();
        },
        redraw: plot.redraw,
        /** The latent dimensions on the axes; empty for principal components. */
        shownAxes: () => axes.isPrincipal() ? [] : [...axes.current().axes],
        canvas: plot.canvas,
        recolour() {
            for (const each of [plot, pca]) each.recolour();
            panel.loaded()?.recolour();
        },
    };
}

/** @typedef {{basis: Basis, axes: [number, number], toAxis: (value: number) => number, jump: boolean}} ShowOptions */

/** @param {ReturnType<typeof createScatter>} plot @param {SnapshotEvent} snapshot @param {ShowOptions} options */
function showCodes(plot, {codes, latent}, {basis, axes, toAxis, jump}) {
    const isFlat = latent === 1;
    const across = coordinatesOf(basis, codes, axes[0]).map(toAxis);
    const up = isFlat ? across.map((_, i) => jitter(i)) : coordinatesOf(basis, codes, axes[1]).map(toAxis);
    plot.show([across, up], {
        jump, isFlat, ...(toAxis === cdf && {fit: [QUANTILES, isFlat ? rangeOf(up) : QUANTILES], ticksOf: quantileTicks}),
    });
}

/** The visible part: during a movement without zoom, both what is visible now and at its end. @param {ReturnType<typeof createScatter>} plot @param {SnapshotEvent | null} snapshot @param {boolean} isQuantile */
function viewOf(plot, snapshot, isQuantile) {
    const {domain, view, box} = plot.motion;
    const target = plot.targetIntervals();
    if (!snapshot || !target || !domain || !box) return null;
    const visible = view ?? [unionOf(target[0], domain[0]), unionOf(target[1], domain[1])];
    const [x, y] = isQuantile ? visible.map(withinQuantiles) : visible;
    return {domain: /** @type {[Interval, Interval]} */ ([x, snapshot.latent === 1 ? visible[1] : y]), isQuantile, box};
}

/** @param {import('../scatter/animation.js').Motion} motion @param {number} i */
function isInside({xs, ys, box}, i) {
    return box !== null && xs[i] >= box.left && xs[i] <= box.right && ys[i] >= box.top && ys[i] <= box.bottom;
}

/** @param {CreatedEvent} run @param {{isPrincipal: boolean, isCompared: boolean, isFound: boolean}} shown */
function hintFor({description, config}, {isPrincipal, isCompared, isFound}) {
    const {one} = termsOf(description.dataset);
    const codes = config.latent === 1 ?
        `One latent dimension, from left to right. The vertical position is random and only spreads the dots.` :
        `Each dot is the latent code of a validation ${one}.${isPrincipal ? ' The axes are the principal components of the codes, updated during training.' : ''}`;
    const prior = config.bottleneck === 'variational' ? ' The dashed contours are 1, 2 and 3 standard deviations of the prior, towards which the KL divergence pulls the codes.' : '';
    if (!isCompared) return codes + prior;
    return `${codes}${prior} ${isFound ?
        `The PCA plot shows every ${one} on the first two principal components of the data. It does not change.` :
        'The PCA plot follows when PCA is ready.'}`;
}
