// A pad for drawing with mouse, finger or pen: soft strokes that can be undone. Main thread.

import {element} from '../../ui/dom.js';
import {clearedContext, context2d} from '../../ui/canvas.js';
import {colour} from '../../ui/theme.js';

const SIDE = 200; // CSS pixels
const FINE = 128; // pixels of the drawing that is read

/** @typedef {{x: number, y: number}[]} Stroke in fractions of the side */

/** @param {() => void} onChange */
export function createPad(onChange) {
    const canvas = element('canvas', {class: 'pad', tabIndex: 0, role: 'img', 'aria-label': 'Drawing pad: draw with mouse, finger or pen'});
    const hidden = document.createElement('canvas');
    hidden.width = hidden.height = FINE;
    hidden.getContext('2d', {willReadFrequently: true});
    /** @type {Stroke[]} */
    let strokes = [];
    let brush = 0.08; // in fractions of the side

    listenForStrokes(canvas, {
        begin: (point) => change([...strokes, [point]]),
        extend(points) {
            strokes.at(-1)?.push(...points);
            change(strokes);
        },
    });

    /** @param {Stroke[]} next */
    function change(next) {
        strokes = next;
        draw();
        onChange();
    }

    function draw() {
        const context = clearedContext(canvas, SIDE, SIDE);
        context.fillStyle = colour('--pixel-low');
        context.fillRect(0, 0, SIDE, SIDE);
        paintStrokes(context, strokes, {side: SIDE, width: brush * SIDE, ink: colour('--pixel-high')});
    }

    draw();
    return {
        node: canvas,
        /** @returns {import('./rasterise.js').Grey} the drawing */
        read() {
            const context = context2d(hidden);
            context.clearRect(0, 0, FINE, FINE);
            paintStrokes(context, strokes, {side: FINE, width: brush * FINE, ink: '#000'});
            const {data} = context.getImageData(0, 0, FINE, FINE);
            return {values: data.filter((_, i) => i % 4 === 3), width: FINE, height: FINE};
        },
        isEmpty: () => strokes.length === 0,
        undo: () => change(strokes.slice(0, -1)),
        clear: () => change([]),
        /** @param {number} fraction of the side */
        setBrush(fraction) {
            brush = fraction;
            draw();
        },
        recolour: draw,
    };
}

/** @param {HTMLCanvasElement} canvas @param {{begin: (point: Stroke[0]) => void, extend: (points: Stroke) => void}} on */
function listenForStrokes(canvas, on) {
    let isDrawing = false;
    /** @param {PointerEvent} event */
    const pointOf = ({offsetX, offsetY}) => ({x: offsetX / canvas.clientWidth, y: offsetY / canvas.clientHeight});
    canvas.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        canvas.setPointerCapture(event.pointerId);
        isDrawing = true;
        on.begin(pointOf(event));
    });
    canvas.addEventListener('pointermove', (event) => {
        if (isDrawing) on.extend((event.getCoalescedEvents?.() ?? [event]).map(pointOf));
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { isDrawing = false; });
}

/** @param {CanvasRenderingContext2D} context @param {Stroke[]} strokes @param {{side: number, width: number, ink: string}} style */
function paintStrokes(context, strokes, {side, width, ink}) {
    context.strokeStyle = context.fillStyle = ink;
    context.lineCap = context.lineJoin = 'round';
    // a core with a soft rim
    for (const [share, alpha] of [[1, 0.45], [0.65, 1]]) {
        context.globalAlpha = alpha;
        context.lineWidth = width * share;
        for (const stroke of strokes) {
            context.beginPath();
            stroke.forEach(({x, y}, i) => i === 0 ? context.moveTo(x * side, y * side) : context.lineTo(x * side, y * side));
            if (stroke.length === 1) context.lineTo(stroke[0].x * side + 0.01, stroke[0].y * side);
            context.stroke();
        }
    }
    context.globalAlpha = 1;
}
