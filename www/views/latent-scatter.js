// The latent scatter: the codes of fixed validation examples as dots, coloured by label, or, on demand, the same
// examples on the plane of their two principal components. Dots and axes
// move smoothly; a point under the pointer, finger or arrow keys is named and shown. Main thread.

import {colour, classColours} from '../theme.js';
import {wordsOf} from '../words.js';
import {context2d, fitCanvas} from './pixels.js';
import {createAxisPick} from './axis-pick.js';
import {createLegend} from './legend.js';
import {createPointCard} from './point-card.js';
import {listen} from './scatter-events.js';
import {drawAxes, drawDots, drawMark, drawRing} from './scatter-draw.js';
import {approach, axisValues, rangeOf, scale, unionOf} from './scatter-math.js';

const DOT_MS = 90; // how long a dot takes for two thirds of its way
const PAD = {left: 40, right: 12, top: 10, bottom: 26};

/** @typedef {import('../protocol.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('./scatter-math.js').Range} Range */

/**
 * Which part of which plane is on its way to be shown.
 * @typedef {{domain: [Range, Range], axes: number[], box: import('./scatter-draw.js').Box, isPca: boolean}} Shown
 */

/**
 * What the scatter tells of, and what is drawn behind its dots.
 * @typedef {object} Behind
 * @property {(context: CanvasRenderingContext2D, box: import('./scatter-draw.js').Box, domain: [Range, Range]) => void} draw
 * @property {(shown: Shown) => void} look
 * @property {(place: [number, number] | null) => void} point
 * @property {(index: number) => void} select
 */

/** What the scatter shows right now, on its way to `target`. */
function emptyState() {
    return {
        /** @type {CreatedEvent | null} */ run: null,
        /** @type {SnapshotEvent | null} */ snapshot: null,
        /** @type {Float32Array | null} the points on two principal axes */ plane: null,
        showsPlane: false,
        axes: [0, 1],
        /** @type {[Float32Array, Float32Array] | null} */ target: null,
        /** @type {[Float32Array, Float32Array] | null} */ dots: null,
        /** @type {[Range, Range] | null} */ wanted: null,
        /** @type {[Range, Range] | null} */ domain: null,
        xs: new Float32Array(0),
        ys: new Float32Array(0),
        picked: -1,
        selected: -1,
        /** @type {Float32Array | null} a code that somebody wants to see */ mark: null,
        highlighted: -1,
        /** @type {import('./scatter-draw.js').Box | null} */ box: null,
    };
}

/** @typedef {ReturnType<typeof emptyState>} State */

/**
 * @param {HTMLElement} host
 * @param {{legend: HTMLElement, axes: HTMLElement, hint: HTMLElement, pcaSwitch: HTMLInputElement}} parts
 * @param {Behind} behind
 */
export function createLatentScatter(host, parts, behind) {
    const canvas = document.createElement('canvas');
    canvas.tabIndex = 0;
    canvas.setAttribute('role', 'application');
    canvas.setAttribute('aria-label', 'Latent space. Use the arrow keys to go from point to point, and Enter to select one.');
    host.append(canvas);
    const state = emptyState();
    const card = createPointCard(host);
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    let palette = classColours();
    let asked = false;
    let lastAt = 0;

    const legend = createLegend(parts.legend, (label) => {
        state.highlighted = label;
        request();
    });
    const pick = createAxisPick(parts.axes, (axes) => {
        state.axes = axes;
        turn();
    });

    parts.pcaSwitch.addEventListener('change', () => {
        state.showsPlane = parts.pcaSwitch.checked;
        explain();
        turn();
    });

    /** To another plane. */
    function turn() {
        aim(state, true);
        look();
        request();
    }

    function look() {
        const source = shown(state);
        if (!source || !state.wanted || !state.box) return;
        const axes = source.latent === 1 ? [0] : state.axes;
        // what is still seen, and what will be
        const domain = /** @type {[Range, Range]} */ (state.wanted.map((range, axis) => unionOf(range, state.domain?.[axis] ?? range)));
        behind.look({domain, axes, box: state.box, isPca: source.isPlane});
    }

    function explain() {
        parts.hint.textContent = hintFor(state);
        parts.axes.classList.toggle('idle', shown(state)?.isPlane ?? false);
    }

    function request() {
        if (asked) return;
        asked = true;
        requestAnimationFrame(tick);
    }

    /** @param {number} now */
    function tick(now) {
        asked = false;
        const ms = calm.matches ? Infinity : Math.min(100, now - lastAt);
        lastAt = now;
        if (move(state, ms)) request();
        const before = state.box;
        draw(canvas, host, state, palette, behind);
        if (!before || !state.box || before.right !== state.box.right || before.bottom !== state.box.bottom) look();
        card.show(state.picked < 0 ? null : pointUnder(state));
    }

    listen(canvas, state, {request, behind});
    new ResizeObserver(request).observe(host);
    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            Object.assign(state, emptyState(), {run: created, showsPlane: parts.pcaSwitch.checked});
            const {dataset} = created.description;
            legend.update(created.pointLabels.length > 0 ? dataset.classes : []);
            pick.update(created.config.latent);
            explain();
            card.begin(created);
            request();
        },
        /** @param {SnapshotEvent} snapshot */
        update(snapshot) {
            const first = !state.snapshot;
            state.snapshot = snapshot;
            aim(state, first);
            look();
            request();
        },
        /** The same points on two principal axes. @param {import('../pca.js').PcaNews} news */
        compare({comparison}) {
            const plane = comparison?.codes ?? null;
            if (plane === state.plane) return;
            state.plane = plane;
            if (!state.showsPlane) return;
            explain();
            turn();
        },
        /** Shows where a code lies. @param {Float32Array | null} code */
        mark(code) {
            state.mark = code;
            request();
        },
        /** What lies behind the dots has changed. */
        redraw: request,
        recolour() {
            palette = classColours();
            card.recolour();
            request();
        },
    };
}

/** The codes to show; null before there are any. @param {State} state */
function shown({snapshot, plane, showsPlane}) {
    if (showsPlane && plane) return {codes: plane, latent: 2, isPlane: true};
    return snapshot && {codes: snapshot.codes, latent: snapshot.latent, isPlane: false};
}

/** @param {State} state */
function hintFor({run, plane, showsPlane}) {
    if (!run) return '';
    const {one} = wordsOf(run.description.dataset);
    if (showsPlane && plane) {
        return `Every ${one} on the two principal axes: the flat map that keeps the most. It does not change.`;
    }
    const waiting = showsPlane ? ' The PCA plane follows when it has been found.' : '';
    return run.config.latent === 1 ?
        `One number a ${one}: left to right is the code. Up and down mean nothing, they only spread the dots.${waiting}` :
        `Each dot is a ${one} the network has never trained on, placed by its code.${waiting}`;
}

/** Takes the newest codes as what to move to; `jump` for what is not comparable with what is shown. @param {State} state @param {boolean} jump */
function aim(state, jump) {
    const source = shown(state);
    if (!source) return;
    const {codes, latent, isPlane} = source;
    const [across, up] = isPlane ? [0, 1] : state.axes;
    state.target = [axisValues(codes, latent, across), axisValues(codes, latent, latent === 1 ? 1 : up)];
    state.wanted = [rangeOf(state.target[0]), rangeOf(state.target[1])];
    if (!jump && state.dots) return;
    state.dots = [state.target[0].slice(), state.target[1].slice()];
    state.domain = [...state.wanted];
}

/** One frame on the way. @param {State} state @param {number} ms @returns {boolean} whether there is more to come */
function move(state, ms) {
    const {dots, target, domain, wanted} = state;
    if (!dots || !target || !domain || !wanted) return false;
    const share = 1 - Math.exp(-ms / DOT_MS);
    let moving = false;
    for (const axis of [0, 1]) {
        domain[axis] = approach(domain[axis], wanted[axis], ms);
        const still = 1e-3 * (domain[axis].max - domain[axis].min);
        for (let i = 0; i < dots[axis].length; i++) {
            const way = target[axis][i] - dots[axis][i];
            if (Math.abs(way) > still) moving = true;
            dots[axis][i] += way * (Math.abs(way) > still ? share : 1);
        }
        if (domain[axis] !== wanted[axis]) moving = true;
    }
    return moving;
}

/** @param {HTMLCanvasElement} canvas @param {HTMLElement} host @param {State} state @param {string[]} palette @param {Behind} behind */
function draw(canvas, host, state, palette, behind) {
    const [width, height] = [host.clientWidth, host.clientHeight];
    if (width === 0) return;
    const ratio = fitCanvas(canvas, width, height);
    const context = context2d(canvas);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const {dots, domain, run} = state;
    if (!dots || !domain || !run) return;
    const box = state.box = {left: PAD.left, right: width - PAD.right, top: PAD.top, bottom: height - PAD.bottom};
    state.xs = dots[0].map((value) => scale(value, domain[0], box.left, box.right));
    state.ys = dots[1].map((value) => scale(value, domain[1], box.bottom, box.top));
    const source = shown(state);
    const flat = source?.latent === 1;
    if (!source?.isPlane) behind.draw(context, box, domain);
    drawAxes(context, box, {x: domain[0], y: flat ? null : domain[1], line: colour('--line'), ink: colour('--ink-soft')});
    const {pointLabels} = run;
    drawDots(context, {xs: state.xs, ys: state.ys}, {
        labels: pointLabels, palette, plain: colour('--accent'), rim: colour('--card'), highlighted: state.highlighted, ratio,
    });
    for (const index of new Set([state.picked, state.selected])) {
        if (index >= 0) drawRing(context, state.xs[index], state.ys[index], colour('--ink'));
    }
    const {mark, axes} = state;
    if (!mark || source?.isPlane) return;
    const x = scale(mark[flat ? 0 : axes[0]], domain[0], box.left, box.right);
    const y = flat ? (box.top + box.bottom) / 2 : scale(mark[axes[1]], domain[1], box.bottom, box.top);
    drawMark(context, {x, y}, box, {fill: colour('--accent'), rim: colour('--card')});
}

/** @param {State} state */
function pointUnder({run, picked, xs, ys}) {
    return run && picked < xs.length ? {index: picked, x: xs[picked], y: ys[picked]} : null;
}
