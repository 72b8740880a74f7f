import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inContext} from '../../../www/runs/measured-context.js';

/** @param {Uint8Array} points */
const created = (points) => /** @type {any} */ ({points, description: {dataset: {width: 2, height: 1, channels: 1, validation: 100, test: 150}}});
const varied = created(Uint8Array.of(0, 1, 2, 3));

/** @param {'validation' | 'test'} split @param {object} metrics */
const measured = (split, metrics) => /** @type {any} */ ({split, step: 7, metrics: {images: 60, trustworthiness: 1, auroc: null, ...metrics}});

test('examples that are all the same, as all-black ones, have no trustworthiness', () => {
    assert.equal(inContext(measured('validation', {}), created(new Uint8Array(8))).metrics.trustworthiness, null);
    assert.equal(inContext(measured('validation', {}), created(Uint8Array.of(5, 9, 5, 9))).metrics.trustworthiness, null);
    assert.equal(inContext(measured('validation', {}), varied).metrics.trustworthiness, 1);
});
