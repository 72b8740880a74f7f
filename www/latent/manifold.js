// The latent map: a grid of decoded latent points behind the dots. It follows the model at a limited rate, and is drawn at the
// current positions of its points. Main thread.

import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {codesOfGrid, gridOver} from './plane.js';
import {createTileSheet, proportionOf} from './tile-sheet.js';
import {clipTo} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';

/** @typedef {import('../scatter/geometry.js').Interval} Interval */
/** @typedef {import('./plane.js').LatentPlane} LatentPlane */
/** @typedef {import('../scatter/geometry.js').PlotArea} PlotArea */

const SHADE = 0.45;

/** @param {{query: import('../protocol/queries.js').RunQuery, onNews: () => void}} parts `onNews`: something new can be drawn */
export function createLatentMap({query, onNews}) {
    const sheet = createTileSheet();
    /** @type {import('../examples/painter.js').ExampleFormat | null} */
    let format = null;
    /** @type {{domain: [Interval, Interval], columns: number, rows: number, pictures: Uint8Array} | null} */
    let map = null;

    const asked = createLatestRequest(askGrid, take, BRISK);

    /** @param {{plane: LatentPlane, grid: {columns: number, rows: number}}} request */
    function askGrid({plane, grid}) {
        return query({kind: 'decode', codes: codesOfGrid(plane, grid)});
    }

    /** @param {import('../protocol/queries.js').Answer | null} answer @param {{plane: LatentPlane, grid: {columns: number, rows: number}}} request */
    function take(answer, {plane, grid}) {
        if (!answer || !('pictures' in answer)) return;
        map = {domain: plane.domain, ...grid, pictures: answer.pictures};
        paint();
        onNews();
    }

    function paint() {
        if (map && format) sheet.paint(format, map);
    }

    return {
        /** A new run. @param {import('../examples/painter.js').ExampleFormat} next of its examples */
        begin(next) {
            format = next;
            map = null;
            asked.forget();
        },
        /** Queries the map of a part of the plane. @param {LatentPlane} plane @param {PlotArea} box @param {number} density tiles across */
        request(plane, box, density) {
            if (format) asked.send({plane, grid: gridOver(box, density, proportionOf(format))});
        },
        /** Removes the map. */
        clear() {
            map = null;
            asked.forget();
        },
        /** Draws the map at its position in the visible part. @param {import('../scatter/painter.js').PlotContext} plot */
        draw({context, box, domain: [across, up]}) {
            if (!map) return;
            const [x, y] = map.domain;
            const left = scale(x.min, across, box.left, box.right);
            const right = scale(x.max, across, box.left, box.right);
            const bottom = scale(y.min, up, box.bottom, box.top);
            const top = scale(y.max, up, box.bottom, box.top);
            context.save();
            clipTo(context, box);
            context.imageSmoothingEnabled = false;
            context.globalAlpha = SHADE; // so that the dots stand out
            context.drawImage(sheet.canvas, left, top, right - left, bottom - top);
            context.restore();
        },
        recolour() {
            sheet.recolour();
            paint();
        },
    };
}
