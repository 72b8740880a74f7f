// Which picture a code of the plane stands for: at once where the pointer has moved there, and anew, when there is
// time, as the model learns. A pointer that moves does not wait for the answer about the place before. Main thread.

import {createNewest} from '../scheduling/latest-request.js';

/** @typedef {{caption: string, codes: Float32Array}} LatentPoint */

/** @param {import('./explorer.js').Ask} ask @param {(found: {caption: string, picture: Uint8Array}) => void} onPicture */
export function createHoverDecoder(ask, onPicture) {
    /** @param {boolean} urgent */
    const decoder = (urgent) => createNewest((/** @type {LatentPoint} */ {codes}) => ask({kind: 'decode', codes}, urgent), (answer, {caption}) => {
        if (answer && 'pictures' in answer) onPicture({caption, picture: answer.pictures});
    });
    const [moved, again] = [decoder(true), decoder(false)];

    return {
        /** The pointer has moved. @param {LatentPoint} place */
        move(place) {
            again.forget();
            moved.ask(place);
        },
        /** The model has learnt, or there is another code without a pointer. */
        ask: again.ask,
        /** Nobody points any more. */
        forget() {
            again.forget();
            moved.forget();
        },
    };
}
