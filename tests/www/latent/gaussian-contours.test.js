import assert from 'node:assert/strict';
import {test} from 'node:test';
import {sampleOf, posteriorContour, priorContour} from '../../../www/latent/gaussian-contours.js';
import {identityBasis} from '../../../www/latent/basis.js';
import {codeAt} from '../../../www/latent/plane.js';

const close = (/** @type {number} */ a, /** @type {number} */ b) => assert.ok(Math.abs(a - b) < 1e-4, `${a} is not ${b}`);
const half = Math.SQRT1_2;
/** @type {import('../../../www/latent/basis.js').Basis} */
const turned = {centre: new Float32Array(2), directions: [Float32Array.of(half, half), Float32Array.of(half, -half)], count: 2, prefix: 'PC '};

test('a prior contour is centred on the code 0, wherever that is on the plane', () => {
    for (const [x, y] of priorContour(identityBasis(3), [0, 2], 2)) close(Math.hypot(x, y), 2);
    const away = {...turned, centre: Float32Array.of(1, 1)};
    for (const [x, y] of priorContour(away, [0, 1], 1)) close(Math.hypot(x + Math.SQRT2, y), 1);
});

test('an ellipse has the deviations of its axes as half widths', () => {
    const curve = posteriorContour(identityBasis(3), [0, 2], {mean: Float32Array.of(5, 6, 7), deviation: Float32Array.of(0.5, 9, 2)}, 2);
    const xs = curve.map(([x]) => x);
    const ys = curve.map(([, y]) => y);
    close(Math.max(...xs), 6);
    close(Math.min(...xs), 4);
    close(Math.max(...ys), 11);
});

test('on turned axes the ellipse is turned: each of its points lies as far off in units of the deviations', () => {
    const normal = {mean: Float32Array.of(1, 2), deviation: Float32Array.of(0.5, 2)};
    const plane = {domain: /** @type {any} */ (null), origin: new Float32Array(2), directions: /** @type {any} */ (turned.directions)};
    for (const [x, y] of posteriorContour(turned, [0, 1], normal, 1)) {
        const code = codeAt(plane, x, y);
        close(Math.hypot((code[0] - 1) / 0.5, (code[1] - 2) / 2), 1);
    }
});

test('a code of one dimension has an ellipse without height, and one without deviations is a point', () => {
    const flat = posteriorContour(identityBasis(1), [0, 1], {mean: Float32Array.of(3), deviation: Float32Array.of(1)}, 1);
    assert.ok(flat.every(([, y]) => y === 0));
    const still = posteriorContour(identityBasis(2), [0, 1], {mean: Float32Array.of(3, 4), deviation: Float32Array.of(0, 0)}, 1);
    assert.ok(still.every(([x, y]) => x === 3 && y === 4));
});

test('a sample is the mean and noise times the deviations', () => {
    assert.deepEqual([...sampleOf({mean: Float32Array.of(1, 2), deviation: Float32Array.of(0.5, 3)}, Float32Array.of(2, -1))], [2, -1]);
});
