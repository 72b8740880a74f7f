// Exploration of the latent space: the latent map, the decoded latent point under the pointer, the selected example, sliders
// and traversals. Main thread.

import {hasPrior} from '../settings/store.js';
import {createDetailPanel} from './detail-panel.js';
import {lazyHearing, lazyPosterior} from './lazy-parts.js';
import {createPlaneViews} from './plane-views.js';
import {createSelectedExample} from './selected-example.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

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
    const {query, onNews, onSelect} = options;
    const panel = createDetailPanel(host, () => posterior.use((module) => module.resample()));
    const plane = createPlaneViews(options, {codeNow: () => example.code(), onPicture: show});
    const hearing = lazyHearing(host, panel.tiles);
    const posterior = lazyPosterior(host, {...options, onSample: (codes) => plane.show({caption: 'sample', codes})});
    const example = createSelectedExample({query, panel, posterior, isHovering: plane.isHovering});

    /** @param {Parameters<typeof panel.showPoint>[0]} found a decoded latent point */
    function show(found) {
        panel.showPoint(found);
        if (plane.isHovering()) hearing.loaded()?.point(found.picture);
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            const {sound} = created.description.dataset;
            if (sound) hearing.use((module) => module.begin(sound), 'begin');
            else hearing.queue('begin', (module) => module.begin(null));
            for (const each of [plane, example, panel]) each.begin(created);
            posterior.queue('begin', (module) => module.begin(created));
            if (hasPrior(created)) posterior.use(onNews, 'draw');
        },
        /** A new snapshot; the map follows with the view. @param {SnapshotEvent} next */
        update(next) {
            example.update(next);
            plane.update(next);
            example.request();
        },
        /** Drops the posterior: replay begins or ends. */
        forgetPosterior: example.forgetPosterior,
        setView: plane.setView,
        /** @param {[number, number] | null} position data coordinates; null once the pointer has left */
        point(position) {
            plane.point(position);
            if (position) return;
            hearing.loaded()?.point(null);
            example.request();
        },
        /** @param {number} index of a point; -1 for none */
        select(index) {
            example.select(index);
            plane.moveToCode();
            example.request();
            onSelect();
        },
        /** The index of the selected point; -1 for none. */
        selected: example.index,
        draw: plane.draw,
        /** @param {import('../scatter/painter.js').PlotContext} plot @param {import('./code-marker.js').Projection} projection */
        drawOver: (plot, projection) => posterior.loaded()?.draw(plot, projection),
        recolour() {
            for (const each of [plane, panel]) each.recolour();
            example.request();
        },
    };
}
