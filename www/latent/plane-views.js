// Views of the plane that the plot shows: the latent map, the decoded latent point under the pointer, and the folds of the
// other dimensions. The plane passes through one code, moved by the sliders. Main thread.

import {planeThrough} from './basis.js';
import {createDimensionFolds} from './dimension-folds.js';
import {createHoverDecoder} from './hover-decoder.js';
import {createLatentMap} from './manifold.js';

/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */
/** @typedef {import('./code-plot.js').LatentView} LatentView */

/**
 * @param {import('./explorer.js').ExplorerOptions} options
 * @param {object} parts
 * @param {() => Float32Array} parts.codeNow the code through which the plane passes
 * @param {(found: {caption: string, picture: Uint8Array}) => void} parts.onPicture of a latent point
 */
export function createPlaneViews(options, {codeNow, onPicture}) {
    const map = createLatentMap(options);
    const hover = createHoverDecoder({query: options.query, planeNow, onPicture});
    const folds = createDimensionFolds(options, () => {
        request();
        hover.refresh();
    });
    /** @type {SnapshotEvent | null} */
    let snapshot = null;
    /** @type {LatentView | null} */
    let view = null;

    /** @returns {import('./plane.js').LatentPlane | null} */
    function planeNow() {
        if (!view || !snapshot) return null;
        const {domain, basis, axes, isQuantile} = view;
        return {domain, isQuantile, ...planeThrough(basis, axes, folds.applied(basis, codeNow()))};
    }

    /** Queries the latent map and the traversals, and updates the sliders. */
    function request() {
        if (view && snapshot) folds.update({basis: view.basis, axes: view.axes, codes: snapshot.codes, code: codeNow()});
        const plane = planeNow();
        map.update(plane && view && {plane, box: view.box});
    }

    return {
        /** @param {CreatedEvent} created */
        begin(created) {
            snapshot = view = null;
            hover.begin();
            map.begin(created.description.dataset);
            folds.begin(created);
        },
        /** A new snapshot; the map follows with the view. @param {SnapshotEvent} next */
        update(next) {
            snapshot = next;
            hover.refresh();
        },
        /** @param {LatentView} next */
        setView(next) {
            if (view && hasOtherAxes(view, next)) map.clear();
            view = next;
            request();
        },
        /** @param {[number, number] | null} position data coordinates; null once the pointer has left */
        point(position) {
            if (position) hover.move(position);
            else hover.forget();
        },
        /** Decodes another latent point, unless the pointer is over one. */
        show: hover.show,
        isHovering: hover.isHovering,
        /** Moves the plane to another code, without the values of the sliders. */
        moveToCode() {
            folds.forget();
            request();
        },
        draw: map.draw,
        recolour() {
            for (const each of [map, folds]) each.recolour();
            hover.refresh();
        },
    };
}

/** True of views with other axes, or with axes scaled otherwise. @param {LatentView} view @param {LatentView} next */
const hasOtherAxes = (view, next) =>
    view.axes !== next.axes || view.isQuantile !== next.isQuantile || view.basis.prefix !== next.basis.prefix;
