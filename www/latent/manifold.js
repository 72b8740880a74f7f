// The latent map: a grid of decoded latent points behind the dots. It follows the model at a limited rate, and is drawn at the
// current positions of its points. Main thread.

import {exampleAt} from '../examples/buffer.js';
import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {createTilePainter} from '../examples/painter.js';
import {codesOfGrid, gridOver} from './plane.js';
import {clipTo} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';

/** @typedef {import('../scatter/geometry.js').Interval} Interval */
/** @typedef {import('./plane.js').LatentPlane} LatentPlane */
/** @typedef {import('../scatter/geometry.js').PlotArea} PlotArea */

const SHADE = 0.45;
const GAP = 1; // between tiles, in their own pixels

/** Width and height of a tile on the sheet. @param {import('../examples/painter.js').ExampleFormat} format */
const tileOf = ({kind, width, height}) => kind === 'sequence' ? [72, 30] : [width, height];

/** @param {import('../examples/painter.js').ExampleFormat} format */
function proportionOf(format) {
    const [wide, high] = tileOf(format);
    return wide / high;
}

/** @param {{query: import('../protocol/queries.js').RunQuery, onNews: () => void}} parts `onNews`: something new can be drawn */
export function createLatentMap({query, onNews}) {
    const sheet = document.createElement('canvas');
    const painter = createTilePainter();
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

    /** Paints all tiles on a sheet, each in its own pixels. */
    function paint() {
        if (!map || !format) return;
        const {columns, rows, pictures} = map;
        const [wide, high] = tileOf(format);
        sheet.width = columns * (wide + GAP);
        sheet.height = rows * (high + GAP);
        const context = sheet.getContext('2d');
        if (!context) return;
        for (let i = 0; i < columns * rows; i++) {
            const box = {x: (i % columns) * (wide + GAP), y: Math.floor(i / columns) * (high + GAP), width: wide, height: high};
            painter.paint(context, {format, role: 'input', bytes: exampleAt(pictures, format, i), box});
        }
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
            context.drawImage(sheet, left, top, right - left, bottom - top);
            context.restore();
        },
        recolour() {
            painter.recolour();
            paint();
        },
    };
}
