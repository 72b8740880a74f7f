// The line of PCA in the loss chart, and its value in the readout. Main thread.

import {element} from '../ui/dom.js';
import {significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';

/** @typedef {import('../vendor/uplot/uPlot.esm.js')} uPlot */

/** Smaller errors are rounding of a perfect reconstruction, and would stretch a logarithmic axis. */
const LEAST = 1e-8;

export function createPcaLine() {
    const value = element('b', {}, '–');
    const key = element('span', {class: 'key dashed'});
    const title = 'The error of PCA with as many components as there are latent dimensions';
    const item = element('span', {class: 'readout-item', title, hidden: true}, key, 'PCA ', value);
    /** @type {number | null} */
    let error = null;
    return {
        item,
        /** A column of the chart, as long as its others. @param {ArrayLike<unknown>} steps @param {{positiveOnly: boolean}} options */
        column: ({length}, {positiveOnly}) =>
            Array.from({length}, () => error !== null && (!positiveOnly || error > LEAST) ? error : null),
        /** The line for uPlot. */
        series: () => ({label: 'PCA', stroke: colour('--loss-pca'), width: 1.5, dash: [6, 4], points: {show: false}}),
        draw: drawName,
        /** @param {import('../client/pca-client.js').PcaNews} news */
        update(news) {
            error = news.error;
            item.hidden = !news.applies;
            value.textContent = error === null && news.progress > 0 ? `${Math.floor(100 * news.progress)} %` : significant(error);
        },
    };
}

/** Its column is the last. @param {uPlot} plot */
function drawName(plot) {
    const error = plot.data.at(-1)?.at(-1);
    if (error === null || error === undefined) return;
    const {ctx, bbox} = plot;
    const ratio = devicePixelRatio || 1;
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = colour('--loss-pca');
    ctx.textAlign = 'right';
    ctx.fillText('PCA', bbox.left + bbox.width - 4 * ratio, plot.valToPos(error, 'y', true) - 4 * ratio);
    ctx.restore();
}
