// The tool "Weights": what the units of the first layer look for, what those of the last one paint, and whether every
// layer has something to do. Main thread.

import {element} from '../../ui/dom.js';
import {examplesOf} from '../../examples/buffer.js';
import {CALM, createNewest} from '../../scheduling/latest-request.js';
import {significant} from '../../ui/format.js';
import {createStrip} from '../../examples/strip.js';
import {bytesOfWeights} from './weight-images.js';

const MOST = 48; // tiles

/** @typedef {import('../../worker/query-handlers.js').Inside} Inside */

/** @type {[string, (layer: import('../../worker/wasm-module.js').LayerStatistics) => string, string][]} */
const COLUMNS = [
    ['Weights', ({weights}) => significant(weights), 'Root mean square of its weights and biases.'],
    ['Gradients', ({gradients}) => significant(gradients), 'Root mean square of their gradient on a batch: how much there is to learn. Near 0 in one layer only, it has stopped learning.'],
    ['Outputs', ({mean, deviation}) => `${significant(mean)} ± ${significant(deviation)}`, 'Mean and standard deviation of its outputs over validation examples.'],
    ['Silent units', ({silent}) => `${(100 * silent).toFixed(0)} %`, 'Units that give the same for every example: they do nothing.'],
];

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createWeights({query}) {
    const [filters, atoms] = [createStrip('What the units of the first layer look for'), createStrip('What the units before the output paint')];
    const titles = ['First layer: what each unit looks for', 'Last layer: what each unit paints'].map((text) => element('h3', {hidden: true}, text));
    const body = element('tbody');
    const table = element('table', {class: 'tool-table verdict', hidden: true}, body);
    const words = element('p', {class: 'tool-words', role: 'status'});
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;

    const looks = createNewest(() => query({kind: 'inside'}), take, CALM);

    /** @param {import('../../worker/query-handlers.js').Answer | null} inside */
    function take(inside) {
        if (!inside || !('layers' in inside)) return;
        if (inside.layers.some(({weights}) => !Number.isFinite(weights))) {
            words.textContent = 'The model has broken: its weights are no numbers any more. Reset it, or go back as the message above says.';
            return clear();
        }
        show(inside);
    }

    function clear() {
        filters.clear();
        atoms.clear();
        for (const title of titles) title.hidden = true;
        table.hidden = true;
    }

    /** @param {Inside} inside */
    function show(inside) {
        const kind = run?.description.dataset.kind ?? 'image';
        const notes = [[filters, inside.filters], [atoms, inside.atoms]].map(([strip, tiles], i) => {
            titles[i].hidden = !tiles;
            return showTiles(/** @type {typeof filters} */ (strip), /** @type {Inside['filters']} */ (tiles), kind);
        });
        const scale = kind === 'image' ? 'The middle grey is 0; darker and lighter are weights of one sign and the other, each tile on a scale of its own.' :
            'Half way up is 0; above and below are weights of one sign and the other, each tile on a scale of its own.';
        const none = inside.filters || inside.atoms ? '' : 'The units of these layers see frames, not whole signals: there is no picture of them.';
        words.textContent = [none, none ? '' : scale, ...new Set(notes)].filter(Boolean).join(' ');
        const layers = (run?.description.layers ?? []).filter(({role, parameters}) => role !== 'classes' && parameters > 0);
        table.hidden = false;
        body.replaceChildren(
            element('tr', {}, element('th', {scope: 'col'}, 'Layer'), ...COLUMNS.map(([name, , help]) => element('th', {scope: 'col', title: help}, name))),
            ...inside.layers.map((layer, i) => element('tr', {}, element('th', {scope: 'row'}, `${layers[i]?.role ?? ''} ${layers[i]?.shape ?? i + 1}`),
                ...COLUMNS.map(([, text, help]) => element('td', {title: help}, text(layer))))));
    }

    return {
        label: 'Weights',
        help: 'The weights of a unit are a picture of what it answers to. At first they are noise; with training, strokes and edges appear. A layer whose units are silent, or whose gradients have vanished, no longer learns.',
        terms: COLUMNS.map(([name, , help]) => [name, help]),
        node: element('div', {}, words, element('div', {class: 'table-host'}, table), titles[0], filters.node, titles[1], atoms.node),
        begin(created) {
            run = created;
            clear();
            words.textContent = 'Looking at the weights…';
            looks.forget();
        },
        update: () => looks.ask(run),
        leave: looks.forget,
        recolour() {
            filters.recolour();
            atoms.recolour();
        },
    };
}

/**
 * @param {ReturnType<typeof createStrip>} strip @param {import('../../worker/wasm-module.js').Tiles | undefined} tiles @param {'image' | 'sequence'} kind
 * @returns {string} what is not shown
 */
function showTiles(strip, tiles, kind) {
    if (!tiles) {
        strip.clear();
        return '';
    }
    const {width, height, channels, values} = tiles;
    const format = {kind: height > 1 ? /** @type {const} */ ('image') : kind, width, height, channels};
    const all = examplesOf(bytesOfWeights(values, width * height * channels), format);
    strip.show([all.slice(0, MOST).map((bytes) => ({bytes, role: /** @type {const} */ ('input')}))], format);
    return all.length > MOST ? `The first ${MOST} of ${all.length} are shown.` : '';
}
