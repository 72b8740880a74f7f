// The mask of values that are erased by hand, stroke by stroke, and the eraser that paints it. Main thread.

import {button} from '../../ui/widgets.js';
import {sizeOf} from '../../examples/buffer.js';
import {createEraser} from './eraser.js';
import {eraseSquare, squareAt} from './erasing.js';

/** @typedef {import('../../examples/painter.js').ExampleFormat} ExampleFormat */

/** @param {{onChange: () => void, brush: () => number, say: (text: string) => void}} parts `brush`: side of the square in pixels */
export function createErasedMask({onChange, brush, say}) {
    const eraser = createEraser({
        erase(point, isNew) {
            if (isNew) before.push(mask.slice());
            erase(point);
            changed();
        },
        aim: ({left, top, side}) => say(`A square ${side} wide, from column ${left + 1}, row ${top + 1}. Press Enter to erase it.`),
    });
    const undo = button('Undo', () => {
        mask = before.pop() ?? mask;
        changed();
    });
    /** @type {ExampleFormat | null} */
    let format = null;
    let mask = new Uint8Array();
    /** @type {Uint8Array<ArrayBuffer>[]} */
    let before = []; // of each stroke

    /** @param {import('./eraser.js').PixelPoint} point */
    function erase(point) {
        if (format) eraseSquare(mask, squareAt(point, brush(), format), format);
    }

    function changed() {
        undo.disabled = before.length === 0;
        onChange();
    }

    return {
        eraser,
        undo,
        mask: () => mask,
        /** Starts with a square in the middle. @param {ExampleFormat} next */
        begin(next) {
            format = next;
            before = [];
            undo.disabled = true;
            mask = new Uint8Array(sizeOf(format));
            erase({x: format.width / 2, y: format.height / 2});
        },
    };
}
