import assert from 'node:assert/strict';
import {test} from 'node:test';
import {CELLS} from '../../../www/examples/kinds.js';
import {tileSize} from '../../../www/examples/painter.js';
import {kindInWords} from '../../../www/examples/rows-table.js';
import {paintRow, shortened} from '../../../www/examples/table-painter.js';
import {penguins, rowOf} from '../support/table.js';

// colours are those of a style sheet, which Node has not
const probe = () => ({style: {}, remove() {}});
globalThis.getComputedStyle = /** @type {any} */ ((/** @type {any} */ {style}) => ({color: style.color}));
globalThis.document = /** @type {any} */ ({createElement: probe, body: {append() {}}});

const input = rowOf(39, 1, 0, 0, NaN, 4);
const output = rowOf(49, 0.5, 0.25, 0.25, 3800, 4);

/** A context that writes down texts and boxes with their colour and strength. */
function recorder() {
    /** @type {{text: string, ink: string, alpha: number, x: number, y: number}[]} */
    const texts = [];
    /** @type {{ink: string, alpha: number, x: number, y: number, width: number, height: number}[]} */
    const boxes = [];
    let circles = 0;
    return {
        texts, boxes, globalAlpha: 1, fillStyle: '', circles: () => circles,
        beginPath() {}, rect() {}, clip() {}, fill() {},
        arc: () => void (circles += 1),
        measureText: (/** @type {string} */ text) => ({width: 6 * text.length}),
        fillText(/** @type {string} */ text, /** @type {number} */ x, /** @type {number} */ y) {
            texts.push({text, ink: this.fillStyle, alpha: this.globalAlpha, x, y});
        },
        fillRect(/** @type {number} */ x, /** @type {number} */ y, /** @type {number} */ width, /** @type {number} */ height) {
            boxes.push({ink: this.fillStyle, alpha: this.globalAlpha, x, y, width, height});
        },
    };
}

/** @param {Partial<import('../../../www/examples/painter.js').Tile>} tile @param {{width: number, height: number}} [size] */
function painted(tile, size = tileSize(penguins, 180, 1)) {
    const context = recorder();
    paintRow(/** @type {any} */ (context), /** @type {any} */ ({format: penguins, role: 'input', box: {x: 0, y: 0, ...size}, ...tile}));
    return context;
}

test('a tile has a line for each cell, its name muted to the left of its value', () => {
    const {texts} = painted({bytes: input});
    assert.deepEqual(texts.map(({text, ink}) => [text, ink]), [
        ['39', 'var(--signal)'], ['bill', 'var(--ink-soft)'], ['Adelie', 'var(--signal)'], ['species', 'var(--ink-soft)'],
        ['?', 'var(--ink-soft)'], ['mass', 'var(--ink-soft)'], ['4', 'var(--signal)'], ['stars', 'var(--ink-soft)'],
    ]);
    assert.equal(new Set(texts.map(({y}) => y)).size, 4);
    for (let i = 0; i < 8; i += 2) assert.ok(texts[i].x > texts[i + 1].x && texts[i].y === texts[i + 1].y);
});

test('of an output a wrong cell has the colour of errors and a mark, a guess that of the decoder, an improbable name is faint', () => {
    const {texts, boxes} = painted({role: 'output', bytes: output, input});
    const values = texts.filter((_, i) => i % 2 === 0);
    assert.deepEqual(values.map(({ink}) => ink), ['var(--signal-error)', 'var(--signal)', 'var(--decoder)', 'var(--signal)']);
    assert.deepEqual(values.map(({alpha}) => alpha), [1, 0.5, 1, 1]);
    assert.deepEqual(boxes.slice(1).map(({ink, width}) => [ink, width]), [['var(--signal-error)', 3]]);
});

test('a rating has five dots where there is room, and none beyond', () => {
    assert.equal(painted({bytes: input}).circles(), 5);
    assert.equal(painted({bytes: input}, {width: 100, height: 68}).circles(), 0);
    assert.equal(painted({bytes: rowOf(39, 1, 0, 0, 1, NaN)}).circles(), 0);
});

test('errors are bars as long as they are large', () => {
    const {boxes} = painted({role: 'error', bytes: rowOf(1, 0.25, 0.25, 0, NaN, 1)});
    const [bill, species, , stars] = boxes.slice(1).map(({width}) => width);
    assert.ok(Math.abs(bill - 2 * species) < 1e-9 && Math.abs(stars - bill) < 1e-9, `${bill}, ${species}, ${stars}`);
});

test('the tile of many columns says how many are left out', () => {
    const many = {...penguins, columns: Array.from({length: 20}, () => penguins.columns[0]), width: 20};
    const size = tileSize(many, 180, 1);
    assert.equal(size.height, tileSize({...many, columns: many.columns.slice(0, CELLS.most)}, 180, 1).height);
    const {texts} = painted({format: many, bytes: rowOf(...new Array(20).fill(44))}, size);
    assert.equal(texts.at(-1)?.text, `… and ${20 - CELLS.most + 1} more`);
    assert.equal(texts.length, 2 * (CELLS.most - 1) + 1);
});

test('a small tile shows a bar for each known column, and no text', () => {
    const {texts, boxes} = painted({bytes: rowOf(56.5, 0, 1, 0, NaN, 5)}, {width: 60, height: 36});
    assert.deepEqual(texts, []);
    assert.deepEqual(boxes.slice(1).map(({y, height}) => [Math.round(y), height]), [[0, 18], [12, 12], [0, 36]]);
    assert.deepEqual(tileSize(penguins, 60, 1), {width: 60, height: 40});
});

test('a text that does not fit ends with an ellipsis', () => {
    const fits = (/** @type {string} */ text) => text.length <= 6;
    assert.deepEqual(['mass', 'watertight', 'a bc def'].map((text) => shortened(text, fits)), ['mass', 'water…', 'a bc…']);
    assert.equal(shortened('mass', () => false), '');
});

test('the kind of a column is said in words', () => {
    assert.deepEqual(penguins.columns.map(kindInWords), ['number', 'category of 3', 'number', 'rating, 1 to 5']);
});
