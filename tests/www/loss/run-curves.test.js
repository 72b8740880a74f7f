import assert from 'node:assert/strict';
import {test} from 'node:test';
import {stepInWords} from '../../../www/loss/run-curves.js';
import {createLossSeries} from '../../../www/runs/loss-series.js';

test('the readout names the steps that a mean is of, and a step that is known by itself', () => {
    const series = createLossSeries(100, 0, 64);
    assert.equal(stepInWords(series, 0), 'step 0');
    series.append({step: 60, losses: new Float32Array(60), validations: []});
    assert.equal(stepInWords(series, 33), 'step 33');
    series.append({step: 2000, losses: new Float32Array(1940), validations: []});
    assert.equal(stepInWords(series, 33), 'mean of steps 33 to 64');
    assert.equal(stepInWords(series, 2000), 'step 2,000');
});
