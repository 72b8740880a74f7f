import assert from 'node:assert/strict';
import {test} from 'node:test';
import {activeUnits, diagnose, doubtOf} from '../../../www/latent/collapse-check.js';

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

/** A new run of four examples of two values. @param {number[]} points */
const examples = (...points) => /** @type {any} */ ({points: Uint8Array.from(points), description: {dataset: {width: 2, height: 1, channels: 1}}});

test('examples that are all the same, or nearly black, are the reason for a collapsed code', () => {
    for (const [points, words] of /** @type {[number[], RegExp][]} */ ([
        [[0, 0, 0, 0, 0, 0, 0, 0], /same for every example.*all the same, so there is nothing to learn/],
        [[9, 255, 9, 255, 9, 255, 9, 255], /all the same/],
        [[0, 1, 1, 0, 1, 1, 0, 0], /brightest value is 1 of 255.*by 255/],
        [[0, 16, 3, 9, 0, 0, 16, 1], /brightest value is 16 of 255.*by 15/],
    ])) {
        const doubt = doubtOf(examples(...points));
        for (const config of [plain, variational]) {
            const said = diagnose({step: 500, codes: codes(0, 0), latent: 2}, config, doubt);
            assert.match(said, words);
            assert.doesNotMatch(said, /ReLU|learning rate|free nats/);
            assert.doesNotMatch(diagnose({step: 500, codes: codes(1, 1), latent: 2}, config, doubt), /example/);
        }
    }
    assert.equal(doubtOf(examples(0, 200, 3, 9, 0, 0, 16, 1)), '');
});
