// Classes of pictures or clips, each a row: its name, a button that adds to it, its number of items and the newest of them. Main thread.

import {element} from '../ui/dom.js';
import {button} from '../ui/widgets.js';
import {createSureButton} from './sure-button.js';

const THUMBNAILS = 8;

/**
 * Form of the items: their noun, and a small view of one.
 * @typedef {{one: string, many: string, most: number, role: 'img' | 'group', thumbnailOf: (item: Blob) => Thumbnail}} Form
 */
/** @typedef {{node: HTMLElement, free: () => void}} Thumbnail */

/** Pictures, at most so many of all classes: a button that stays down would fill the memory. @type {Form} */
const PICTURES = {one: 'picture', many: 'pictures', most: 3000, role: 'img', thumbnailOf: pictureThumbnail};

/**
 * @typedef {object} Row
 * @property {string} name
 * @property {Blob[]} items
 * @property {(item: Blob) => void} add
 * @property {HTMLElement} node
 * @property {() => void} clear
 * @property {() => void} rename shows the name where it stands
 * @property {(kept: {name: string, items: Blob[]}) => void} restore
 */

/**
 * The button that adds to a class. `rename` takes the name of the class.
 * @typedef {{node: HTMLElement, rename: (name: string) => void}} Adder
 */

/** @param {{adderOf: (row: Row) => Adder, onChange: () => void, form?: Form}} parts */
export function createClassRows({adderOf, onChange, form = PICTURES}) {
    const list = element('div', {class: 'make-classes'});
    const said = element('p', {class: 'note', role: 'status'});
    /** @type {Row[]} */
    let rows = [];
    let made = 0;

    const count = () => rows.reduce((sum, {items}) => sum + items.length, 0);

    function addRow() {
        made += 1;
        const row = createRow({name: `Class ${made}`, form, adderOf, isFull: () => count() >= form.most, onFull, onChange, onUndo: say, onRemove: remove});
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

    /** Says how many items a class has now. @param {Row} row */
    const say = (row) => void (said.textContent = `${row.name} has ${inWords(row.items.length, form)}.`);
    const onFull = () => void (said.textContent = `These are ${form.most} ${form.many}. Use them, or remove some.`);

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
        state: () => rows.map(({name, items}) => ({name, items})),
        /** @param {{name: string, items: Blob[]}[]} kept */
        restore(kept) {
            while (rows.length < kept.length) addRow();
            kept.forEach((one, at) => rows[at].restore(one));
        },
    };
}

/** @param {number} count @param {Form} form */
const inWords = (count, {one, many}) => count === 1 ? `1 ${one}` : `${count} ${many}`;

/**
 * @param {object} parts
 * @param {string} parts.name
 * @param {Form} parts.form
 * @param {(row: Row) => Adder} parts.adderOf
 * @param {() => boolean} parts.isFull
 * @param {() => void} parts.onFull
 * @param {() => void} parts.onChange
 * @param {(row: Row) => void} parts.onUndo
 * @param {(row: Row) => void} parts.onRemove
 */
function createRow({name, form, adderOf, isFull, onFull, onChange, onUndo, onRemove}) {
    const count = element('span', {class: 'note make-count'});
    const thumbnails = createThumbnails(form);
    const undo = button('Remove the last', () => {
        change(row.items.slice(0, -1));
        onUndo(row);
    });
    const remove = createSureButton('Remove class', () => row.items.length > 0 ? `Remove ${inWords(row.items.length, form)}?` : '', () => onRemove(row));
    const input = element('input', {value: name, maxLength: 40, 'aria-label': 'Name of the class', oninput: rename, autocomplete: 'off'});
    /** @type {Row} */
    const row = {
        name, items: [], node: element('div', {class: 'make-class', role: 'group'}), rename,
        add(item) {
            if (isFull()) return onFull();
            change([...row.items, item]);
        },
        clear: () => change([]),
        restore(kept) {
            input.value = kept.name;
            rename();
            change(kept.items);
        },
    };
    const adder = adderOf(row);

    function rename() {
        row.name = input.value.trim() || name;
        adder.rename(row.name);
        row.node.setAttribute('aria-label', row.name);
        thumbnails.node.setAttribute('aria-label', `Newest ${form.many} of ${row.name}`);
        onChange();
    }

    /** @param {Blob[]} items */
    function change(items) {
        row.items = items;
        count.textContent = inWords(items.length, form);
        undo.disabled = items.length === 0;
        thumbnails.show(items.slice(-THUMBNAILS));
        onChange();
    }

    row.node.append(input, adder.node, count, thumbnails.node, element('div', {class: 'tool-buttons'}, undo, remove));
    rename();
    change([]);
    return row;
}

/** The newest items of a class, the last one first. @param {Form} form */
function createThumbnails({role, thumbnailOf}) {
    const node = element('div', {class: 'make-thumbnails', role});
    /** @type {Map<Blob, Thumbnail>} */
    let shown = new Map();
    return {
        node,
        /** @param {Blob[]} items */
        show(items) {
            for (const [item, {free}] of shown) if (!items.includes(item)) free();
            shown = new Map(items.toReversed().map((item) => [item, shown.get(item) ?? thumbnailOf(item)]));
            node.replaceChildren(...[...shown.values()].map((thumbnail) => thumbnail.node));
        },
    };
}

/** @param {Blob} picture @returns {Thumbnail} */
function pictureThumbnail(picture) {
    const node = element('img', {src: URL.createObjectURL(picture), alt: ''});
    return {node, free: () => URL.revokeObjectURL(node.src)};
}
