// The drawing as an example like those of the data set: its pad, and buttons to undo, clear and keep it. Main thread.

import {element} from '../../ui/dom.js';
import {button} from '../../ui/widgets.js';
import {createFrame} from '../../scheduling/animation-frame.js';
import {toolbar} from '../tool.js';
import {createPad} from './pad.js';
import {exampleOf, placementOf} from './rasterise.js';

/** Width of a line in pixels of an example. Of examples with more than `FINEST` pixels a side, the line is wider. */
const LINE = 1.6;
const FINEST = 20;

/** @param {{onChange: (example: Uint8Array | null) => void, onKeep: (example: Uint8Array) => void}} listeners null: the pad is empty */
export function createDrawing({onChange, onKeep}) {
    const pad = createPad(() => frame.request());
    const frame = createFrame(read);
    const [undo, clear] = [button('Undo', pad.undo, {disabled: true}), button('Clear', pad.clear, {disabled: true})];
    const keep = button('Keep', () => {
        if (example) onKeep(example);
        pad.clear();
    }, {disabled: true});
    /** @type {{format: import('./rasterise.js').Extent, placement: import('./rasterise.js').Placement} | null} null where nothing can be drawn */
    let target = null;
    /** @type {Uint8Array | null} */
    let example = null;

    function read() {
        if (!target) return;
        example = pad.isEmpty() ? null : exampleOf(pad.read(), target.format, target.placement);
        undo.disabled = clear.disabled = pad.isEmpty();
        onChange(example);
    }

    return {
        node: element('div', {}, pad.node, toolbar(undo, clear, keep)),
        example: () => example,
        /** Takes the examples as models of size and placement, and reads the drawing again. @param {Uint8Array} examples @param {import('./rasterise.js').Extent} format */
        begin(examples, format) {
            target = {format, placement: placementOf(examples, format)};
            pad.setBrush(LINE / Math.min(FINEST, Math.max(format.width, format.height)));
            read();
        },
        /** The examples cannot be drawn. */
        end() {
            target = example = null;
        },
        /** @param {boolean} canKeep */
        allowKeeping(canKeep) {
            keep.disabled = !canKeep;
        },
        recolour: pad.recolour,
    };
}
