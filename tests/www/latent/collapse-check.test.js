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

test('a unit is active when its variance is over 0.01', () => {
    assert.equal(activeUnits(codes(1, 0.11, 0.09, 0), 4), 2);
});

test('a collapsed code is reported with a remedy', () => {
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, plain), /collapsed.*new seed.*than ReLU/);
    const zeros = new Float32Array(80);
    assert.match(diagnose({step: 500, codes: zeros, latent: 2}, {...plain, architecture: 'dictionary'}), /collapsed.*smaller sparsity weight/);
    assert.match(diagnose({step: 500, codes: zeros, latent: 2}, {...plain, sparsity: 'l1'}), /collapsed.*smaller sparsity weight/);
});

test('a code of small values has not collapsed: a plain code has no scale of its own', () => {
    const small = codes(0.01, 0).map((value) => value / 100);
    assert.equal(diagnose({step: 500, codes: small, latent: 2}, plain), '');
});

test('posterior collapse differs from some inactive units', () => {
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, variational), /Posterior collapse.*free nats/);
    assert.match(diagnose({step: 500, codes: codes(0, 0), latent: 2}, {...variational, reduction: 'mean'}), /Reduction to Sum/);
    assert.match(diagnose({step: 500, codes: codes(1, 0, 0), latent: 3}, variational), /^1 of 3 latent dimensions is active: the other 2 have collapsed/);
});

test('a working code, or one of an early step, has no message', () => {
    assert.equal(diagnose({step: 500, codes: codes(1, 0), latent: 2}, plain), '');
    assert.equal(diagnose({step: 500, codes: codes(1, 1), latent: 2}, variational), '');
    assert.equal(diagnose({step: 10, codes: codes(0, 0), latent: 2}, variational), '');
});
