import assert from 'node:assert/strict';
import {test} from 'node:test';
import {namesOfNumbers, unitsOf} from '../../../../www/tools/weights/column-weights.js';
import {penguins} from '../../support/table.js';

test('each weight has the name of its column, and of a category that of its name too', () => {
    assert.deepEqual(namesOfNumbers(penguins.columns), ['bill', 'species: Adelie', 'species: Chinstrap', 'species: Gentoo', 'mass', 'stars']);
});

test('weights are shaded by the largest of their unit', () => {
    const tiles = {values: Float32Array.of(1, -2, 0.5, 0), width: 2, height: 1, channels: 1};
    const [first, second] = unitsOf(tiles, 2);
    assert.deepEqual(first.map(({text, isNegative}) => [text, isNegative]), [['1', false], ['−2', true]]);
    assert.equal(first[1].share, 1);
    assert.ok(Math.abs(first[0].share - 0.5) < 0.01 && second[1].share < 0.01, `${first[0].share} ${second[1].share}`);
});
