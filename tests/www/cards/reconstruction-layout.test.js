import assert from 'node:assert/strict';
import {test} from 'node:test';
import {exampleUnder, gridLayout, labelBaselines, namePosition, tileBox} from '../../../www/cards/reconstruction-layout.js';
import {tileRange} from '../../../www/examples/painter.js';
import {penguins} from '../support/table.js';

/** @param {number} side */
const square = (side) => ({kind: /** @type {const} */ ('image'), width: side, height: side, channels: 1});
const signal = {kind: /** @type {const} */ ('sequence'), width: 140, height: 1, channels: 1};

test('a row more makes the grid higher by one tile, and changes nothing else', () => {
    const place = {width: 660, count: 12, format: square(8), ratio: 1};
    const [three, four] = [3, 4].map((rows) => gridLayout({...place, rows}));
    const more = four.bandHeight - three.bandHeight;
    assert.ok(more > three.tileHeight && more < 2 * three.tileHeight);
    assert.deepEqual({...four, height: 0, bandHeight: 0}, {...three, height: 0, bandHeight: 0});
});

test('image pixels cover whole device pixels at every size', () => {
    for (const side of [8, 28]) {
        for (const width of [340, 660, 1100]) {
            for (const ratio of [1, 2, 3]) {
                const {tileWidth, columns, step, labels} = gridLayout({width, count: 16, format: square(side), ratio});
                assert.ok(Number.isInteger(Math.round(tileWidth * ratio * 1e6) / 1e6 / side), `${side} ${width} ${ratio}`);
                assert.ok(labels + (columns - 1) * step + tileWidth <= width + 1e-6, `too wide: ${side} ${width} ${ratio}`);
            }
        }
    }
});

test('a tile is as large as it ought to be, whatever its pixels, where a whole number of pixels is', () => {
    for (const side of [8, 16, 28, 32, 48, 64]) {
        for (const width of [340, 600, 660, 1100]) {
            const {tileWidth, labels} = gridLayout({width, count: 12, format: square(side), ratio: 1});
            const {smallest, largest} = tileRange(square(side), width - labels);
            assert.ok(tileWidth >= smallest && tileWidth <= largest, `${side} ${width}: ${tileWidth}`);
        }
    }
});

test('sequences fill the grid side by side at every width, without overlapping', () => {
    for (const width of [300, 340, 660, 1100, 1500]) {
        const {tileWidth, columns, bands, step, labels} = gridLayout({width, count: 12, format: signal, ratio: 2});
        assert.ok(columns * bands >= 4, `only ${columns * bands} at ${width}`);
        assert.ok(columns === 1 || step >= tileWidth, `tiles overlap at ${width}`);
        assert.ok(labels + (columns - 1) * step + tileWidth <= width + 1e-6, `too wide at ${width}`);
        assert.ok(tileWidth >= tileRange(signal, width - labels).smallest, `too small at ${width}`);
    }
});

test('a click on a tile is one on the example drawn there, in every row and band', () => {
    for (const width of [340, 660]) {
        const layout = gridLayout({width, count: 16, format: square(28), ratio: 2});
        for (let i = 0; i < layout.columns * layout.bands; i++) {
            for (let row = 0; row < 3; row++) {
                const {x, y, width: wide, height} = tileBox(layout, i, row);
                assert.equal(exampleUnder(layout, {x: x + wide / 2, y: y + height / 2}), i, `${width}: ${i}, ${row}`);
            }
        }
        assert.equal(exampleUnder(layout, {x: 10, y: layout.height + 1}), Infinity);
    }
});

test('a long name over an example stays within the grid, and is squeezed before it reaches the next', () => {
    const layout = gridLayout({width: 660, count: 8, format: square(28), ratio: 1});
    for (let i = 0; i < layout.columns; i++) {
        const {centre, most} = namePosition(layout, i, 500);
        assert.ok(centre - most / 2 >= -1e-6 && centre + most / 2 <= layout.width + 1e-6, `${i}`);
        assert.ok(most < Math.max(layout.step, layout.tileWidth + 1), `${i}`);
    }
});

test('the label of a row is at the middle of its tiles, once in each band', () => {
    const layout = gridLayout({width: 660, count: 12, format: signal, ratio: 1});
    assert.equal(layout.bands, 2);
    labelBaselines(layout, 1).forEach((baseline, band) => {
        const {y, height} = tileBox(layout, band * layout.columns, 1);
        assert.ok(baseline > y + height / 2 && baseline < y + height, `${band}`);
    });
});

test('rows of a table with many cells are in one band where several fit side by side', () => {
    const rows = (/** @type {number} */ cells) => ({...penguins, width: cells, columns: Array.from({length: cells}, () => penguins.columns[0])});
    const bandsOf = (/** @type {number} */ cells, width = 560) => gridLayout({width, count: 12, format: rows(cells), ratio: 1}).bands;
    assert.deepEqual([bandsOf(5), bandsOf(12), bandsOf(12, 340)], [2, 1, 2]);
});
