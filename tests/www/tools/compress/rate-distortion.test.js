import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DEPTHS, entropyCoded, pcaRates, rawBits, squaredError} from '../../../../www/tools/compress/rate-distortion.js';
import {encode} from '../../../../www/vendor/fast-png/fast-png.js';
import {quantised, rangesOf} from '../../../../www/math/quantise.js';
import {inflateSync} from 'node:zlib';
import {penguins, rowOf} from '../../support/table.js';

test('the squared error of bytes is on 0 to 1', () => {
    assert.equal(squaredError(Uint8Array.of(0, 255), Uint8Array.of(255, 255), {width: 2, height: 1, channels: 1}), 0.5);
});

test('the squared error of rows is that of known numbers in standard deviations', () => {
    const [row, output] = [rowOf(39, 1, 0, 0, 3800, NaN), rowOf(44, 0.5, 0.5, 0, 3800, 2)];
    assert.equal(squaredError(output, row, penguins), (1 + 0.25 + 0.25 + 0 + 0) / 5);
    assert.equal(rawBits(penguins), 6 * 32);
});

test('a raw picture has 8 bits for each value', () => {
    assert.equal(rawBits({width: 8, height: 8, channels: 1}), 512);
    assert.equal(rawBits({width: 2, height: 1, channels: 3}), 48);
});

test('a raw word has enough bits for each letter to number the alphabet', () => {
    assert.equal(rawBits({kind: 'word', width: 10, height: 1, channels: 28}), 50);
    assert.equal(rawBits({kind: 'word', width: 4, height: 1, channels: 16}), 16);
});

test('the error of quantised PCA is what decoding its quantised codes gives', () => {
    // two axes at right angles in a space of three values, and what is left out along the third
    const axes = [[0.6, 0.8, 0], [-0.8, 0.6, 0]];
    const points = Array.from({length: 40}, (_, i) => [Math.sin(i), Math.cos(2 * i), 0.1 * Math.sin(5 * i)]);
    const codes = Float32Array.from(points.flatMap((point) => axes.map((axis) => axis.reduce((sum, a, k) => sum + a * point[k], 0))));
    const own = points.reduce((sum, point) => sum + point[2] ** 2, 0) / points.length / 3;
    const rates = pcaRates({error: own, codes}, {latent: 2, points: 40, size: 3});
    assert.deepEqual(rates.map(({bits}) => bits), DEPTHS.map((depth) => 2 * depth));
    const back = quantised(codes, rangesOf(codes, 2), 3);
    const errors = points.map((point, i) => [0, 1, 2].reduce((sum, k) => sum + (axes[0][k] * back[2 * i] + axes[1][k] * back[2 * i + 1] - point[k]) ** 2, 0) / 3);
    const direct = errors.reduce((sum, error) => sum + error, 0) / 40;
    assert.ok(Math.abs(rates[1].error - direct) < 1e-7, `${rates[1].error}, not ${direct}`);
});

test('with fewer axes at hand than the code has numbers PCA is one point; with more, the first count', () => {
    assert.deepEqual(pcaRates({error: 0.2, codes: new Float32Array(20)}, {latent: 3, points: 10, size: 4}), [{depth: 32, bits: 96, error: 0.2}]);
    const codes = Float32Array.from({length: 20}, (_, i) => i % 2 === 0 ? i : 1000 * i);
    const alone = Float32Array.from({length: 10}, (_, i) => 2 * i);
    assert.deepEqual(pcaRates({error: 0.2, codes}, {latent: 1, points: 10, size: 4}), pcaRates({error: 0.2, codes: alone}, {latent: 1, points: 10, size: 4}));
});

test('an entropy that was counted on too few codes is called a lower bound', () => {
    const codes = Float32Array.from({length: 64}, (_, i) => i);
    const ranges = rangesOf(codes, 1);
    const few = entropyCoded(codes, ranges, 2);
    assert.ok(few.bits > 1.8 && few.bits < 2 && !few.isAtLeast, JSON.stringify(few));
    assert.deepEqual(entropyCoded(codes, ranges, 16), {bits: 6, isAtLeast: true});
    assert.deepEqual(entropyCoded(Float32Array.of(3), [{low: 3, high: 3}], 8), {bits: 0, isAtLeast: false});
});

test('the PNG encoder writes what another program reads', () => {
    const data = Uint8Array.from({length: 12}, (_, i) => 20 * i);
    const file = encode({width: 4, height: 3, channels: 1, depth: 8, data}, {zlib: {level: 9}});
    assert.deepEqual([...file.subarray(0, 8)], [137, 80, 78, 71, 13, 10, 26, 10]);
    const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
    assert.deepEqual([view.getUint32(16), view.getUint32(20), file[24], file[25]], [4, 3, 8, 0]);
    const rows = inflateSync(file.subarray(41, 41 + view.getUint32(33)));
    assert.deepEqual([...rows], [0, ...data.subarray(0, 4), 0, ...data.subarray(4, 8), 0, ...data.subarray(8)]);
});
