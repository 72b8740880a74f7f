// Axes of the latent space on the plot: latent dimensions, or principal components that follow the codes. Main thread.

import {createAxisPicker} from './axis-picker.js';
import {identityBasis} from './basis.js';
import {informativeAxes} from './default-axes.js';
import {createPrincipalBasis} from './principal-basis.js';

/** @typedef {import('./basis.js').Basis} Basis */
/** @typedef {import('../protocol/messages.js').SnapshotEvent} SnapshotEvent */

/**
 * @param {HTMLElement} host of the axis picker
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {() => void} options.onChange the user has chosen others
 * @param {(isFirst: boolean) => void} options.onFound there are new principal axes; `isFirst`: there were none before
 */
export function createLatentAxes(host, {query, onChange, onFound}) {
    const principal = createPrincipalBasis(query, onFound);
    /** @type {{basis: Basis, axes: [number, number]}} */
    let shown = {basis: identityBasis(1), axes: [0, 1]};
    /** @type {[number, number]} */
    let chosen = [0, 1];
    let isPrincipal = false;
    const picker = createAxisPicker(host, (choice) => {
        ({isPrincipal, axes: chosen} = choice);
        if (!isPrincipal) principal.forget();
        onChange();
    });

    return {
        /** A new run. @param {number} latent */
        begin(latent) {
            principal.forget();
            picker.update(latent);
            shown = {basis: identityBasis(latent), axes: isPrincipal ? [0, 1] : chosen};
        },
        /** Replaces axes that show nothing, unless the user has chosen them. @param {SnapshotEvent} snapshot */
        suggest: ({codes, latent}) => picker.suggest((now) => informativeAxes(codes, latent, now)),
        /** The axes for some codes; the earlier ones until principal components are found. @param {SnapshotEvent} snapshot @param {boolean} isCentred whether the mean code is 0 on principal axes */
        update({codes, latent}, isCentred) {
            const basis = isPrincipal ? principal.update(codes, latent, isCentred) : identityBasis(latent);
            if (basis) shown = {basis, axes: chosen};
            return shown;
        },
        current: () => shown,
        isPrincipal: () => isPrincipal,
    };
}
