// Drawings and their reconstructions: the newest one with its error map, and the kept ones in a row. Main thread.

import {differenceOf} from '../../examples/buffer.js';
import {createStrip} from '../../examples/strip.js';

/** @typedef {import('../../examples/strip.js').Format} Format */
/** @typedef {{input: Uint8Array, output: Uint8Array}} Reconstruction */

/** @param {Reconstruction} pair */
const inputCell = ({input}) => ({bytes: input, role: /** @type {const} */ ('input')});
/** @param {Reconstruction} pair */
const outputCell = ({input, output}) => ({bytes: output, role: /** @type {const} */ ('output'), input});

export function createReconstructions() {
    const newest = createStrip('Your drawing as the network sees it, its reconstruction, and the difference');
    const row = createStrip('The kept drawings, and their reconstructions below');
    return {
        newest: newest.node,
        row: row.node,
        /** @param {Reconstruction} drawn @param {Format} format */
        show: (drawn, format) => newest.show([[inputCell(drawn), outputCell(drawn), {bytes: differenceOf(drawn.output, drawn.input, format), role: 'error'}]], format),
        clearNewest: newest.clear,
        /** @param {Reconstruction[]} kept @param {Format} format */
        showKept(kept, format) {
            if (kept.length > 0) row.show([kept.map(inputCell), kept.map(outputCell)], format);
            else row.clear();
        },
        clear: row.clear,
        recolour() {
            newest.recolour();
            row.recolour();
        },
    };
}
