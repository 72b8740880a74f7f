// Kinds of examples: terms, and sizes of tiles in every view. A new kind is an entry here, and a painter. Pure.

/**
 * @typedef {object} Kind
 * @property {{one: string, short: string, value: string, range: string}} terms
 * @property {number | null} lineHeight CSS pixels of a tile that is a line; null for one that keeps its proportions, or lists its cells
 * @property {{narrow: number, smallest: number, largest: number, single: number, small: number}} tile CSS pixels: side by side, the
 *   smallest on narrow and wide pages and the largest; of a single tile, of a small one
 * @property {{smallest: number, largest: number, inLines: number}} strip CSS pixels: tiles in one line shrink to `smallest`, and then wrap
 * @property {{width: number, height: number}} thumbnail at most, in CSS pixels
 * @property {[width: number, height: number] | null} sheet pixels of a tile in a grid of the latent space; null for its own
 * @property {number} traversal the largest width, in CSS pixels
 * @property {{width: number, perPage: number}} exported width in CSS pixels; examples side by side on a printed page
 */

/** @type {Record<import('../protocol/answers.js').ExampleKind, Kind>} */
const KINDS = {
    image: {
        terms: {one: 'picture', short: 'image', value: 'pixel', range: 'black to white'},
        lineHeight: null,
        tile: {narrow: 40, smallest: 48, largest: 64, single: 64, small: 36},
        strip: {smallest: 48, largest: 96, inLines: 64},
        thumbnail: {width: 26, height: 26},
        sheet: null,
        traversal: 44,
        exported: {width: 56, perPage: 12},
    },
    sequence: {
        terms: {one: 'signal', short: 'signal', value: 'sample', range: 'lowest to highest'},
        lineHeight: 44,
        tile: {narrow: 104, smallest: 104, largest: 140, single: 120, small: 72},
        strip: {smallest: 112, largest: 200, inLines: 140},
        thumbnail: {width: 56, height: 24},
        sheet: [72, 30],
        traversal: 120,
        exported: {width: 120, perPage: 6},
    },
    word: {
        terms: {one: 'word', short: 'word', value: 'letter', range: 'impossible to certain'},
        lineHeight: 24,
        tile: {narrow: 96, smallest: 96, largest: 132, single: 132, small: 96},
        strip: {smallest: 96, largest: 160, inLines: 132},
        thumbnail: {width: 60, height: 16},
        sheet: [80, 20],
        traversal: 110,
        exported: {width: 120, perPage: 6},
    },
    table: {
        terms: {one: 'row', short: 'row', value: 'cell', range: 'a standard deviation, a point or a wrong name'},
        lineHeight: null,
        tile: {narrow: 124, smallest: 132, largest: 180, single: 142, small: 120},
        strip: {smallest: 124, largest: 180, inLines: 140},
        thumbnail: {width: 40, height: 26},
        sheet: [60, 36],
        traversal: 120,
        exported: {width: 140, perPage: 5},
    },
};

/** Lines of a row of a table, in CSS pixels. A tile that is narrower shows bars; `most`: lines that a tile has. */
export const CELLS = {line: 15, pad: 4, narrowest: 84, bars: 40, most: 12};

/** @typedef {Pick<import('../protocol/answers.js').DatasetInfo, 'kind'>} OfKind */

/** @param {OfKind} format */
export const kindOf = ({kind}) => KINDS[kind];

/** True if the tile of an example is a line, wide and low. @param {OfKind} format */
export const isLine = ({kind}) => KINDS[kind].lineHeight !== null;
