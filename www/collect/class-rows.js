// Classes of pictures, each a row: its name, a button that adds to it, its number of pictures and the newest of them. Main thread.

import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {createSureButton} from './sure-button.js';

const THUMBNAILS = 8;
const MOST_PICTURES = 3000; // of all classes: a button that stays down would fill the memory

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {Blob[]} pictures
 * @property {(picture: Blob) => void} add
 * @property {HTMLElement} node
 * @property {() => void} clear
 * @property {() => void} rename shows the name where it stands
 * @property {(kept: {name: string, pictures: Blob[]}) => void} restore
 */

/**
 * The button that adds to a class. `rename` takes the name of the class.
 * @typedef {{node: HTMLElement, rename: (name: string) => void}} Adder
 */

/** @param {{adderOf: (row: Row) => Adder, onChange: () => void}} parts */
export function createClassRows({adderOf, onChange}) {
    const list = element('div', {class: 'make-classes'});
    const said = element('p', {class: 'note', role: 'status'});
    /** @type {Row[]} */
    let rows = [];
    let made = 0;

    const count = () => rows.reduce((sum, {pictures}) => sum + pictures.length, 0);

    function addRow() {
        made += 1;
        const row = createRow({name: `Class ${made}`, adderOf, isFull: () => count() >= MOST_PICTURES, onFull, onChange, onUndo: say, onRemove: remove});
        rows.push(row);
        list.append(row.node);
        return row;
    }

    /** @param {Row} row */
    function remove(row) {
        row.clear();
        row.node.remove();
        rows = rows.filter((other) => other !== row);
        if (rows.length === 0) addRow();
        list.querySelector('input')?.focus();
        onChange();
    }

    /** Says how many pictures a class has now. @param {Row} row */
    const say = (row) => void (said.textContent = `${row.name} has ${inWords(row.pictures.length)}.`);
    const onFull = () => void (said.textContent = `These are ${MOST_PICTURES} pictures. Use them, or remove some.`);

    function clear() {
        for (const row of rows) row.clear();
        said.textContent = '';
        onChange();
    }

    addRow();
    addRow();
    return {
        node: element('div', {class: 'make-side'}, list, button('Add a class', () => addRow().node.querySelector('input')?.select()), said),
        rows: () => rows,
        count,
        say,
        clear,
        state: () => rows.map(({name, pictures}) => ({name, pictures})),
        /** @param {{name: string, pictures: Blob[]}[]} kept */
        restore(kept) {
            while (rows.length < kept.length) addRow();
            kept.forEach((one, at) => rows[at].restore(one));
        },
    };
}

/** @param {number} count */
const inWords = (count) => count === 1 ? '1 picture' : `${count} pictures`;

/**
 * @param {object} parts
 * @param {string} parts.name
 * @param {(row: Row) => Adder} parts.adderOf
 * @param {() => boolean} parts.isFull
 * @param {() => void} parts.onFull
 * @param {() => void} parts.onChange
 * @param {(row: Row) => void} parts.onUndo
 * @param {(row: Row) => void} parts.onRemove
 */
function createRow({name, adderOf, isFull, onFull, onChange, onUndo, onRemove}) {
    const count = element('span', {class: 'note make-count'});
    const thumbnails = createThumbnails();
    const undo = button('Remove the last', () => {
        change(row.pictures.slice(0, -1));
        onUndo(row);
    });
    const remove = createSureButton('Remove class', () => row.pictures.length > 0 ? `Remove ${inWords(row.pictures.length)}?` : '', () => onRemove(row));
    const input = element('input', {value: name, maxLength: 40, 'aria-label': 'Name of the class', oninput: rename, autocomplete: 'off'});
    /** @type {Row} */
    const row = {
        name, pictures: [], node: element('div', {class: 'make-class', role: 'group'}), rename,
        add(picture) {
            if (isFull()) return onFull();
            change([...row.pictures, picture]);
        },
        clear: () => change([]),
        restore(kept) {
            input.value = kept.name;
            rename();
            change(kept.pictures);
        },
    };
    const adder = adderOf(row);

    function rename() {
        row.name = input.value.trim() || name;
        adder.rename(row.name);
        row.node.setAttribute('aria-label', row.name);
        thumbnails.node.setAttribute('aria-label', `Newest pictures of ${row.name}`);
        onChange();
    }

    /** @param {Blob[]} pictures */
    function change(pictures) {
        row.pictures = pictures;
        count.textContent = inWords(pictures.length);
        undo.disabled = pictures.length === 0;
        thumbnails.show(pictures.slice(-THUMBNAILS));
        onChange();
    }

    row.node.append(input, adder.node, count, thumbnails.node, element('div', {class: 'tool-buttons'}, undo, remove));
    rename();
    change([]);
    return row;
}

/** The newest pictures of a class, the last one first. */
function createThumbnails() {
    const node = element('div', {class: 'make-thumbnails', role: 'img'});
    /** @type {Map<Blob, HTMLImageElement>} */
    let images = new Map();
    return {
        node,
        /** @param {Blob[]} pictures */
        show(pictures) {
            for (const [picture, {src}] of images) if (!pictures.includes(picture)) URL.revokeObjectURL(src);
            images = new Map(pictures.toReversed().map((picture) => [picture, images.get(picture) ?? element('img', {src: URL.createObjectURL(picture), alt: ''})]));
            node.replaceChildren(...images.values());
        },
    };
}
