import assert from 'node:assert/strict';
import {test} from 'node:test';
import {placesOf} from '../../../www/scatter/names.js';

const BOX = {left: 0, right: 100, top: 0, bottom: 100};

test('a name stands to the right of its dot, or to the left where there is no room', () => {
    assert.deepEqual(placesOf([{x: 10, y: 50, width: 30}, {x: 80, y: 20, width: 30}], BOX), [17, 43]);
});

test('of names that would overlap the first stays, and the next one turns to the left or is left out', () => {
    const dots = [{x: 40, y: 50, width: 30}, {x: 45, y: 52, width: 30}, {x: 44, y: 48, width: 30}, {x: 44, y: 80, width: 30}];
    assert.deepEqual(placesOf(dots, BOX), [47, 8, null, 51]);
});

test('dots out of view and names wider than the plot have no place', () => {
    assert.deepEqual(placesOf([{x: 101, y: 50, width: 5}, {x: 50, y: 50, width: 200}], BOX), [null, null]);
});
