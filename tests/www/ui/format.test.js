import assert from 'node:assert/strict';
import {test} from 'node:test';
import {withinSentence} from '../../../www/ui/format.js';

test('a label within a sentence begins small, unless an abbreviation does', () => {
    assert.deepEqual(['Reconstruction', 'KL divergence', 'Sparsity (L1)'].map(withinSentence), ['reconstruction', 'KL divergence', 'sparsity (L1)']);
});
