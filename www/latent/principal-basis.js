// Principal components of the codes as axes. PCA of long codes takes a while, so that the directions pause between two
// computations. The centre follows every code. Main thread.

import {principalAxes} from '../math/principal-axes.js';
import {restAfter} from '../scheduling/latest-request.js';
import {MOST_AXES} from './basis.js';
import {meanOf} from './selection-stats.js';

/** @typedef {import('./basis.js').Basis} Basis */

/** @param {() => void} onPauseEnd the pause is over, and the directions are those of earlier codes */
export function createPrincipalBasis(onPauseEnd) {
    /** @type {Float32Array[] | null} */
    let directions = null;
    let pausedUntil = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} of directions that must catch up */
    let timer;

    function stopTimer() {
        clearTimeout(timer);
        timer = undefined;
    }

    function wake() {
        stopTimer();
        onPauseEnd();
    }

    /** @param {Float32Array} codes @param {number} latent */
    function compute(codes, latent) {
        stopTimer();
        const begun = performance.now();
        const found = principalAxes(codes, latent, {previous: directions, most: MOST_AXES});
        pausedUntil = performance.now() + restAfter(performance.now() - begun);
        return found;
    }

    return {
        /** Drops the directions: the next do not follow them. */
        forget() {
            stopTimer();
            directions = null;
        },
        /**
         * The basis for some codes.
         * @param {Float32Array} codes @param {number} latent
         * @param {{isCentred: boolean, isForced: boolean}} options `isCentred`: false for quantile axes, whose prior has mean 0;
         *     `isForced`: without a pause
         * @returns {Basis}
         */
        update(codes, latent, {isCentred, isForced}) {
            const pause = pausedUntil - performance.now();
            if (!directions || isForced || pause <= 0) directions = compute(codes, latent);
            else timer ??= setTimeout(wake, pause);
            const centre = isCentred ? meanOf(codes, latent) : new Float32Array(latent);
            return {centre, directions, count: directions.length, prefix: 'PC '};
        },
    };
}
