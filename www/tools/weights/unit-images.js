// The weights of a layer's units, an image for each unit. Main thread.

import {element} from '../../ui/dom.js';
import {examplesOf} from '../../examples/buffer.js';
import {createStrip} from '../../examples/strip.js';
import {bytesOfWeights} from './weight-images.js';

const MOST = 48; // images

/**
 * The format of weights: those of a word are a row a place, a column a letter.
 * @param {import('../../protocol/answers.js').ExampleKind} kind @param {import('../../protocol/answers.js').Tiles} tiles
 * @returns {import('../../examples/painter.js').ExampleFormat}
 */
function formatOf(kind, {width, height, channels}) {
    if (kind === 'word') return {kind: 'image', width: channels, height: width, channels: 1};
    return {kind: height > 1 ? 'image' : kind, width, height, channels};
}

/** @param {string} title @param {string} label for screen readers */
export function createUnitImages(title, label) {
    const strip = createStrip(label);
    const heading = element('h3', {hidden: true}, title);

    function clear() {
        heading.hidden = true;
        strip.clear();
    }

    return {
        nodes: [heading, strip.node],
        /**
         * @param {import('../../protocol/answers.js').Tiles | undefined} tiles none for layers that are no images
         * @param {import('../../protocol/answers.js').ExampleKind} kind of the examples
         * @returns {string} a note on images without room
         */
        show(tiles, kind) {
            if (!tiles) {
                clear();
                return '';
            }
            heading.hidden = false;
            const {width, height, channels, values} = tiles;
            const format = formatOf(kind, tiles);
            const all = examplesOf(bytesOfWeights(values, width * height * channels), format);
            strip.show([all.slice(0, MOST).map((bytes) => ({bytes, role: /** @type {const} */ ('input')}))], format);
            return all.length > MOST ? `The first ${MOST} of ${all.length} are shown.` : '';
        },
        clear,
        recolour: strip.recolour,
    };
}
