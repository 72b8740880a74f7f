// The latent space: the codes of fixed validation examples as dots, coloured by label, on a plane that can be zoomed,
// and beside it, on demand, the same examples on the plane of their two principal components. Main thread.

import {restAfter} from '../scheduling/latest-request.js';
import {termsOf} from '../examples/terms.js';
import {createAxisPicker} from './axis-picker.js';
import {drawCode} from './code-marker.js';
import {coordinatesOf, nameOf, identityBasis} from './basis.js';
import {createLegend} from '../scatter/legend.js';
import {cdf} from '../math/normal.js';
import {lazySelectionPanel, lazyPrincipalBasis} from './lazy-parts.js';
import {createPointStates} from '../scatter/selection.js';
import {hasPrior} from '../settings/store.js';
import {createScatter} from '../scatter/scatter.js';
import {informativeAxes} from './default-axes.js';
import {jitter, rangeOf, unionOf} from '../scatter/geometry.js';

const SHARES = {min: -0.02, max: 1.02};

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('../scatter/geometry.js').Interval} Interval */
/** @typedef {import('./basis.js').Basis} Basis */

/**
 * Which part of which plane is on its way to be shown.
 * @typedef {{domain: [Interval, Interval], basis: Basis, axes: [number, number], isQuantile: boolean, box: import('../scatter/geometry.js').PlotArea}} LatentView
 */

/**
 * What the scatter tells of, and what is drawn behind its dots.
 * @typedef {object} Explorer
 * @property {(context: CanvasRenderingContext2D, box: import('../scatter/geometry.js').PlotArea, domain: [Interval, Interval]) => void} draw
 * @property {(plot: import('../scatter/painter.js').PlotContext, projection: import('./code-marker.js').Projection) => void} drawOver
 * @property {(shown: LatentView) => void} setView
 * @property {(place: [number, number] | null) => void} point
 * @property {(index: number) => void} select
 */

/**
 * @typedef {object} ScatterHosts
 * @property {HTMLElement} plane
 * @property {HTMLElement} beside the figure of the PCA plane
 * @property {HTMLElement} pca
 * @property {HTMLElement} bar above the plane
 * @property {HTMLElement} pcaBar above that of PCA
 * @property {HTMLElement} legend
 * @property {HTMLElement} axes
 * @property {HTMLElement} hint
 * @property {HTMLElement} group what is said of a group
 * @property {import('./explorer.js').Ask} ask
 * @property {HTMLInputElement} pcaSwitch
 * @property {HTMLInputElement} picturesSwitch
 * @property {HTMLInputElement} quantileSwitch
 */

/** @param {ScatterHosts} parts @param {Explorer} behind */
export function createLatentScatter(parts, behind) {
    const states = createPointStates();
    const codes = createScatter(parts.plane, {
        label: 'Latent space', bar: parts.bar, states, above: drawMarked, onViewChange: reportView, onPoint: behind.point,
        below: ({context, box, domain}) => behind.draw(context, box, domain),
    });
    const pca = createScatter(parts.pca, {label: 'PCA', bar: parts.pcaBar, states});
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    let basis = identityBasis(1);
    /** @type {[number, number]} */
    let axes = [0, 1];
    let isPrincipal = false;
    let pausedUntil = 0; // principal axes of long codes take a while to find
    /** @type {Float32Array | null} the states on two principal axes */
    let comparison = null;
    /** @type {Float32Array | null} a code that somebody wants to see */
    let marked = null;

    const legend = createLegend(parts.legend, {
        onHighlight: (highlighted) => states.change({highlighted}),
        onHide: (hidden) => states.change({hidden}),
    });
    const inView = () => states.visible().filter((i) => isInside(codes.motion, i));
    const group = lazySelectionPanel(parts.group, {states, ask: parts.ask, inView});
    const principal = lazyPrincipalBasis(parts.axes);
    const axisPicker = createAxisPicker(parts.axes, (next) => {
        isPrincipal = next.isPrincipal;
        axes = next.axes;
        if (isPrincipal && !principal.loaded()) principal.use(() => show(true), 'show');
        explain();
        show(true);
    });
    states.subscribe(({selected, isLassoActive}) => {
        if (isLassoActive) group.use();
        if (selected !== undefined) behind.select(selected);
    });
    parts.pcaSwitch.addEventListener('change', explain);
    parts.quantileSwitch.addEventListener('change', () => show(true));
    parts.picturesSwitch.addEventListener('change', () => [codes, pca].forEach((plane) => plane.setThumbnails(parts.picturesSwitch.checked)));

    /** @param {SnapshotEvent} of */
    function frameFor({codes: all, latent}) {
        const finder = principal.loaded();
        if (!isPrincipal || !finder) return basis.directions ? identityBasis(latent) : basis;
        const begun = performance.now();
        if (basis.directions && begun < pausedUntil) return basis;
        const found = finder.principalBasis(all, latent, {previous: basis, isCentred: scaleOf() === identity});
        pausedUntil = performance.now() + restAfter(performance.now() - begun);
        return found;
    }

    /** @param {boolean} jump to another plane */
    function show(jump) {
        if (!snapshot) return;
        if (jump) pausedUntil = 0;
        basis = frameFor(snapshot);
        const {codes: all, latent} = snapshot;
        const isFlat = latent === 1;
        const toAxis = scaleOf();
        const across = coordinatesOf(basis, all, axes[0]).map(toAxis);
        const up = isFlat ? across.map((_, i) => jitter(i)) : coordinatesOf(basis, all, axes[1]).map(toAxis);
        codes.show([across, up], {
            jump, isFlat, ...(toAxis === cdf && {fit: [SHARES, isFlat ? rangeOf(up) : SHARES], ticksOf: quantileTicks}),
        });
        const shown = {codes: all, latent, basis, axes, names: /** @type {[string, string]} */ ([nameOf(basis, axes[0]), nameOf(basis, axes[1])])};
        group.queue('show', (part) => part.show(shown));
        reportView();
    }

    /** Tells which part of the plane is to be mapped: while it opens or closes by itself, what is projection and what will be. */
    function reportView() {
        const {domain, view, box} = codes.motion;
        const wanted = codes.targetIntervals();
        if (!snapshot || !wanted || !domain || !box) return;
        const part = view ?? [unionOf(wanted[0], domain[0]), unionOf(wanted[1], domain[1])];
        const isQuantile = scaleOf() === cdf;
        const [x, y] = isQuantile ? part.map(withinShares) : part;
        behind.setView({domain: [x, snapshot.latent === 1 ? part[1] : y], basis, axes, isQuantile, box});
    }

    /** Where a coordinate is drawn: as it is, or, of a model with a prior, where its share of the prior is. */
    const scaleOf = () => (hasPrior(run) && parts.quantileSwitch.checked ? cdf : identity);

    /** @param {import('../scatter/painter.js').PlotContext} plot */
    function drawMarked(plot) {
        const projection = {basis, axes, toAxis: scaleOf()};
        behind.drawOver(plot, projection);
        if (marked?.length === basis.centre.length) drawCode(plot, projection, marked);
    }

    function explain() {
        parts.beside.hidden = !parts.pcaSwitch.checked;
        parts.hint.textContent = run ? hintFor(run, {isPrincipal, isCompared: parts.pcaSwitch.checked, isFound: comparison !== null}) : '';
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = comparison = marked = null;
            const {classes, validation} = created.description.dataset;
            basis = identityBasis(created.config.latent);
            states.begin(created.pointLabels, validation);
            codes.begin(created);
            pca.begin(created);
            legend.update(created.pointLabels.length > 0 ? classes : []);
            group.queue('begin', (part) => part.begin(created));
            axisPicker.update(created.config.latent);
            explain();
        },
        /** @param {SnapshotEvent} next */
        update(next) {
            const before = snapshot;
            snapshot = next;
            if (next.step > 0) axisPicker.suggest((now) => informativeAxes(next.codes, next.latent, now));
            show(!before);
        },
        select: (/** @type {number} */ point) => states.change({selected: point}),
        /** The same states on two principal axes. @param {import('../client/pca-client.js').PcaNews} news */
        compare({comparison: found}) {
            if (!found || found.codes === comparison) return;
            comparison = found.codes;
            const plane = identityBasis(2);
            pca.show([coordinatesOf(plane, comparison, 0), coordinatesOf(plane, comparison, 1)], {jump: true});
            explain();
        },
        /** Shows where a code lies. @param {Float32Array | null} code */
        mark(code) {
            marked = code;
            codes.redraw();
        },
        /** What lies behind the dots has changed. */
        redraw: codes.redraw,
        recolour() {
            codes.recolour();
            pca.recolour();
            group.loaded()?.recolour();
        },
    };
}

/** @param {number} value */
const identity = (value) => value;

/** @param {Interval} range @returns {Interval} */
const withinShares = ({min, max}) => ({min: Math.min(0.999, Math.max(0, min)), max: Math.max(0.001, Math.min(1, max))});

/** Values of the prior, where their shares are. @type {import('../scatter/axes.js').Ticks} */
const quantileTicks = ({min, max}) => [-2, -1, -0.5, 0, 0.5, 1, 2].map((value) => ({at: cdf(value), label: String(value)})).filter(({at}) => at > min && at < max);

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
