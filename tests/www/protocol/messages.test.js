import assert from 'node:assert/strict';
import {test} from 'node:test';
import {checkCommand, checkEvent} from '../../../www/protocol/schemas.js';
import {transferables} from '../../../www/protocol/transferables.js';

test('a well-formed command passes', () => {
    assert.equal(checkCommand({type: 'open', module: 'cpu'}), null);
    assert.equal(checkCommand({type: 'tune', run: 3, learningRate: 0.01}), null);
    assert.equal(checkCommand({type: 'create', run: 1, config: {latent: 2}, device: {kind: 'cpu'}}), null);
});

test('an unknown command is named in the refusal', () => {
    assert.equal(checkCommand({type: 'explode'}), 'Unknown command "explode".');
    assert.equal(checkCommand({type: 'toString'}), 'Unknown command "toString".');
});

test('what is no message at all is refused', () => {
    for (const value of [undefined, null, 3, 'start', [], {}]) assert.notEqual(checkCommand(value), null);
});

test('a command with a missing or wrong value says which', () => {
    assert.equal(checkCommand({type: 'start'}), 'The command "start" needs a whole number from 0 as "run", got undefined.');
    assert.match(checkCommand({type: 'tune', run: 1, learningRate: 0}) ?? '', /above 0 as "learningRate", got 0/);
    assert.match(checkCommand({type: 'tune', run: 1, learningRate: NaN}) ?? '', /"learningRate", got NaN/);
    assert.match(checkCommand({type: 'create', run: 1, config: []}) ?? '', /an object as "config"/);
});

test('an event is checked down to the kind of its arrays', () => {
    const snapshot = {type: 'snapshot', run: 1, step: 5, outputs: new Uint8Array(4), errors: new Uint8Array(4), codes: new Float32Array(2), latent: 2};
    assert.equal(checkEvent(snapshot), null);
    assert.match(checkEvent({...snapshot, codes: [1, 2]}) ?? '', /a Float32Array as "codes"/);
    assert.equal(checkEvent({type: 'start', run: 1}), 'Unknown event "start".');
});

test('what the comparison with PCA says is checked too', () => {
    assert.equal(checkCommand({type: 'import', files: [], decoded: [], reading: '{}'}), null);
    assert.match(checkCommand({type: 'import', reading: '{}'}) ?? '', /a list as "files"/);
    const compared = {type: 'compared', error: 0.1, counted: 1, outputs: new Uint8Array(1), codes: new Float32Array(2), coefficients: new Float32Array(2)};
    assert.equal(checkEvent(compared), null);
    assert.match(checkEvent({...compared, codes: [1]}) ?? '', /a Float32Array as "codes"/);
});

test('only arrays that fill their buffer are handed over', () => {
    const whole = new Float32Array(3);
    const part = new Uint8Array(new ArrayBuffer(8), 2, 4);
    assert.deepEqual(transferables({type: 'progress', whole, part, step: 1}), [whole.buffer]);
});
