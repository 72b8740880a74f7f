// The line of PCA in the loss chart, and its value in the readout. Main thread.

import {pixelRatio} from '../ui/canvas.js';
import {element} from '../ui/dom.js';
import {significant} from '../ui/format.js';
import {colour} from '../ui/theme.js';
import {PCA_LINE} from './lines.js';

/** @typedef {import('../ui/plot.js').uPlot} uPlot */

export function createPcaLine() {
    const value = element('b', {}, '–');
    const key = element('span', {class: 'key dashed'});
    const item = element('span', {class: 'readout-item', title: PCA_LINE.title, hidden: true}, key, `${PCA_LINE.name} `, value);
    /** @type {number | null} */
    let error = null;
    return {
        item,
        error: () => error,
        draw: drawName,
        /** @param {import('../client/pca-client.js').PcaNews} news */
        update(news) {
            error = news.error;
            item.hidden = !news.applies && !news.why;
            if (news.why) value.textContent = `none, as ${news.why}`;
            else value.textContent = error === null && news.progress > 0 ? `${Math.floor(100 * news.progress)} %` : significant(error);
        },
    };
}

/** Its column is the last. @param {uPlot} plot */
function drawName(plot) {
    const error = plot.data.at(-1)?.at(-1);
    if (error === null || error === undefined) return;
    const {ctx, bbox} = plot;
    const ratio = pixelRatio();
    ctx.save();
    ctx.font = `${11 * ratio}px system-ui, sans-serif`;
    ctx.fillStyle = colour(PCA_LINE.token);
    ctx.textAlign = 'right';
    ctx.fillText(PCA_LINE.name, bbox.left + bbox.width - 4 * ratio, plot.valToPos(error, 'y', true) - 4 * ratio);
    ctx.restore();
}
