// Details below the plot: the decoded latent point, and of the selected example its input, output, error map and nearest
// codes. Main thread.

import {element} from '../ui/dom.js';
import {differenceOf, exampleAt} from '../examples/buffer.js';
import {significant} from '../ui/format.js';
import {classTerm, exampleName, termsOf} from '../examples/terms.js';
import {createTile} from '../examples/tile.js';

const NEIGHBOURS = 5;

/** @param {HTMLElement} host @param {() => void} onResample another sample of the posterior */
export function createDetailPanel(host, onResample) {
    const point = createTile('');
    const input = createTile('input', {isSmall: true});
    const output = createTile('output', {isSmall: true, role: 'output'});
    const error = createTile('error map', {isSmall: true, role: 'error'});
    const near = Array.from({length: NEIGHBOURS}, () => createTile('', {isSmall: true}));
    const all = [point, input, output, error, ...near];
    const message = element('p', {class: 'detail-message', role: 'status'});
    const resample = element('button', {type: 'button', class: 'small', hidden: true, title: 'Decodes another sample of the posterior of this example', onclick: onResample}, 'Resample');
    const selection = element('div', {class: 'detail-row', hidden: true}, input.node, output.node, error.node,
        element('div', {class: 'nearest-codes', role: 'group', 'aria-label': 'Nearest codes'}, ...near.map(({node}) => node)));
    host.append(element('div', {class: 'detail-row'}, point.node, element('div', {class: 'detail-side'}, message, resample)), selection);
    /** @type {import('../protocol/messages.js').CreatedEvent | null} */
    let run = null;

    /** @param {number} index of a point */
    const exampleOf = (index) => run ? exampleAt(run.points, run.description.dataset, index) : new Uint8Array();

    /** @param {number} index of a point */
    const nameOf = (index) => {
        const label = run?.pointLabels[index];
        return label === undefined || !run ? '' : classTerm(run.description.dataset, label);
    };

    return {
        /** Tiles of whole examples. */
        tiles: [point, input, output],

        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            run = created;
            point.show(null, created.description.dataset);
            selection.hidden = resample.hidden = true;
            selection.classList.toggle('rows', created.description.dataset.kind === 'table');
            point.caption.textContent = '';
            message.textContent = `Point at the latent map to decode a latent point. Click a dot to select its ${termsOf(created.description.dataset).one}.`;
        },

        /** Shows a decoded latent point. @param {{caption: string, picture: Uint8Array}} found */
        showPoint({caption, picture}) {
            if (!run) return;
            point.show(picture, run.description.dataset);
            point.caption.textContent = caption;
        },

        /** Shows the selected example. @param {{index: number, output: Uint8Array, mse: number, neighbours: number[], hasPosterior: boolean}} selected */
        select({index, output: bytes, mse, neighbours, hasPosterior}) {
            if (!run) return;
            const format = run.description.dataset;
            const example = exampleOf(index);
            selection.hidden = false;
            resample.hidden = !hasPosterior;
            input.show(example, format);
            output.show(bytes, format, example);
            error.show(differenceOf(bytes, example, format), format);
            near.forEach((tile, i) => {
                const other = neighbours[i];
                tile.show(other === undefined ? null : exampleOf(other), format);
                tile.caption.textContent = other === undefined ? '' : run?.pointNames[other] || nameOf(other);
            });
            const name = nameOf(index);
            message.textContent = `Selected: ${exampleName(run, index)}${name && `, ${name}`}; squared error ${significant(mse)}. After its error map: the examples with the nearest codes.${hasPosterior ? ' The ellipses show its posterior: 1 and 2 standard deviations.' : ''}`;
        },

        /** Hides the selected example. */
        deselect() {
            selection.hidden = resample.hidden = true;
        },

        recolour() {
            for (const tile of all) tile.recolour();
        },
    };
}
