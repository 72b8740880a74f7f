// Exploration of the latent space: the latent map, the decoded latent point under the pointer, the selected example, sliders
// and traversals. Main thread.

import {quantile} from '../math/normal.js';
import {hasPrior} from '../settings/store.js';
import {significant} from '../ui/format.js';
import {planeThrough} from './basis.js';
import {createDetailPanel} from './detail-panel.js';
import {createHoverDecoder} from './hover-decoder.js';
import {lazyLatentSliders, lazyPosterior, lazyTraversals} from './lazy-parts.js';
import {createLatentMap} from './manifold.js';
import {codeAt} from './plane.js';
import {createSelectedExample} from './selected-example.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('./code-plot.js').LatentView} LatentView */

/**
 * @typedef {object} ExplorerOptions
 * @property {import('../protocol/queries.js').RunQuery} query
 * @property {HTMLInputElement} mapSwitch
 * @property {HTMLInputElement} density tiles of the latent map from left to right
 * @property {HTMLDetailsElement} sliders fold of the other latent dimensions
 * @property {HTMLDetailsElement} traversals
 * @property {HTMLInputElement} contours switch of the prior contours
 * @property {HTMLElement} prior options of models with a prior
 * @property {() => void} onNews something new can be drawn behind the dots
 * @property {() => void} onSelect another example is selected, or none
 */

/** @param {HTMLElement} host of the detail panel @param {ExplorerOptions} options */
export function createLatentExplorer(host, options) {
    const {query, mapSwitch, density, onNews} = options;
    const panel = createDetailPanel(host, () => posterior.use((module) => module.resample()));
    const map = createLatentMap({query, onNews});
    const hover = createHoverDecoder(query, panel.showPoint);
    const posterior = lazyPosterior(host, {...options, onSample: (codes) => hovered || hover.send({caption: 'sample', codes})});
    const traversals = lazyTraversals(options.traversals, {query});
    const sliders = lazyLatentSliders(options.sliders, () => {
        request();
        requestHovered();
    });
    /** @type {CreatedEvent | null} */
    let run = null;
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {LatentView | null} */
    let view = null;
    /** @type {[number, number] | null} data coordinates of the pointer */
    let hovered = null;
    const example = createSelectedExample({query, panel, posterior, isHovering: () => hovered !== null});

    mapSwitch.addEventListener('change', request);
    density.addEventListener('input', request);

    /** A code with the values of the sliders. @param {import('./basis.js').Basis} basis @param {Float32Array} code */
    const withSliders = (basis, code) => sliders.loaded()?.applied(basis, code) ?? code;

    /** @param {LatentView} of @returns {import('./plane.js').LatentPlane} */
    const planeOf = ({domain, basis, axes, isQuantile}) => ({domain, isQuantile, ...planeThrough(basis, axes, withSliders(basis, example.code()))});

    /** Queries the latent map and the traversals, and updates the sliders. */
    function request() {
        if (view && snapshot) {
            const {basis, axes} = view;
            const [codes, code] = [snapshot.codes, example.code()];
            sliders.queue('update', (module) => module.update({basis, axes, codes, code}));
            const source = {basis, codes, code: withSliders(basis, code), hasPrior: hasPrior(run)};
            traversals.queue('update', (module) => module.update(source));
        }
        density.disabled = !mapSwitch.checked;
        if (mapSwitch.checked && view && snapshot) return map.request(planeOf(view), view.box, Number(density.value));
        map.clear();
        onNews();
    }

    /** Queries the latent point under the pointer. */
    function requestHovered(decode = hover.send) {
        if (!hovered || !snapshot || !view) return;
        const values = view.isQuantile ? hovered.map(quantile) : hovered;
        const caption = values.slice(0, snapshot.latent).map(significant).join(', ');
        decode({caption, codes: codeAt(planeOf(view), ...hovered)});
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            run = created;
            snapshot = view = hovered = null;
            posterior.queue('begin', (module) => module.begin(created));
            if (hasPrior(created)) posterior.use(onNews, 'draw');
            example.begin(created);
            map.begin(created.description.dataset);
            panel.begin(created);
            options.sliders.hidden = created.config.latent <= 2;
            sliders.queue('begin', (module) => module.begin());
            traversals.queue('begin', (module) => module.begin(created));
        },
        /** A new snapshot; the map follows with the view. @param {SnapshotEvent} next */
        update(next) {
            snapshot = next;
            example.update(next);
            requestHovered();
            example.request();
        },
        /** Drops the posterior: replay begins or ends. */
        forgetPosterior: example.forgetPosterior,
        /** @param {LatentView} next */
        setView(next) {
            if (view && (view.axes !== next.axes || view.isQuantile !== next.isQuantile || view.basis.prefix !== next.basis.prefix)) map.clear(); // other axes
            view = next;
            request();
        },
        /** @param {[number, number] | null} position data coordinates; null once the pointer has left */
        point(position) {
            hovered = position;
            if (position) return requestHovered(hover.move);
            hover.forget();
            example.request();
        },
        /** @param {number} index of a point; -1 for none */
        select(index) {
            example.select(index);
            sliders.loaded()?.forget();
            request();
            example.request();
            options.onSelect();
        },
        /** The index of the selected point; -1 for none. */
        selected: example.index,
        draw: map.draw,
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection */
        drawOver: (plot, projection) => posterior.loaded()?.draw(plot, projection),
        recolour() {
            map.recolour();
            panel.recolour();
            traversals.loaded()?.recolour();
            requestHovered();
            example.request();
        },
    };
}
