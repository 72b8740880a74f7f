// Distribution of each latent dimension over the validation examples, as small histograms. Main thread.

import {element} from '../../ui/dom.js';
import {clearedContext} from '../../ui/canvas.js';
import {significant} from '../../ui/format.js';
import {colour} from '../../ui/theme.js';
import {histogramOf} from './counts.js';

const MOST = 16;
const [WIDTH, HEIGHT, BINS] = [112, 52, 28];
const TITLE = 'Distribution of each latent dimension over the validation examples';

export function createHistograms() {
    const heading = element('h3', {}, TITLE);
    const figures = element('div', {class: 'figures', role: 'group', 'aria-label': TITLE});
    const node = element('div', {hidden: true}, heading, figures);
    /** @type {{codes: Float32Array, latent: number} | null} */
    let shown = null;

    function draw() {
        node.hidden = !shown;
        if (!shown) return figures.replaceChildren();
        const {codes, latent} = shown;
        figures.replaceChildren(...Array.from({length: Math.min(MOST, latent)}, (_, k) => {
            const {counts, min, max} = histogramOf(codes, {latent, k, bins: BINS});
            const canvas = element('canvas', {'aria-hidden': 'true'});
            paint(canvas, counts);
            return element('figure', {class: 'tile'}, canvas, element('figcaption', {}, `z${k + 1}: ${significant(min)} to ${significant(max)}`));
        }));
    }

    return {
        node,
        /** Number of latent dimensions without a histogram. */
        left: () => Math.max(0, (shown?.latent ?? 0) - MOST),
        /** @param {Float32Array} codes @param {number} latent */
        show(codes, latent) {
            shown = {codes, latent};
            draw();
        },
        clear() {
            shown = null;
            draw();
        },
        recolour: draw,
    };
}

/** @param {HTMLCanvasElement} canvas @param {Uint32Array} counts */
function paint(canvas, counts) {
    const context = clearedContext(canvas, WIDTH, HEIGHT);
    context.fillStyle = colour('--encoder');
    const most = Math.max(1, ...counts);
    counts.forEach((count, i) => {
        const height = count / most * (HEIGHT - 2);
        context.fillRect(i * WIDTH / counts.length, HEIGHT - height, WIDTH / counts.length - 0.5, height);
    });
    context.fillStyle = colour('--line-strong');
    context.fillRect(0, HEIGHT - 1, WIDTH, 1);
}
