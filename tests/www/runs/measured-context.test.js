import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inContext} from '../../../www/runs/measured-context.js';

/** @param {Uint8Array} points */
const created = (points) => /** @type {any} */ ({points, description: {dataset: {width: 2, height: 1, channels: 1, validation: 100, test: 150}}});
const varied = created(Uint8Array.of(0, 1, 2, 3));

/** @param {'validation' | 'test'} split @param {object} metrics */
const measured = (split, metrics) => /** @type {any} */ ({split, step: 7, metrics: {images: 60, trustworthiness: 1, auroc: null, ...metrics}});

test('an AUROC comes with the number of examples that are not normal, in the split that it is of', () => {
    assert.equal(inContext(measured('validation', {auroc: 0.7}), varied).metrics.anomalies, 40);
    assert.equal(inContext(measured('test', {auroc: 0.7}), varied).metrics.anomalies, 90);
    assert.equal('anomalies' in inContext(measured('test', {}), varied).metrics, false);
});

test('examples that are all the same, as all-black ones, have no trustworthiness', () => {
    assert.equal(inContext(measured('validation', {}), created(new Uint8Array(8))).metrics.trustworthiness, null);
    assert.equal(inContext(measured('validation', {}), created(Uint8Array.of(5, 9, 5, 9))).metrics.trustworthiness, null);
    assert.equal(inContext(measured('validation', {}), varied).metrics.trustworthiness, 1);
});
