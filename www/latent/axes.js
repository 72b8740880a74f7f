// Axes of the latent space on the plot: latent dimensions, or principal components that follow the codes. Main thread.

import {createAxisPicker} from './axis-picker.js';
import {identityBasis} from './basis.js';
import {informativeAxes} from './default-axes.js';
import {lazyPrincipalBasis} from './lazy-parts.js';

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/**
 * @param {HTMLElement} host of the axis picker
 * @param {{onChange: () => void, onPauseEnd: () => void}} options `onChange`: the user has chosen others; `onPauseEnd`:
 *     principal axes can follow the codes again
 */
export function createLatentAxes(host, {onChange, onPauseEnd}) {
    const principal = lazyPrincipalBasis(host, onPauseEnd);
    let basis = identityBasis(1);
    /** @type {[number, number]} */
    let axes = [0, 1];
    let isPrincipal = false;
    const picker = createAxisPicker(host, (choice) => {
        ({isPrincipal, axes} = choice);
        if (!isPrincipal) principal.loaded()?.forget();
        else if (!principal.loaded()) principal.use(onChange, 'show');
        onChange();
    });

    return {
        /** A new run. @param {number} latent */
        begin(latent) {
            principal.loaded()?.forget();
            basis = identityBasis(latent);
            picker.update(latent);
        },
        /** Replaces axes that show nothing, unless the user has chosen them. @param {SnapshotEvent} snapshot */
        suggest: ({codes, latent}) => picker.suggest((now) => informativeAxes(codes, latent, now)),
        /**
         * The axes for some codes.
         * @param {SnapshotEvent} snapshot @param {{isCentred: boolean, isForced: boolean}} options `isForced`: without a pause
         * @returns {{basis: Basis, axes: [number, number]}}
         */
        update({codes, latent}, options) {
            const follower = isPrincipal ? principal.loaded() : null;
            basis = follower ? follower.update(codes, latent, options) : identityBasis(latent);
            return {basis, axes};
        },
        current: () => ({basis, axes}),
        isPrincipal: () => isPrincipal,
    };
}
