// Plot of the same examples on their first two principal components, for comparison. Main thread.

import {createScatter} from '../scatter/scatter.js';
import {coordinatesOf, identityBasis} from './basis.js';

/**
 * @param {{pca: HTMLElement, pcaFigure: HTMLElement, pcaBar: HTMLElement, pcaSwitch: HTMLInputElement}} hosts
 * @param {{states: import('../scatter/selection.js').PointStates, onChange: () => void}} parts `onChange`: the plot is shown or hidden, or has its
 *     points
 */
export function createPcaPlot({pca, pcaFigure, pcaBar, pcaSwitch}, {states, onChange}) {
    const plot = createScatter(pca, {label: 'PCA', bar: pcaBar, states});
    /** @type {Float32Array | null} the examples on two principal components */
    let components = null;
    pcaSwitch.addEventListener('change', update);

    function update() {
        pcaFigure.hidden = !pcaSwitch.checked;
        onChange();
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            components = null;
            plot.begin(created);
            update();
        },
        /** @param {import('../client/pca-client.js').PcaNews} news */
        compare({comparison}) {
            if (!comparison || comparison.codes === components) return;
            const codes = components = comparison.codes;
            const [across, up] = [0, 1].map((axis) => coordinatesOf(identityBasis(2), codes, axis));
            plot.show([across, up], {jump: true});
            update();
        },
        isShown: () => pcaSwitch.checked,
        hasPoints: () => components !== null,
        setThumbnails: plot.setThumbnails,
        recolour: plot.recolour,
    };
}
