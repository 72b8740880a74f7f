// The tool "Interpolate": the way from one example's code to another's, decoded, above the plain cross-fade of
// their pixels. Main thread.

import {element} from '../../ui/dom.js';
import {countOf, exampleAt, examplesOf, joined, sizeOf} from '../../examples/buffer.js';
import {createNewest} from '../../scheduling/latest-request.js';
import {classInWords} from '../../examples/terms.js';
import {crossFade, spherical, straight} from './paths.js';
import {createStrip} from '../../examples/strip.js';

const FRAME_MS = 140;

/** @param {import('../registry.js').ToolParts} parts @returns {import('../registry.js').Tool} */
export function createInterpolate({ask, selected, drawing}) {
    const strip = createStrip('Above, the way between the codes; below, the cross-fade of the pixels');
    const film = createStrip('The way between the codes as a film', {isFilm: true});
    const words = element('p', {class: 'tool-words', role: 'status'});
    const count = element('input', {type: 'range', min: '3', max: '32', value: '9', oninput: again, 'aria-label': 'Frames'});
    const kind = element('select', {onchange: again, 'aria-label': 'Way'},
        element('option', {value: 'straight'}, 'straight'), element('option', {value: 'spherical'}, 'spherical'));
    const play = element('button', {type: 'button', class: 'small', 'aria-pressed': 'false', onclick: toggle}, 'Play');
    const taking = element('select', {'aria-label': 'What is taken'},
        element('option', {value: 'selected'}, 'the selected example'), element('option', {value: 'drawing'}, 'your drawing'));
    const take = ['A', 'B'].map((name, end) => element('button', {type: 'button', class: 'small', onclick: () => setEnd(end)}, `as ${name}`));
    /** @type {import('../../protocol/messages.js').CreatedEvent | null} */
    let run = null;
    /** @type {(number | Uint8Array)[]} points, or drawings */
    let ends = [0, 1];
    /** @type {Uint8Array[]} */
    let frames = [];
    let timer = 0;
    let at = 0;

    const walked = createNewest(walk, show);

    /** @param {{pictures: Uint8Array, frames: number, isSpherical: boolean}} way */
    async function walk({pictures, frames: wanted, isSpherical}) {
        const found = await ask({kind: 'reconstruct', pictures});
        if (!found || !('codes' in found)) return null;
        const latent = found.codes.length / 2;
        const path = (isSpherical ? spherical : straight)(found.codes.subarray(0, latent), found.codes.subarray(latent), wanted);
        const codes = new Float32Array(wanted * latent);
        path.forEach((code, i) => codes.set(code, i * latent));
        return ask({kind: 'decode', codes});
    }

    /** @param {number | Uint8Array} end */
    const pictureOf = (end) => typeof end !== 'number' ? end : run ? exampleAt(run.points, run.description.dataset, end) : new Uint8Array();

    function again() {
        if (!run) return;
        const pictures = joined(ends.map(pictureOf));
        walked.ask({pictures, frames: Number(count.value), isSpherical: kind.value === 'spherical'});
    }

    /** @param {import('../../worker/query-handlers.js').Answer | null} answer @param {{pictures: Uint8Array, frames: number}} way */
    function show(answer, {pictures, frames: wanted}) {
        if (!run || !answer || !('pictures' in answer)) return;
        const format = run.description.dataset;
        if (pictures.length !== 2 * sizeOf(format)) return;
        frames = examplesOf(answer.pictures, format);
        const [from, to] = examplesOf(pictures, format);
        const faded = crossFade(from, to, wanted);
        strip.show([frames, faded].map((row) => row.map((bytes) => ({bytes, role: /** @type {const} */ ('input')}))), format);
        words.textContent = `From ${nameOf(ends[0])} to ${nameOf(ends[1])} in ${wanted} frames. Above: what the decoder makes of the codes between. Below: the pixels mixed, for comparison.`;
    }

    /** @param {number | Uint8Array} end */
    function nameOf(end) {
        if (typeof end !== 'number') return 'your drawing';
        const label = run?.pointLabels[end];
        return !run || label === undefined ? `example ${end + 1}` : classInWords(run.description.dataset, label);
    }

    /** @param {number} end */
    function setEnd(end) {
        const taken = taking.value === 'drawing' ? drawing()?.slice() ?? -1 : selected();
        if (taken === -1) {
            words.textContent = taking.value === 'drawing' ? 'Draw something first, in the tab "Draw".' :
                'Select an example first: click a dot of the plane, or a picture among the reconstructions.';
            return;
        }
        ends[end] = taken;
        again();
    }

    function others() {
        if (!run) return;
        const total = countOf(run.points, run.description.dataset);
        const labels = run.pointLabels;
        const first = Math.floor(Math.random() * total);
        let second = first;
        for (let i = 0; i < 50 && (second === first || (labels.length > 0 && labels[second] === labels[first])); i++) second = Math.floor(Math.random() * total);
        ends = [first, second];
        again();
    }

    function toggle() {
        const plays = timer === 0;
        play.setAttribute('aria-pressed', String(plays));
        play.textContent = plays ? 'Stop' : 'Play';
        if (plays) timer = Number(setInterval(step, FRAME_MS));
        else stop();
    }

    function stop() {
        clearInterval(timer);
        timer = 0;
        film.clear();
    }

    function step() {
        if (!run || frames.length === 0) return;
        at = (at + 1) % (2 * frames.length - 2); // there, and back again
        const frame = frames[at < frames.length ? at : 2 * frames.length - 2 - at];
        if (frame) film.show([[{bytes: frame, role: 'input'}]], run.description.dataset);
    }

    return {
        label: 'Interpolate',
        help: 'If codes are a good description, a code half way between two is that of something half way between them. A cross-fade only lays one over the other.',
        node: element('div', {},
            element('div', {class: 'tool-buttons'}, element('label', {class: 'switch'}, 'take ', taking), ...take,
                element('button', {type: 'button', class: 'small', onclick: others}, 'Two others'),
                element('label', {class: 'switch'}, 'way ', kind),
                element('label', {class: 'switch'}, 'frames ', count), play),
            element('div', {class: 'tool-row'}, strip.node, film.node), words),
        begin(created) {
            const isOther = !run || run.points.length !== created.points.length;
            run = created;
            frames = [];
            strip.clear();
            film.clear();
            if (isOther) ends = [0, Math.min(1, countOf(created.points, created.description.dataset) - 1)];
            if (isOther) others();
        },
        update: again,
        leave() {
            if (timer !== 0) toggle();
        },
        recolour() {
            strip.recolour();
            film.recolour();
        },
    };
}
