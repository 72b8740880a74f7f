// The numbers are those of scripts/codes_reference.py.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {codedBits, entropyOf, quantisationError, quantised, rangesOf, symbolOf} from '../../../www/math/quantise.js';

/** @param {number} count @param {number} latent */
function codesOf(count, latent) {
    return Float64Array.from({length: count * latent}, (_, at) => {
        const [i, k] = [Math.floor(at / latent), at % latent];
        return Math.sin((k + 1) * i) + (i % 3) * (k + 1);
    });
}

/** @param {number} found @param {number} expected @param {string} what */
const near = (found, expected, what) => assert.ok(Math.abs(found / expected - 1) < 1e-9, `${what}: ${found}, not ${expected}`);

test('entropy is that of SciPy', () => {
    assert.equal(entropyOf(Float64Array.of(0, 3, 1, 0, 2, 0, 0, 1)), 1.75);
    assert.equal(entropyOf(Float64Array.of(7, 7, 7)), 0);
    assert.equal(entropyOf(Float64Array.of(4)), 0);
    assert.equal(entropyOf(new Float64Array()), 0);
});

test('symbols, error and coded bits are those of NumPy and SciPy, from 2 to 32 bits', () => {
    const codes = codesOf(200, 3);
    const ranges = rangesOf(codes, 3);
    /** @type {[bits: number, third: number[], coded: number, error: number][]} */
    const cases = [
        [2, [3, 2, 3], 5.7321196072929395, 0.9598131118616187],
        [4, [15, 11, 13], 11.511985037305596, 0.041239275513405727],
        [8, [249, 180, 214], 20.61235447718681, 0.0001354818025281094],
        [16, [64056, 46346, 55054], 22.851568569324176, 2.4154939035455607e-09],
        [32, [4198060534, 3037392327, 3608049525], 22.931568569324178, 5.471538206509857e-19],
    ];
    for (const [bits, third, coded, error] of cases) {
        assert.deepEqual([...codes.subarray(6, 9)].map((value, k) => symbolOf(value, ranges[k], bits)), third);
        near(codedBits(codes, ranges, bits), coded, `coded in ${bits} bits`);
        if (bits < 32) near(quantisationError(codes, ranges, bits), error, `error of ${bits} bits`);
        else assert.ok(quantisationError(codes, ranges, bits) < 1e-17, 'nothing is lost that 32 bits can hold');
    }
});

test('what comes back is at most half a level away, and the ends come back as they are', () => {
    const codes = Float32Array.from(codesOf(50, 2));
    const ranges = rangesOf(codes, 2);
    for (const bits of [2, 5, 12]) {
        const back = quantised(codes, ranges, bits);
        codes.forEach((value, i) => {
            const {low, high} = ranges[i % 2];
            assert.ok(Math.abs(back[i] - value) <= (high - low) / (2 ** bits - 1) / 2 + 1e-6);
            if (value === low || value === high) assert.equal(back[i], value);
        });
    }
    quantised(codes, ranges, 32).forEach((value, i) => assert.ok(Math.abs(value - codes[i]) < 1e-8, 'nothing is seen of 32 bits'));
});

test('a value outside of the range takes its end', () => {
    const range = {low: -1, high: 1};
    assert.deepEqual([symbolOf(-5, range, 2), symbolOf(9, range, 2)], [0, 3]);
    assert.deepEqual([...quantised(Float32Array.of(-5, 9), [range], 2)], [-1, 1]);
});

test('a latent that is always the same costs nothing and loses nothing', () => {
    const codes = codesOf(50, 2).map((value, at) => at % 2 === 1 ? 0.7 : value);
    const ranges = rangesOf(codes, 2);
    near(codedBits(codes, ranges, 4), 3.7932696895151086, 'coded');
    near(quantisationError(codes, ranges, 4), 0.00587723298134803, 'error');
    assert.equal(quantised(Float32Array.of(0.2, 0.7), ranges, 4)[1], Math.fround(0.7));
});

test('a single code, and none, have ranges of a point', () => {
    const one = codesOf(1, 2);
    assert.equal(codedBits(one, rangesOf(one, 2), 4), 0);
    assert.equal(quantisationError(one, rangesOf(one, 2), 4), 0);
    const none = new Float32Array();
    assert.deepEqual(rangesOf(none, 2), [{low: 0, high: 0}, {low: 0, high: 0}]);
    assert.equal(codedBits(none, rangesOf(none, 2), 4), 0);
    assert.equal(quantisationError(none, rangesOf(none, 2), 4), 0);
});
