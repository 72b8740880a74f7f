import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {images, parameters, uniform, weights} from '../../bench/workloads.mjs';

const {workloads, data} = JSON.parse(readFileSync(new URL('../../bench/workloads.json', import.meta.url), 'utf8'));

// the expected numbers are those of the peers' own generator; float32, so they are equal and not just close
test('the stream of a seed is that of mulberry32', () => {
    const draw = uniform(11);
    assert.deepEqual([draw(), draw()], [0.5115870486479253, 0.5299464082345366]);
});

test('the images are those that other libraries are measured on', () => {
    const pixels = images({...data, n: 6});
    const row = (image, y) => [...pixels.subarray((image * 28 + y) * 28 + 8, (image * 28 + y) * 28 + 12)];
    assert.deepEqual(row(5, 12), [0.08870643377304077, 0.3024997413158417, 0.6719565391540527, 0.9723073840141296]);
    assert.ok(pixels.every((pixel) => pixel >= 0 && pixel <= 1));
});

test('the first weights are those that other libraries start from', () => {
    const shared = Object.keys(workloads).filter((id) => id !== 'W6'); // W6 is ours alone
    const first = Object.fromEntries(shared.map((id) => [id, [...weights(workloads[id]).subarray(0, 2)]]));
    assert.deepEqual(first, {
        W1: [0.0018796675140038133, 0.004857948981225491],
        W2: [-0.035639721900224686, -0.07138615101575851],
        W3: [0.009442601352930069, -0.019915636628866196],
        W4: [-0.02061164565384388, -0.02938375249505043],
        W5: [-0.030407071113586426, -0.011120257899165154],
    });
});

test('each workload has the parameters of its network, and biases that start at zero', () => {
    const sizes = Object.fromEntries(Object.keys(workloads).map((id) => [id, weights(workloads[id]).length]));
    assert.deepEqual(sizes, {W1: 218514, W2: 105392, W3: 652824, W4: 17411, W5: 2837314, W6: 25970});
    const values = weights(workloads.W2);
    assert.ok(values.subarray(784 * 64, 784 * 64 + 64).every((value) => value === 0));
});

test('an unknown kind of network is refused by name', () => {
    assert.throws(() => parameters({kind: 'rnn'}), /"rnn".*mlp, vae or conv/);
});
