// Choice of thumbnails that do not overlap: each takes its cell while it is free. Those of the last frame come first, so that
// they do not flicker. Pure.

import {isWithin} from './geometry.js';

/** @typedef {{xs: Float32Array, ys: Float32Array}} TileCentres in pixels */

export function createDeclutter() {
    let cells = new Int32Array(0); // index of the tile in each cell of its size
    let shown = new Uint32Array(0);
    let before = new Uint32Array(0);
    let count = 0;

    return {
        /**
         * @param {TileCentres} centres
         * @param {object} options
         * @param {{width: number, height: number}} options.tile
         * @param {import('./geometry.js').PlotArea} options.box that holds the centres
         * @param {(index: number) => boolean} options.skips
         * @param {((index: number) => boolean) | null} options.comesFirst
         * @returns {Uint32Array} indices of the chosen tiles, valid until the next call
         */
        choose({xs, ys}, {tile: {width, height}, box, skips, comesFirst}) {
            const columns = Math.ceil((box.right - box.left) / width) + 3;
            const rows = Math.ceil((box.bottom - box.top) / height) + 3;
            if (cells.length < columns * rows) cells = new Int32Array(columns * rows);
            cells.fill(-1);
            if (shown.length !== xs.length) [shown, before, count] = [new Uint32Array(xs.length), new Uint32Array(xs.length), 0];
            [shown, before] = [before, shown];
            const kept = count;
            count = 0;

            /** @param {number} i */
            function take(i) {
                const x = xs[i];
                const y = ys[i];
                if (!isWithin(box, x, y) || skips(i)) return;
                const cell = (Math.floor((y - box.top) / height) + 1) * columns + Math.floor((x - box.left) / width) + 1;
                for (let row = -columns; row <= columns; row += columns) {
                    for (let at = cell + row - 1; at <= cell + row + 1; at++) {
                        const other = cells[at];
                        if (other >= 0 && Math.abs(xs[other] - x) < width && Math.abs(ys[other] - y) < height) return;
                    }
                }
                cells[cell] = i;
                shown[count++] = i;
            }

            // a tile that is in already finds its cell taken by itself
            for (let i = 0; comesFirst && i < xs.length; i++) if (comesFirst(i)) take(i);
            for (let k = 0; k < kept; k++) take(before[k]);
            for (let i = 0; i < xs.length; i++) take(i);
            return shown.subarray(0, count);
        },
    };
}
