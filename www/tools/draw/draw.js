// The tool "Draw": what the model makes of your own drawing, as you draw it, and where its code lies. Drawings
// that are kept stand in a row of their own and are copied anew as the model learns. Main thread.

import {element} from '../../ui/dom.js';
import {differenceOf, examplesOf, joined, sizeOf} from '../../examples/buffer.js';
import {createFrame} from '../../scheduling/animation-frame.js';
import {createNewest} from '../../scheduling/latest-request.js';
import {significant} from '../../ui/format.js';
import {createPad} from './pad.js';
import {exampleOf, habitOf} from './rasterise.js';
import {createStrip} from '../../examples/strip.js';

const MOST_KEPT = 12;
/** Width of a line in pixels of an example; of large ones, of those that have so many. */
const LINE = 1.6;
const FINEST = 20;

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createDraw({ask, mark, drew}) {
    const pad = createPad(() => frame.request());
    const frame = createFrame(look);
    const strip = createStrip('Your drawing as the network sees it, its copy, and the difference');
    const row = createStrip('The drawings you have kept, and their copies below');
    const words = element('p', {class: 'tool-words', role: 'status'});
    const keep = element('button', {type: 'button', class: 'small', disabled: true, onclick: keepIt}, 'Keep');
    const undo = element('button', {type: 'button', class: 'small', disabled: true, onclick: pad.undo}, 'Undo');
    const clear = element('button', {type: 'button', class: 'small', disabled: true, onclick: pad.clear}, 'Clear');
    const body = element('div', {class: 'tool-row'},
        element('div', {}, pad.node, element('div', {class: 'tool-buttons'}, undo, clear, keep)),
        element('div', {class: 'tool-side'}, strip.node, words, row.node));
    const refusal = element('p', {class: 'tool-words', hidden: true}, 'These examples are signals: there is nothing to draw. Choose pictures as data set.');
    /** @type {import('../../protocol/messages.js').DatasetInfo | null} */
    let format = null;
    /** @type {import('./rasterise.js').Habit | null} */
    let habit = null;
    /** @type {Uint8Array | null} */
    let example = null;
    /** @type {Uint8Array[]} */
    let kept = [];

    const copied = createNewest((/** @type {Uint8Array} */ pictures) => ask({kind: 'reconstruct', pictures}), show);

    /** The drawing has changed. */
    function look() {
        if (!format || !habit) return;
        example = pad.isEmpty() ? null : exampleOf(pad.read(), format, habit);
        drew(example);
        for (const button of [undo, clear]) button.disabled = pad.isEmpty();
        keep.disabled = !example || kept.length >= MOST_KEPT;
        if (!example) {
            strip.clear();
            mark(null);
            words.textContent = 'Draw something like the examples: it is centred and scaled as they are, and copied as you draw.';
        }
        again();
    }

    function again() {
        const all = example ? [example, ...kept] : kept;
        if (!format || format.kind === 'sequence' || all.length === 0) return;
        copied.ask(joined(all));
    }

    /** @param {import('../../worker/query-handlers.js').Answer | null} answer @param {Uint8Array} pictures */
    function show(answer, pictures) {
        if (!format || !answer || !('outputs' in answer) || pictures.length % sizeOf(format) !== 0) return;
        const extent = format;
        const [inputs, outputs] = [pictures, answer.outputs].map((bytes) => examplesOf(bytes, extent));
        const own = example ? 1 : 0;
        if (own && inputs.length === kept.length + own) {
            const [input, output] = [inputs[0], outputs[0]];
            const error = differenceOf(output, input);
            strip.show([[{bytes: input, role: 'input'}, {bytes: output, role: 'output', input}, {bytes: error, role: 'error'}]], format);
            const code = answer.codes.subarray(0, answer.codes.length / inputs.length);
            mark(code);
            words.textContent = `Your drawing, its copy, the difference; squared error ${significant(answer.errors[0])} per pixel. The diamond in the plane is its code.`;
        }
        if (inputs.length !== kept.length + own) return;
        if (kept.length === 0) return row.clear();
        row.show([
            inputs.slice(own).map((bytes) => ({bytes, role: /** @type {const} */ ('input')})),
            outputs.slice(own).map((bytes, i) => ({bytes, role: /** @type {const} */ ('output'), input: inputs[own + i]})),
        ], format);
    }

    function keepIt() {
        if (!example) return;
        kept.push(example);
        pad.clear();
    }

    return {
        label: 'Draw',
        help: 'Draw with mouse, finger or pen. The network copies what it sees as well as its code allows: what is unlike anything it was trained on comes back as something it knows.',
        node: element('div', {}, body, refusal),
        begin({description: {dataset}, points}) {
            const isOther = !format || sizeOf(format) !== sizeOf(dataset) || format.source !== dataset.source;
            format = dataset;
            const canDraw = dataset.kind === 'image';
            body.hidden = !canDraw;
            refusal.hidden = canDraw;
            if (isOther) kept = [];
            row.clear();
            drew(null);
            if (!canDraw) return mark(null);
            habit = habitOf(points, dataset);
            pad.setBrush(LINE / Math.min(FINEST, Math.max(dataset.width, dataset.height)));
            look();
        },
        update: again,
        leave: () => mark(null),
        recolour() {
            pad.recolour();
            strip.recolour();
            row.recolour();
        },
    };
}
