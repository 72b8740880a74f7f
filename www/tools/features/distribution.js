// How the numbers of the code are spread: a small histogram for each. Main thread.

import {element} from '../../ui/dom.js';
import {significant} from '../../ui/format.js';
import {colour} from '../../ui/theme.js';
import {clearedContext} from '../../ui/canvas.js';
import {binsOf} from './distribution-math.js';

const MOST = 16;
const [WIDTH, HEIGHT, BINS] = [112, 52, 28];

export function createSpread() {
    const node = element('div', {class: 'figures', role: 'group', 'aria-label': 'How each number of the code is spread'});
    /** @type {{codes: Float32Array, latent: number} | null} */
    let shown = null;

    function draw() {
        if (!shown) return;
        const {codes, latent} = shown;
        node.replaceChildren(...Array.from({length: Math.min(MOST, latent)}, (_, k) => {
            const {counts, min, max} = binsOf(codes, latent, k, BINS);
            const canvas = element('canvas', {'aria-hidden': 'true'});
            paint(canvas, counts);
            return element('figure', {class: 'tile'}, canvas, element('figcaption', {}, `z${k + 1}: ${significant(min)} to ${significant(max)}`));
        }));
    }

    return {
        node,
        /** How many numbers have no place. */
        left: () => Math.max(0, (shown?.latent ?? 0) - MOST),
        /** @param {Float32Array} codes @param {number} latent */
        show(codes, latent) {
            shown = {codes, latent};
            draw();
        },
        clear() {
            shown = null;
            node.replaceChildren();
        },
        draw,
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
