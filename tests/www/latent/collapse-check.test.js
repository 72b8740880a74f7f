import assert from 'node:assert/strict';
import {test} from 'node:test';
import {activeUnits, diagnose} from '../../../www/latent/collapse-check.js';

/** Codes whose units swing by so much. @param {number[]} swings */
function codes(...swings) {
    return Float32Array.from({length: 40 * swings.length}, (_, at) => {
        const point = Math.floor(at / swings.length);
        return 3 + swings[at % swings.length] * (point % 2 ? 1 : -1);
    });
}

const plain = {bottleneck: 'plain', activation: 'relu'};
const variational = {bottleneck: 'variational', activation: 'relu'};

test('a unit is in use when its variance is over 0.01', () => {
    assert.equal(activeUnits(codes(1, 0.11, 0.09, 0), 4), 2);
});

test('a dead code is told, with a remedy', () => {
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, plain), /dead.*new seed.*than ReLU/);
    const zeros = new Float32Array(80);
    assert.match(diagnose({step: 500, codes: zeros, latent: 2}, {...plain, architecture: 'dictionary'}), /dead.*smaller weight of sparsity/);
    assert.match(diagnose({step: 500, codes: zeros, latent: 2}, {...plain, sparsity: 'l1'}), /dead.*smaller weight of sparsity/);
});

test('a small code is not a dead one: a plain code has no scale of its own', () => {
    const small = codes(0.01, 0).map((value) => value / 100);
    assert.equal(diagnose({step: 500, codes: small, latent: 2}, plain), '');
});

test('a collapsed posterior is told apart from units that are switched off', () => {
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, variational), /collapsed.*free nats/);
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, {...variational, reduction: 'mean'}), /sum of the pixels/);
    assert.match(diagnose({step: 500, codes: codes(1, 0, 0), latent: 3}, variational), /^1 of the 3 .* is in use: .* other 2 off/);
});

test('nothing is said of a code that works, nor of one that has hardly begun', () => {
    assert.equal(diagnose({step: 500, codes: codes(1, 0), latent: 2}, plain), '');
    assert.equal(diagnose({step: 500, codes: codes(1, 1), latent: 2}, variational), '');
    assert.equal(diagnose({step: 10, codes: codes(0, 0), latent: 2}, variational), '');
});
