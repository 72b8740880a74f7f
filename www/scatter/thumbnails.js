// Points as thumbnails of their examples, framed in the colour of their class. Overlapping ones are left out, so that zooming
// in shows more. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {classToken} from '../examples/terms.js';
import {clearedContext} from '../ui/canvas.js';
import {colour} from '../ui/theme.js';
import {createDeclutter} from './declutter.js';
import {kindOf} from '../examples/kinds.js';
import {createTilePainter} from '../examples/painter.js';

const FRAME = 2;
const GAP = 1;
const MOST_KEPT = 1500;

/** @typedef {import('./dots.js').PlottedDots} PlottedDots */
/** @typedef {import('./selection.js').PointStates} PointStates */

export function createThumbnails() {
    const painter = createTilePainter();
    const thinning = createDeclutter();
    /** @type {Map<number, HTMLCanvasElement>} by point; the oldest goes first */
    const kept = new Map();
    let keptRatio = 0;
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;

    /** @param {number} index @param {{width: number, height: number}} size */
    function pictureOf(index, {width, height}) {
        const known = kept.get(index);
        if (known || !run) return known;
        const canvas = document.createElement('canvas');
        const context = clearedContext(canvas, width, height);
        const {pointLabels, description: {dataset}} = run;
        context.fillStyle = colour(pointLabels.length > 0 ? classToken(pointLabels[index]) : '--accent');
        context.fillRect(0, 0, width, height);
        painter.paint(context, {
            format: dataset, role: 'input', bytes: exampleAt(run.points, dataset, index),
            box: {x: FRAME, y: FRAME, width: width - 2 * FRAME, height: height - 2 * FRAME},
        });
        if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? -1);
        kept.set(index, canvas);
        return canvas;
    }

    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            run = created;
            kept.clear();
        },
        /** @param {CanvasRenderingContext2D} context @param {PlottedDots} placed @param {{states: PointStates, ratio: number}} style */
        draw(context, {xs, ys, box}, {states, ratio}) {
            if (!run) return;
            if (ratio !== keptRatio) kept.clear();
            keptRatio = ratio;
            const {width, height} = sizeFor(run.description.dataset);
            const emphasis = states.hasEmphasis();
            const shown = thinning.choose({xs, ys}, {
                tile: {width: width + GAP, height: height + GAP}, box, skips: states.isHidden, comesFirst: emphasis ? states.isEmphasised : null,
            });
            for (const index of shown) {
                const picture = pictureOf(index, {width, height});
                context.globalAlpha = emphasis && !states.isEmphasised(index) ? 0.2 : 1;
                if (picture) context.drawImage(picture, xs[index] - width / 2, ys[index] - height / 2, width, height);
            }
            context.globalAlpha = 1;
        },
        recolour() {
            painter.recolour();
            kept.clear();
        },
    };
}

/** An image keeps its proportions. @param {import('../examples/painter.js').ExampleFormat} format */
function sizeFor(format) {
    const {thumbnail: most, sheet} = kindOf(format);
    if (sheet) return most;
    const {width, height} = format;
    const scale = (most.width - 2 * FRAME) / Math.max(width, height);
    return {width: width * scale + 2 * FRAME, height: height * scale + 2 * FRAME};
}
