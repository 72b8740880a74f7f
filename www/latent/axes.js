// Axes of the latent space on the plot: latent dimensions, or principal components that follow the codes. Main thread.

import {restAfter} from '../scheduling/latest-request.js';
import {createAxisPicker} from './axis-picker.js';
import {identityBasis} from './basis.js';
import {informativeAxes} from './default-axes.js';
import {lazyPrincipalBasis} from './lazy-parts.js';

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/** @param {HTMLElement} host of the axis picker @param {() => void} onChange the user has chosen others */
export function createLatentAxes(host, onChange) {
    const principal = lazyPrincipalBasis(host);
    let basis = identityBasis(1);
    /** @type {[number, number]} */
    let axes = [0, 1];
    let isPrincipal = false;
    let pausedUntil = 0; // PCA of long codes takes a while, so that it pauses in between
    const picker = createAxisPicker(host, (choice) => {
        ({isPrincipal, axes} = choice);
        if (isPrincipal && !principal.loaded()) principal.use(onChange, 'show');
        onChange();
    });

    return {
        /** A new run. @param {number} latent */
        begin(latent) {
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
        update({codes, latent}, {isCentred, isForced}) {
            if (isForced) pausedUntil = 0;
            const finder = principal.loaded();
            const begun = performance.now();
            if (!isPrincipal || !finder) basis = basis.directions ? identityBasis(latent) : basis;
            else if (!basis.directions || begun >= pausedUntil) {
                basis = finder.principalBasis(codes, latent, {previous: basis, isCentred});
                pausedUntil = performance.now() + restAfter(performance.now() - begun);
            }
            return {basis, axes};
        },
        current: () => ({basis, axes}),
        isPrincipal: () => isPrincipal,
    };
}
