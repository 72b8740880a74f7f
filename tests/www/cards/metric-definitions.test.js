import assert from 'node:assert/strict';
import {test} from 'node:test';
import {METRIC_ROWS} from '../../../www/cards/metric-definitions.js';

/** @type {import('../../../www/protocol/messages.js').Metrics} */
const plain = {
    images: 10, loss: 7, mse: 0.01, sse: 0.64, psnr: 20, ssim: 0.9, activeUnits: 2, latent: 2, meanActivation: 0.1,
    negElbo: null, reconstructionNats: null, klNats: null,
    knn5Accuracy: 0.5, probeAccuracy: 0.25, trustworthiness: 0.75, auroc: null,
};

/** @param {string} name @param {import('../../../www/protocol/messages.js').Metrics} metrics */
const valueOf = (name, metrics) => METRIC_ROWS.find((row) => row.name === name)?.value(metrics);

test('−ELBO is shown with its two terms, and is not the loss', () => {
    const metrics = {...plain, loss: 250, negElbo: 105.5, reconstructionNats: 80.25, klNats: 25.25};
    assert.deepEqual(['−ELBO', 'Reconstruction', 'KL divergence'].map((name) => valueOf(name, metrics)), ['106 nats', '80.3 nats', '25.3 nats']);
});

test('what does not apply has no value', () => {
    for (const name of ['−ELBO', 'Reconstruction', 'KL divergence', 'Classifier accuracy', 'AUROC']) assert.equal(valueOf(name, plain), null, name);
    assert.equal(valueOf('Classifier accuracy', {...plain, accuracy: 0.875}), '87.5 %');
});
