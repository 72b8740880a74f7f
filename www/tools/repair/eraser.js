// A large image from which squares are erased with mouse, finger or pen, or with a square that the arrow keys move and Enter
// erases. Main thread.

import {element} from '../../ui/dom.js';
import {colour} from '../../ui/theme.js';
import {clearedContext, pixelRatio} from '../../ui/canvas.js';
import {isLine} from '../../examples/kinds.js';
import {createTilePainter, tileSize} from '../../examples/painter.js';
import {squareAt} from './erasing.js';

const SIDE = 200; // CSS pixels
const SIGNAL = {width: 300, height: 120};
/** @type {Record<string, [number, number]>} */
const STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};
const LABEL = 'The corrupted example. Paint over it to erase, or move a square with the arrow keys and press Enter.';

/** @typedef {{x: number, y: number}} PixelPoint in pixels of the example */
/** @typedef {{bytes: Uint8Array, erased: Uint8Array | null, format: import('../../examples/painter.js').ExampleFormat, side: number}} Erasable `erased`: values to tint */

/**
 * @param {object} on
 * @param {(point: PixelPoint, isNew: boolean) => void} on.erase `isNew`: another stroke begins
 * @param {(square: import('./erasing.js').Square) => void} on.aim the keys have moved the square
 */
export function createEraser(on) {
    const canvas = element('canvas', {class: 'eraser', tabIndex: 0, role: 'application', 'aria-label': LABEL});
    const painter = createTilePainter();
    /** @type {Erasable | null} */
    let shown = null;
    /** @type {PixelPoint | null} centre of the square, while it is shown */
    let aim = null;

    /** @param {PixelPoint | null} next */
    function aimAt(next) {
        aim = next;
        draw();
    }

    listenToPointer(canvas, {format: () => shown?.format ?? null, aim: () => aim, aimAt, erase: on.erase});
    canvas.addEventListener('keydown', (event) => {
        const step = STEPS[event.key];
        if (!shown || (!step && event.key !== 'Enter' && event.key !== ' ')) return;
        event.preventDefault();
        const {width, height} = shown.format;
        aim ??= {x: width / 2, y: height / 2};
        if (!step) return on.erase(aim, true);
        const {left, top, side} = squareAt({x: aim.x + step[0], y: aim.y + step[1]}, shown.side, shown.format);
        on.aim({left, top, side});
        aimAt({x: left + side / 2, y: top + Math.min(side, height) / 2});
    });

    function draw() {
        if (!shown) return;
        const {format, bytes, erased, side} = shown;
        const size = isLine(format) ? SIGNAL : tileSize(format, SIDE, pixelRatio());
        const context = clearedContext(canvas, size.width, size.height);
        painter.paint(context, {format, bytes, role: 'input', box: {x: 0, y: 0, ...size}});
        context.scale(size.width / format.width, size.height / format.height);
        if (erased) tint(context, erased, format);
        if (aim) outline(context, squareAt(aim, side, format), format);
    }

    return {
        node: canvas,
        /** @param {Erasable} next */
        show(next) {
            shown = next;
            draw();
        },
        recolour() {
            painter.recolour();
            draw();
        },
    };
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {object} on
 * @param {() => import('../../examples/painter.js').ExampleFormat | null} on.format
 * @param {() => PixelPoint | null} on.aim
 * @param {(point: PixelPoint | null) => void} on.aimAt
 * @param {(point: PixelPoint, isNew: boolean) => void} on.erase
 */
function listenToPointer(canvas, on) {
    let isErasing = false;

    /** @param {PointerEvent} event @returns {PixelPoint} */
    function pointOf({offsetX, offsetY}) {
        const {width = 1, height = 1} = on.format() ?? {};
        return {x: offsetX / canvas.clientWidth * width, y: offsetY / canvas.clientHeight * height};
    }

    canvas.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        canvas.setPointerCapture(event.pointerId);
        isErasing = true;
        const at = pointOf(event);
        on.aimAt(at);
        on.erase(at, true);
    });
    canvas.addEventListener('pointermove', (event) => {
        const [from, to] = [on.aim(), pointOf(event)];
        if (isErasing && from) for (const point of between(from, to)) on.erase(point, false);
        on.aimAt(to);
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { isErasing = false; });
    for (const end of ['pointerleave', 'blur']) canvas.addEventListener(end, () => on.aimAt(null));
}

/** Points from one to the other, a pixel apart, the first left out. @param {PixelPoint} from @param {PixelPoint} to @returns {PixelPoint[]} */
function between(from, to) {
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y)));
    return Array.from({length: steps}, (_, i) => {
        const share = (i + 1) / steps;
        return {x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share};
    });
}

/** @param {CanvasRenderingContext2D} context in pixels of the example @param {Uint8Array} erased @param {import('../../examples/buffer.js').Extent} extent */
function tint(context, erased, {width, height, channels}) {
    context.fillStyle = colour('--latent');
    context.globalAlpha = 0.35;
    for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) if (erased[(y * width + x) * channels]) context.fillRect(x, y, 1, 1);
    }
    context.globalAlpha = 1;
}

/** @param {CanvasRenderingContext2D} context in pixels of the example @param {import('./erasing.js').Square} square @param {import('../../examples/buffer.js').Extent} extent */
function outline(context, {left, top, side}, {width, height}) {
    context.beginPath();
    context.rect(left, top, Math.min(side, width), Math.min(side, height));
    // pixels of the example may not be square: a line of one width needs those of the screen
    context.setTransform(1, 0, 0, 1, 0, 0);
    for (const [name, wide] of /** @type {const} */ ([['--card', 4], ['--focus', 2]])) {
        context.strokeStyle = colour(name);
        context.lineWidth = wide * pixelRatio();
        context.stroke();
    }
}
