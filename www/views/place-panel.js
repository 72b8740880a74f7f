// Below the scatter: the picture of the place under the pointer, and of a selected example what went in,
// what came out, and the examples whose codes are nearest. Main thread.

import {element} from '../dom.js';
import {differenceOf, exampleAt} from '../example.js';
import {loss as short} from '../numbers.js';
import {wordsOf} from '../words.js';
import {className, context2d, fitCanvas} from './pixels.js';
import {createTilePainter, singleTileSize, tileSize} from './tiles.js';

const NEIGHBOURS = 5;
const SMALL = {image: 36, sequence: 72};

/** @typedef {import('./tiles.js').Role} Role */

/** @param {HTMLElement} host */
export function createPlacePanel(host) {
    const painter = createTilePainter();
    const place = createTile('');
    const [input, output, error] = ['input', 'output', 'error'].map(createTile);
    const near = Array.from({length: NEIGHBOURS}, () => createTile(''));
    const words = element('p', {class: 'place-words', role: 'status'});
    const selection = element('div', {class: 'place-row', hidden: true},
        ...[input, output, error].map(({node}) => node),
        element('div', {class: 'place-near', role: 'group', 'aria-label': 'Nearest codes'}, ...near.map(({node}) => node)));
    host.append(element('div', {class: 'place-row'}, place.node, words), selection);
    /** @type {import('../protocol.js').CreatedEvent | null} */
    let run = null;

    /** @param {ReturnType<typeof createTile>} tile @param {Uint8Array | null} bytes @param {Role} role @param {Uint8Array} [compared] @param {boolean} [isSmall] */
    function paint(tile, bytes, role, compared, isSmall = false) {
        if (!run) return;
        const format = run.description.dataset;
        const ratio = devicePixelRatio || 1;
        const {width, height} = isSmall ? tileSize(format, SMALL[format.kind], ratio) : singleTileSize(format, ratio);
        fitCanvas(tile.canvas, width, height);
        const context = context2d(tile.canvas);
        context.setTransform(ratio, 0, 0, ratio, 0, 0);
        context.clearRect(0, 0, width, height);
        tile.node.classList.toggle('empty', !bytes);
        if (bytes) painter.paint(context, {format, role, bytes, input: compared, box: {x: 0, y: 0, width, height}});
    }

    /** @param {number} index of a point */
    const exampleOf = (index) => run ? exampleAt(run.points, run.description.dataset, index) : new Uint8Array();

    /** @param {number} index of a point */
    const nameOf = (index) => {
        const label = run?.pointLabels[index];
        return label === undefined || !run ? '' : className(run.description.dataset.classes[label] ?? `class ${label}`);
    };

    return {
        /** @param {import('../protocol.js').CreatedEvent} created */
        begin(created) {
            run = created;
            paint(place, null, 'input');
            selection.hidden = true;
            place.caption.textContent = '';
            words.textContent = `Point at a place of the map: the decoder draws what it stands for. Click a dot to select its ${wordsOf(created.description.dataset).one}.`;
        },

        /** What a place stands for. @param {{at: number[] | null, picture: Uint8Array}} found */
        place({at, picture}) {
            paint(place, picture, 'input');
            place.caption.textContent = at ? at.map(short).join(', ') : 'decoded';
        },

        /** A selected example. @param {{index: number, output: Uint8Array, mse: number, neighbours: number[]}} selected */
        select({index, output: bytes, mse, neighbours}) {
            if (!run) return;
            const example = exampleOf(index);
            selection.hidden = false;
            paint(input, example, 'input', undefined, true);
            paint(output, bytes, 'output', example, true);
            paint(error, differenceOf(bytes, example), 'error', undefined, true);
            near.forEach((tile, i) => {
                const other = neighbours[i];
                paint(tile, other === undefined ? null : exampleOf(other), 'input', undefined, true);
                tile.caption.textContent = other === undefined ? '' : nameOf(other);
            });
            const {short: noun} = wordsOf(run.description.dataset);
            const name = nameOf(index);
            words.textContent = `Selected: validation ${noun} ${index + 1}${name && `, ${name}`}; squared error ${short(mse)}. Behind its error stand those with the nearest codes.`;
        },

        /** Nothing is selected any more. */
        deselect() {
            selection.hidden = true;
        },

        recolour: painter.recolour,
    };
}

/** @param {string} label */
function createTile(label) {
    const canvas = element('canvas', {'aria-hidden': 'true'});
    const caption = element('figcaption', {}, label);
    return {canvas, caption, node: element('figure', {class: 'tile empty'}, canvas, caption)};
}
