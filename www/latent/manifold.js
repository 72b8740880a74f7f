// The latent map: a grid of decoded latent points behind the dots. It follows the model at a limited rate, and is drawn at the
// current positions of its points. Main thread.

import {BRISK, createLatestRequest} from '../scheduling/latest-request.js';
import {codesOfGrid, gridOver} from './plane.js';
import {createTileSheet, proportionOf} from './tile-sheet.js';
import {clipTo} from '../scatter/axes.js';
import {scale} from '../scatter/geometry.js';
import {colour} from '../ui/theme.js';

/** @typedef {import('../scatter/geometry.js').Interval} Interval */
/** @typedef {import('./plane.js').LatentPlane} LatentPlane */
/** @typedef {import('../scatter/geometry.js').PlotArea} PlotArea */

/** @typedef {{plane: LatentPlane, box: PlotArea}} MapView a part of the latent space, and where it lies on the canvas */

/**
 * @param {object} options
 * @param {import('../protocol/queries.js').RunQuery} options.query
 * @param {HTMLInputElement} options.mapSwitch
 * @param {HTMLInputElement} options.density tiles from left to right
 * @param {() => void} options.onNews something new can be drawn
 */
export function createLatentMap({query, mapSwitch, density, onNews}) {
    const sheet = createTileSheet();
    /** @type {import('../examples/painter.js').ExampleFormat | null} */
    let format = null;
    /** @type {{domain: [Interval, Interval], columns: number, rows: number, pictures: Uint8Array} | null} */
    let map = null;
    /** @type {MapView | null} */
    let view = null;

    mapSwitch.addEventListener('change', request);
    density.addEventListener('input', request);
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

    function request() {
        density.disabled = !mapSwitch.checked;
        if (format && view && mapSwitch.checked) {
            const {plane, box} = view;
            return asked.send({plane, grid: gridOver(box, Number(density.value), proportionOf(format))});
        }
        clear();
        onNews();
    }

    function clear() {
        map = null;
        asked.forget();
    }

    function paint() {
        if (map && format) sheet.paint(format, map);
    }

    return {
        /** A new run. @param {import('../examples/painter.js').ExampleFormat} next of its examples */
        begin(next) {
            format = next;
            view = null;
            clear();
        },
        /** Follows the view of the plot, and all that its codes depend on. @param {MapView | null} next null before the first codes */
        update(next) {
            view = next;
            request();
        },
        /** Removes the map until the next answer. */
        clear,
        /** @param {import('../scatter/painter.js').PlotContext} plot */
        draw: (plot) => map && drawMap(plot, sheet.canvas, map.domain),
        recolour() {
            sheet.recolour();
            paint();
        },
    };
}

/** Draws the map at its position in the visible part. @param {import('../scatter/painter.js').PlotContext} plot @param {HTMLCanvasElement} sheet @param {[Interval, Interval]} domain */
function drawMap({context, box, domain: [across, up]}, sheet, [x, y]) {
    const left = scale(x.min, across, box.left, box.right);
    const right = scale(x.max, across, box.left, box.right);
    const bottom = scale(y.min, up, box.bottom, box.top);
    const top = scale(y.max, up, box.bottom, box.top);
    context.save();
    clipTo(context, box);
    context.imageSmoothingEnabled = false;
    context.drawImage(sheet, left, top, right - left, bottom - top);
    context.fillStyle = colour('--map-veil'); // so that the dots stand out
    context.fillRect(left, top, right - left, bottom - top);
    context.restore();
}
