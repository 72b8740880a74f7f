import assert from 'node:assert/strict';
import {test} from 'node:test';
import {METRIC_ROWS} from '../../../www/cards/metric-definitions.js';
import {errorOfAuroc} from '../../../www/cards/uncertainty.js';

/** @type {import('../../../www/protocol/messages.js').Metrics} */
const plain = {
    images: 10, loss: 7, mse: 0.01, sse: 0.64, psnr: 20, ssim: 0.9, activeUnits: 2, latent: 2, meanActivation: 0.1,
    leastCrossEntropy: null, lettersRight: null, wordsRight: null, natsPerLetter: null, numbersMse: null, categoriesRight: null, ratingsRmse: null,
    negElbo: null, reconstructionNats: null, klNats: null,
    knn5Accuracy: 0.5, probeAccuracy: 0.25, trustworthiness: 0.75, auroc: null, labelled: 10, anomalies: 0,
};

/** @param {string} name @param {import('../../../www/protocol/messages.js').Metrics} metrics @param {import('../../../www/protocol/messages.js').Config} [config] */
const valueOf = (name, metrics, config = {loss: 'bce'}) => METRIC_ROWS.find((row) => row.name === name)?.value(metrics, config);

test('−ELBO is shown with its two terms, and is not the loss', () => {
    const metrics = {...plain, loss: 250, negElbo: 105.5, reconstructionNats: 80.25, klNats: 25.25};
    assert.deepEqual(['−ELBO', 'Reconstruction', 'KL divergence'].map((name) => valueOf(name, metrics)), ['106 nats, Bernoulli', '80.3 nats, Bernoulli', '25.3 nats']);
    assert.equal(valueOf('−ELBO', {...metrics, negElbo: 2.3}, {loss: 'mse'}), '2.3 nats, Gaussian');
});

test('a table has a metric for each kind of column, and no squared error of pixels', () => {
    const metrics = {...plain, psnr: null, ssim: null, numbersMse: 0.125, categoriesRight: 0.9, ratingsRmse: 0.75, negElbo: 3.5};
    const names = ['MSE', 'SSE', 'MSE of the numbers', 'Categories right', 'RMSE of the ratings', '−ELBO'];
    assert.deepEqual(names.map((name) => valueOf(name, metrics)), [null, null, '0.125', '90.0 %', '0.75 steps', '3.5 nats, Gaussian and categorical']);
    assert.equal(valueOf('MSE', {...metrics, numbersMse: null, categoriesRight: null}), null, 'ratings alone');
    assert.equal(valueOf('MSE of the numbers', plain), null);
});

test('the least cross-entropy is shown where the loss is one', () => {
    assert.equal(valueOf('Least cross-entropy', {...plain, leastCrossEntropy: 0.498}), '0.498 nats');
    assert.equal(valueOf('Least cross-entropy', plain), null);
});

test('what does not apply has no value', () => {
    for (const name of ['−ELBO', 'Reconstruction', 'KL divergence', 'Classifier accuracy', 'AUROC']) assert.equal(valueOf(name, plain), null, name);
    assert.equal(valueOf('Classifier accuracy', {...plain, accuracy: 0.875, images: 1000, labelled: 1000}), '87.5 ± 1.0 %');
});

test('an accuracy comes with its standard error, which grows as examples are fewer, and is never 0', () => {
    assert.equal(valueOf('kNN accuracy', {...plain, knn5Accuracy: 0.5, images: 10_000, labelled: 10_000}), '50.0 ± 0.5 %');
    assert.equal(valueOf('kNN accuracy', {...plain, knn5Accuracy: 0.5, images: 20, labelled: 20}), '50.0 ± 10.2 %');
    assert.equal(valueOf('Linear probe accuracy', {...plain, probeAccuracy: 1, images: 20, labelled: 20}), '100.0 ± 5.6 %');
});

test('an accuracy is of the examples whose label is known', () => {
    const metrics = {...plain, knn5Accuracy: 0.5, probeAccuracy: 0.5, accuracy: 0.5, images: 10_000, labelled: 20};
    for (const name of ['kNN accuracy', 'Linear probe accuracy', 'Classifier accuracy']) assert.equal(valueOf(name, metrics), '50.0 ± 10.2 %', name);
});

test('a trustworthiness of few examples is left out', () => {
    assert.equal(valueOf('Trustworthiness', {...plain, images: 99}), null);
    assert.equal(valueOf('Trustworthiness', {...plain, images: 100}), '0.750');
});

test('an AUROC comes with the standard error of Hanley and McNeil, or not at all', () => {
    assert.equal(valueOf('AUROC', {...plain, auroc: 0.75, images: 50}), null);
    assert.equal(valueOf('AUROC', {...plain, auroc: 0.75, images: 50, anomalies: 50}), '0.750 ± 0.049');
    assert.equal(valueOf('AUROC', {...plain, auroc: 0.75, images: 500, anomalies: 500}), '0.750 ± 0.015');
    assert.ok(errorOfAuroc(1, 10, 10) > 0.005, 'no area is certain');
});
