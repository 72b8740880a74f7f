// Decoder of the latent point under the pointer: an urgent query after each move, and a normal one as the model learns.
// Main thread.

import {createLatestRequest} from '../scheduling/latest-request.js';

/** @typedef {{caption: string, codes: Float32Array}} LatentPoint */

/** @param {import('../protocol/queries.js').RunQuery} query @param {(found: {caption: string, picture: Uint8Array}) => void} onPicture */
export function createHoverDecoder(query, onPicture) {
    /** @param {boolean} urgent */
    const decoder = (urgent) => createLatestRequest((/** @type {LatentPoint} */ {codes}) => query({kind: 'decode', codes}, urgent), (answer, {caption}) => {
        if (answer && 'pictures' in answer) onPicture({caption, picture: answer.pictures});
    });
    const [moved, again] = [decoder(true), decoder(false)];

    return {
        /** The pointer has moved. @param {LatentPoint} point */
        move(point) {
            again.forget();
            moved.send(point);
        },
        /** The model has changed, or the point has without the pointer. */
        send: again.send,
        /** The pointer has left. */
        forget() {
            again.forget();
            moved.forget();
        },
    };
}
