import assert from 'node:assert/strict';
import {test} from 'node:test';
import {SCALE, letterOf, speedOf} from '../../../www/sound/scale.js';

test('the keys of the scale are those of a major scale, up to the octave', () => {
    const semitones = SCALE.map((code) => Math.round(12 * Math.log2(speedOf(code) ?? NaN)));
    assert.deepEqual(semitones, [0, 2, 4, 5, 7, 9, 11, 12]);
    assert.equal(speedOf('KeyK'), 2);
    assert.deepEqual([SCALE[0], SCALE[7]].map(letterOf), ['A', 'K']);
});

test('other keys play nothing', () => {
    for (const code of ['KeyQ', 'Digit1', 'Space', '']) assert.equal(speedOf(code), null);
});
