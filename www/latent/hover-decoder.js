// Decoder of the latent point under the pointer: an urgent query after each move, and a normal one as the model learns.
// Main thread.

import {quantile} from '../math/normal.js';
import {createLatestRequest} from '../scheduling/latest-request.js';
import {significant} from '../ui/format.js';
import {codeAt} from './plane.js';

/** @typedef {{caption: string, codes: Float32Array}} LatentPoint */
/** @typedef {[number, number]} Position in data coordinates */

/**
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {() => import('./plane.js').LatentPlane | null} options.planeNow null before the first codes
 * @param {(found: {caption: string, picture: Uint8Array}) => void} options.onPicture
 */
export function createHoverDecoder({query, planeNow, onPicture}) {
    /** @param {boolean} urgent */
    const decoder = (urgent) => createLatestRequest((/** @type {LatentPoint} */ {codes}) => query({kind: 'decode', codes}, urgent), (answer, {caption}) => {
        if (answer && 'pictures' in answer) onPicture({caption, picture: answer.pictures});
    });
    const [moved, again] = [decoder(true), decoder(false)];
    /** @type {Position | null} of the pointer */
    let hovered = null;

    function pointNow() {
        const plane = planeNow();
        return plane && hovered && latentPointAt(plane, hovered);
    }

    return {
        /** A new run. */
        begin() {
            hovered = null;
        },
        /** The pointer has moved. @param {Position} position */
        move(position) {
            hovered = position;
            const point = pointNow();
            if (!point) return;
            again.forget();
            moved.send(point);
        },
        /** The model or the plane has changed, under a pointer at rest. */
        refresh() {
            const point = pointNow();
            if (point) again.send(point);
        },
        /** Decodes another latent point, unless the pointer is over one. @param {LatentPoint} point */
        show(point) {
            if (!hovered) again.send(point);
        },
        /** The pointer has left. */
        forget() {
            hovered = null;
            again.forget();
            moved.forget();
        },
        isHovering: () => hovered !== null,
    };
}

/** The latent point at a position, named by its coordinates. @param {import('./plane.js').LatentPlane} plane @param {Position} position @returns {LatentPoint} */
function latentPointAt(plane, position) {
    const values = plane.isQuantile ? position.map(quantile) : position;
    const dimensions = plane.origin.length;
    return {caption: values.slice(0, dimensions).map(significant).join(', '), codes: codeAt(plane, ...position)};
}
