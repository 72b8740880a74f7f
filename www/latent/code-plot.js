// Plot of the latent codes on the chosen axes, with what the explorer draws below and above the dots. Main thread.

import {cdf} from '../math/normal.js';
import {isWithin, jitter, rangeOf, unionOf} from '../scatter/geometry.js';
import {createScatter} from '../scatter/scatter.js';
import {hasPrior} from '../settings/store.js';
import {createLatentAxes} from './axes.js';
import {coordinatesOf, nameOf} from './basis.js';
import {drawCode} from './code-marker.js';
import {lazyNamedDots} from './lazy-parts.js';
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
 * @property {(plot: PlotContext) => void} draw
 * @property {(plot: PlotContext, projection: import('./code-marker.js').Projection) => void} drawOver
 * @property {(view: LatentView) => void} setView
 * @property {(position: [number, number] | null) => void} point
 * @property {(index: number) => void} select
 */

/**
 * @typedef {object} CodePlotParts
 * @property {import('../scatter/selection.js').PointStates} states
 * @property {Explorer} explorer
 * @property {() => void} onAxes the user has chosen other axes
 * @property {(codes: import('./selection-panel.js').ShownCodes) => void} onShow
 */

/**
 * @typedef {object} CodePlotHosts
 * @property {HTMLElement} plane
 * @property {HTMLElement} bar
 * @property {HTMLElement} axes
 * @property {HTMLInputElement} quantileSwitch
 * @property {HTMLInputElement} picturesSwitch
 * @property {HTMLInputElement} namesSwitch
 * @property {import('../protocol/queries.js').RunQuery} query
 */

/** @param {CodePlotHosts} hosts @param {CodePlotParts} parts */
export function createCodePlot(hosts, {states, explorer, onAxes, onShow}) {
    const plot = createScatter(hosts.plane, {
        label: 'Latent space', bar: hosts.bar, states, above, below: explorer.draw, onViewChange: reportView, onPoint: explorer.point,
    });
    const axes = createLatentAxes(hosts.axes, {query: hosts.query, onFound: show, onChange: () => void [onAxes(), show(true)]});
    const namedDots = lazyNamedDots(hosts, {query: hosts.query, states, redraw: plot.redraw});
    hosts.quantileSwitch.addEventListener('change', () => show(true));
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {Float32Array | null} */
    let markedCode = null;

    /** The scale of the axes. */
    const scaleOf = () => (hasPrior(run) && hosts.quantileSwitch.checked ? cdf : linear);

    /** @param {boolean} jump to other axes, without a movement */
    function show(jump) {
        if (!snapshot) return;
        const toAxis = scaleOf();
        const shown = axes.update(snapshot, toAxis === linear);
        showCodes(plot, snapshot, {...shown, toAxis, jump});
        const names = /** @type {[string, string]} */ (shown.axes.map((axis) => nameOf(shown.basis, axis)));
        onShow({codes: snapshot.codes, latent: snapshot.latent, ...shown, names});
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
        namedDots.draw(context, projection, plot.motion);
        if (markedCode?.length === projection.basis.centre.length) drawCode(context, projection, markedCode);
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = markedCode = null;
            plot.begin(created);
            axes.begin(created.config.latent);
            namedDots.begin(created);
        },
        /** @param {SnapshotEvent} next */
        update(next) {
            const isFirst = !snapshot;
            snapshot = next;
            if (next.step > 0) axes.suggest(next);
            namedDots.update(next);
            show(isFirst);
        },
        /** Marks a latent code. @param {Float32Array | null} code */
        mark(code) {
            markedCode = code;
            plot.redraw();
        },
        isPrincipal: axes.isPrincipal,
        /** The latent dimensions on the axes; empty for principal components. */
        shownAxes: () => axes.isPrincipal() ? [] : [...axes.current().axes],
        /** Indices of the visible points. */
        inView: () => states.visible().filter((i) => isInView(plot.motion, i)),
        canvas: plot.canvas,
        redraw: plot.redraw,
        setThumbnails: plot.setThumbnails,
        recolour: plot.recolour,
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
const isInView = ({xs, ys, box}, i) => box !== null && isWithin(box, xs[i], ys[i]);
