import assert from 'node:assert/strict';
import {test} from 'node:test';
import {boundsOf, exampleOf, placementOf, centreOf} from '../../../../www/tools/draw/rasterise.js';

/** A picture that is ink within a box. @param {number} side @param {{left: number, top: number, width: number, height: number}} box */
function block(side, {left, top, width, height}) {
    const values = new Uint8Array(side * side);
    for (let y = top; y < top + height; y++) values.fill(255, y * side + left, y * side + left + width);
    return {values, width: side, height: side};
}

const format = {width: 8, height: 8, channels: 1};

test('bounds and centre of mass of a drawing are those of its ink', () => {
    const drawing = block(40, {left: 4, top: 10, width: 6, height: 20});
    assert.deepEqual(boundsOf(drawing), {left: 4, top: 10, width: 6, height: 20});
    assert.deepEqual(centreOf(drawing), {x: 7, y: 20});
    assert.equal(boundsOf({values: new Uint8Array(9), width: 3, height: 3}), null);
});

test('a drawing becomes as large as the examples, wherever and however large it was drawn', () => {
    const placement = {extent: 0.5, x: 0.5, y: 0.5};
    for (const box of [{left: 0, top: 0, width: 12, height: 12}, {left: 60, top: 20, width: 40, height: 40}]) {
        const example = exampleOf(block(128, box), format, placement);
        assert.ok(example);
        assert.deepEqual(boundsOf({values: example, width: 8, height: 8}), {left: 2, top: 2, width: 4, height: 4});
        assert.equal(Math.max(...example), 255);
    }
});

test('its centre of mass lies where that of the examples does', () => {
    const placement = {extent: 0.25, x: 0.75, y: 0.25};
    const example = exampleOf(block(64, {left: 10, top: 30, width: 8, height: 8}), format, placement);
    const {x, y} = centreOf({values: example ?? [], width: 8, height: 8});
    assert.ok(Math.abs(x - 6) < 0.05 && Math.abs(y - 2) < 0.05, `${x}, ${y}`);
});

test('nothing drawn is no example, and a coloured one is grey', () => {
    assert.equal(exampleOf({values: new Uint8Array(64), width: 8, height: 8}, format, {extent: 0.5, x: 0.5, y: 0.5}), null);
    const example = exampleOf(block(32, {left: 8, top: 8, width: 16, height: 16}), {...format, channels: 3}, {extent: 1, x: 0.5, y: 0.5});
    assert.equal(example?.length, 8 * 8 * 3);
    for (let i = 0; i < 64; i++) assert.equal(new Set(example?.subarray(3 * i, 3 * i + 3)).size, 1);
});

test('the placement of a data set is the mean over its examples', () => {
    const one = block(8, {left: 2, top: 2, width: 4, height: 4}).values;
    const other = block(8, {left: 0, top: 2, width: 8, height: 2}).values;
    const {extent, x, y} = placementOf(Uint8Array.from([...one, ...other]), format);
    assert.deepEqual([extent, x, y], [0.75, 0.5, (0.5 + 3 / 8) / 2]);
});
