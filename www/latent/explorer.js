// What the plane of codes can be asked: the map behind the dots, the picture of the place under the pointer,
// and the selected example. Puts the scatter, the map and the panel together. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {createNewest} from '../scheduling/latest-request.js';
import {significant} from '../ui/format.js';
import {planeThrough} from './basis.js';
import {createLatentMap} from './manifold.js';
import {quantile} from '../math/normal.js';
import {createHoverDecoder} from './hover-decoder.js';
import {createDetailPanel} from './detail-panel.js';
import {lazyPosterior, lazyLatentSliders, lazyTraversals} from './lazy-parts.js';
import {codeAt, meanCode, nearestCodes} from './plane.js';
import {hasPrior} from '../settings/store.js';

const NEIGHBOURS = 5;

/** @typedef {import('../protocol/queries.js').RunQuery} Ask */
/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('./latent-scatter.js').LatentView} Shown */

/**
 * @param {HTMLElement} host of the panel
 * @param {object} parts
 * @param {Ask} parts.ask
 * @param {HTMLInputElement} parts.mapSwitch
 * @param {HTMLInputElement} parts.density
 * @param {HTMLDetailsElement} parts.others fold of the sliders of the other numbers
 * @param {HTMLDetailsElement} parts.walks
 * @param {HTMLInputElement} parts.rings
 * @param {HTMLElement} parts.prior what is there of models with a prior alone
 * @param {() => void} parts.onNews there is something new to draw behind the dots
 * @param {() => void} parts.onSelect another example is selected, or none
 */
export function createLatentExplorer(host, {ask, mapSwitch, density, others: othersHost, walks, rings, prior, onNews, onSelect}) {
    const panel = createDetailPanel(host, () => posterior.use((part) => part.resample()));
    const map = createLatentMap({ask, onNews});
    const posterior = lazyPosterior(host, {ask, rings, prior, onNews, onDraw});
    const traversals = lazyTraversals(walks, {ask});
    const others = lazyLatentSliders(othersHost, onMove);
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {Shown | null} */
    let shown = null;
    let selected = -1;
    /** @type {[number, number] | null} */
    let pointed = null;

    const decoded = createHoverDecoder(ask, panel.showPoint);
    /** @param {{index: number, pictures: Uint8Array}} wanted */
    const askWhole = ({pictures}) => ask({kind: 'reconstruct', pictures});
    const reconstructed = createNewest(askWhole, (answer, {index}) => {
        if (!answer || !('outputs' in answer) || index !== selected || !snapshot) return;
        const neighbours = nearestCodes(snapshot.codes, snapshot.latent, index, NEIGHBOURS);
        panel.select({index, output: answer.outputs, mse: answer.errors[0], neighbours, hasPosterior: hasPrior(run)});
        if (!pointed && !posterior.loaded()?.hasDraw()) panel.showPoint({caption: 'decoded', picture: answer.outputs});
    });
    /** @param {Float32Array} codes */
    function onDraw(codes) {
        if (!pointed) decoded.ask({caption: 'sample', codes});
    }

    function onMove() {
        want();
        askPlace();
    }

    /** The code with what the sliders have moved. @param {import('./basis.js').Basis} basis @param {Float32Array} code */
    const applied = (basis, code) => others.loaded()?.applied(basis, code) ?? code;

    /** Another example is selected, or its codes are not those of the model. */
    function forgetPosterior() {
        posterior.queue('want', (part) => part.forget());
    }

    mapSwitch.addEventListener('change', want);
    density.addEventListener('input', want);

    /** The code of the selected example, or the mean of all. */
    function base() {
        if (!snapshot) return new Float32Array(0);
        const {codes, latent} = snapshot;
        return selected < 0 ? meanCode(codes, latent) : codes.slice(selected * latent, (selected + 1) * latent);
    }

    /** @param {Shown} part @returns {import('./plane.js').LatentPlane} */
    const planeOf = ({domain, basis, axes, isQuantile}) => ({domain, isQuantile, ...planeThrough(basis, axes, applied(basis, base()))});

    function want() {
        if (shown && snapshot) {
            const {basis, axes} = shown;
            const [codes, code] = [snapshot.codes, base()];
            others.queue('update', (part) => part.update({basis, axes, codes, code}));
            const from = {basis, codes, code: applied(basis, code), hasPrior: hasPrior(run)};
            traversals.queue('update', (part) => part.update(from));
        }
        density.disabled = !mapSwitch.checked;
        if (!mapSwitch.checked || !shown || !snapshot) {
            map.clear();
            return onNews();
        }
        map.want(planeOf(shown), shown.box, Number(density.value));
    }

    /** What the place under the pointer stands for by now. */
    function askPlace(askFor = decoded.ask) {
        if (!pointed || !snapshot || !shown) return;
        const place = shown.isQuantile ? pointed.map(quantile) : pointed;
        const caption = place.slice(0, snapshot.latent).map(significant).join(', ');
        askFor({caption, codes: codeAt(planeOf(shown), ...pointed)});
    }

    function askSelected() {
        if (!run || selected < 0) return;
        const pictures = exampleAt(run.points, run.description.dataset, selected).slice();
        reconstructed.ask({index: selected, pictures});
        const [index, copy] = [selected, pictures.slice()];
        posterior.queue('want', (part) => part.want(index, copy));
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = shown = pointed = null;
            posterior.queue('begin', (part) => part.begin(created));
            if (hasPrior(created)) posterior.use(onNews, 'draw');
            selected = -1;
            map.begin(created.description.dataset);
            panel.begin(created);
            othersHost.hidden = created.config.latent <= 2;
            others.queue('begin', (part) => part.begin());
            traversals.queue('begin', (part) => part.begin(created));
        },
        /** The model has learnt; the map follows when the scatter looks. @param {SnapshotEvent} next */
        update(next) {
            snapshot = next;
            askPlace();
            askSelected();
        },
        /** The codes that are shown are not those of the model that is asked, or were not until now. */
        rest: forgetPosterior,
        /** The scatter shows another part of the plane. @param {Shown} next */
        setView(next) {
            if (shown && (shown.axes !== next.axes || shown.isQuantile !== next.isQuantile || shown.basis.prefix !== next.basis.prefix)) map.clear(); // of other axes
            shown = next;
            want();
        },
        /** @param {[number, number] | null} place in units of the plane; null where the pointer has left */
        point(place) {
            pointed = place;
            if (place) return askPlace(decoded.move);
            decoded.forget();
            askSelected();
        },
        /** @param {number} index of a point; -1 for none */
        select(index) {
            selected = index;
            forgetPosterior();
            if (index < 0) panel.deselect();
            others.loaded()?.forget();
            want();
            askSelected();
            onSelect();
        },
        /** The selected point; -1 for none. */
        selected: () => selected,
        draw: map.draw,
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection */
        drawOver: (plot, projection) => posterior.loaded()?.draw(plot, projection),
        recolour() {
            map.recolour();
            panel.recolour();
            traversals.loaded()?.recolour();
            askPlace();
            askSelected();
        },
    };
}
