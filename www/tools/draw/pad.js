// A pad to draw on with mouse, finger or pen: soft strokes, of which the last can be taken back. Main thread.

import {element} from '../../ui/dom.js';
import {clearedContext, context2d} from '../../ui/canvas.js';
import {colour} from '../../ui/theme.js';

const SIDE = 200; // CSS pixels
const FINE = 128; // pixels of the drawing that is read

/** @typedef {{x: number, y: number}[]} Stroke in shares of the side */

/** @param {() => void} onChange */
export function createPad(onChange) {
    const canvas = element('canvas', {class: 'pad', tabIndex: 0, role: 'img', 'aria-label': 'Drawing pad: draw with mouse, finger or pen'});
    const hidden = document.createElement('canvas');
    hidden.width = hidden.height = FINE;
    hidden.getContext('2d', {willReadFrequently: true});
    /** @type {Stroke[]} */
    let strokes = [];
    let brush = 0.08; // in shares of the side
    let drawing = false;

    /** @param {PointerEvent} event */
    const place = ({offsetX, offsetY}) => ({x: offsetX / canvas.clientWidth, y: offsetY / canvas.clientHeight});

    canvas.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        canvas.setPointerCapture(event.pointerId);
        drawing = true;
        strokes.push([place(event)]);
        changed();
    });
    canvas.addEventListener('pointermove', (event) => {
        if (!drawing) return;
        for (const step of event.getCoalescedEvents?.() ?? [event]) strokes.at(-1)?.push(place(step));
        changed();
    });
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => { drawing = false; });

    function changed() {
        draw();
        onChange();
    }

    function draw() {
        const context = clearedContext(canvas, SIDE, SIDE);
        context.fillStyle = colour('--pixel-low');
        context.fillRect(0, 0, SIDE, SIDE);
        paint(context, SIDE, colour('--pixel-high'));
    }

    /** @param {CanvasRenderingContext2D} context @param {number} side @param {string} ink */
    function paint(context, side, ink) {
        context.strokeStyle = context.fillStyle = ink;
        context.lineCap = context.lineJoin = 'round';
        // a core with a soft rim
        for (const [share, alpha] of [[1, 0.45], [0.65, 1]]) {
            context.globalAlpha = alpha;
            context.lineWidth = brush * side * share;
            for (const stroke of strokes) {
                context.beginPath();
                stroke.forEach(({x, y}, i) => i === 0 ? context.moveTo(x * side, y * side) : context.lineTo(x * side, y * side));
                if (stroke.length === 1) context.lineTo(stroke[0].x * side + 0.01, stroke[0].y * side);
                context.stroke();
            }
        }
        context.globalAlpha = 1;
    }

    draw();
    return {
        node: canvas,
        /** @returns {import('./rasterise.js').Grey} what is drawn */
        read() {
            const context = context2d(hidden);
            context.clearRect(0, 0, FINE, FINE);
            paint(context, FINE, '#000');
            const {data} = context.getImageData(0, 0, FINE, FINE);
            return {values: data.filter((_, i) => i % 4 === 3), width: FINE, height: FINE};
        },
        isEmpty: () => strokes.length === 0,
        undo() {
            strokes.pop();
            changed();
        },
        clear() {
            strokes = [];
            changed();
        },
        /** @param {number} share of the side */
        setBrush(share) {
            brush = share;
            draw();
        },
        recolour: draw,
    };
}
