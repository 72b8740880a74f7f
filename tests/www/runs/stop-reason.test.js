import assert from 'node:assert/strict';
import {test} from 'node:test';
import {endInWords} from '../../../www/runs/stop-reason.js';

test('the reason for the end of a run is a sentence with formatted numbers', () => {
    assert.equal(endInWords({kind: 'epochs', epochs: 20}, 4688), 'Finished: 20 epochs');
    assert.equal(endInWords({kind: 'epochs', epochs: 1}, 21), 'Finished: 1 epoch');
    assert.equal(
        endInWords({kind: 'target', target: 0.01, loss: 0.009876}, 300),
        'Finished: validation loss 0.00988, the target was 0.01');
    assert.equal(
        endInWords({kind: 'patience', validations: 10, loss: 0.02}, 1240),
        'Finished: no gain in 10 validations; best weights of step 1,240 kept');
});
