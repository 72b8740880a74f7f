// Lasso: a loop or a box drawn around points selects them. Main thread.

import {polygonContains} from '../vendor/d3/d3-places.esm.js';
import {colour} from '../ui/theme.js';
import {boxBetween} from './geometry.js';
import {NONE} from './selection.js';

const LEAST = 4; // pixels between two corners of the loop

/** @typedef {import('./selection.js').PointStates} PointStates */
/** @typedef {import('./animation.js').Motion} Motion */

/** @param {HTMLCanvasElement} canvas @param {{motion: Motion, states: PointStates, redraw: () => void}} parts */
export function createLasso(canvas, {motion, states, redraw}) {
    /** @type {[number, number][]} */
    let loop = [];
    /** @type {[number, number]} its newest corner */
    let tip = [0, 0];
    let finger = -1; // the pointer that draws
    let isBox = false;

    /** @param {PointerEvent} event */
    function begin({pointerId, offsetX, offsetY, button, isTrusted, shiftKey}) {
        if (!states.now().isLassoActive || finger >= 0 || button !== 0) return;
        finger = pointerId;
        if (isTrusted) canvas.setPointerCapture(pointerId); // else the pointer may be gone
        isBox = shiftKey || states.now().isBox;
        loop = [tip = [offsetX, offsetY]];
    }

    /** @param {PointerEvent} event */
    function extend({pointerId, offsetX, offsetY}) {
        if (pointerId !== finger) return;
        if (Math.hypot(offsetX - tip[0], offsetY - tip[1]) < LEAST) return;
        tip = [offsetX, offsetY];
        if (isBox) loop = boxBetween(loop[0], tip);
        else loop.push(tip);
        redraw();
    }

    /** @param {PointerEvent} event */
    function end({pointerId, type}) {
        if (pointerId !== finger) return;
        finger = -1;
        const {xs, ys} = motion;
        const drawn = loop;
        loop = [];
        if (type === 'pointercancel') return redraw();
        // a click clears the selection
        states.change({selection: states.visible().filter((i) => drawn.length > 2 && polygonContains(drawn, [xs[i], ys[i]]))});
    }

    canvas.addEventListener('pointerdown', begin);
    canvas.addEventListener('pointermove', extend);
    canvas.addEventListener('pointerup', end);
    canvas.addEventListener('pointercancel', end);
    canvas.addEventListener('keydown', ({key}) => {
        if (key === 'Escape' && states.now().selection.length > 0) states.change({selection: NONE});
    });

    return {
        /** @param {CanvasRenderingContext2D} context in CSS pixels */
        draw(context) {
            if (loop.length < 2) return;
            context.beginPath();
            for (const [x, y] of loop) context.lineTo(x, y);
            context.closePath();
            context.fillStyle = context.strokeStyle = colour('--accent');
            context.globalAlpha = 0.15;
            context.fill();
            context.globalAlpha = 1;
            context.lineWidth = 2;
            context.setLineDash([5, 4]);
            context.stroke();
            context.setLineDash([]);
        },
    };
}
