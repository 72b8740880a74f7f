// The numbers of scikit-learn are those of scripts/codes_reference.py.

import assert from 'node:assert/strict';
import {test} from 'node:test';
import {sampleCodes} from '../../../www/tools/generate/sampler.js';
import {choleskyOf, logDensities} from '../../../www/math/gaussian.js';
import {componentsFor, fitMixture, mostCodes} from '../../../www/tools/generate/fit-mixture.js';
import {improved, oneGaussian, startOf} from '../../../www/math/gaussian-mixture.js';
import {randomLcg} from '../../../www/vendor/d3-random/d3-random.js';

const RIDGE = 1e-3;

/** @param {number} count @param {number} latent */
function codesOf(count, latent) {
    return Float64Array.from({length: count * latent}, (_, at) => {
        const [i, k] = [Math.floor(at / latent), at % latent];
        return Math.sin((k + 1) * i) + (i % 3) * (k + 1);
    });
}

/** @param {ArrayLike<number>} found @param {number[]} expected @param {string} what @param {number} [within] */
function near(found, expected, what, within = 1e-8) {
    expected.forEach((value, i) => assert.ok(Math.abs(found[i] - value) < within * Math.max(1, Math.abs(value)), `${what} ${i}: ${found[i]}, not ${value}`));
}

/** From codes 0, 1 and 2, with equal weights. @param {Float64Array} codes @param {number} latent @param {boolean} isDiagonal */
function begun(codes, latent, isDiagonal) {
    const {covariances: [whole]} = oneGaussian(codes, {latent, isDiagonal, ridge: RIDGE});
    return {
        latent, isDiagonal, weights: new Float64Array(3).fill(1 / 3), covariances: [whole, whole, whole],
        means: [0, 1, 2].map((i) => codes.slice(i * latent, (i + 1) * latent)),
    };
}

/** @type {{isDiagonal: boolean, latent: number, rounds: number, weights: number[], third: number[], first: number[], likelihood: number}[]} */
const CASES = [
    {
        isDiagonal: false, latent: 2, rounds: 1, weights: [0.4150258850629823, 0.4160821126075979, 0.16889200232941984],
        third: [1.98783339871587, 2.7611996191057613], first: [0.695105414397982, 0.646728263055938, 0.6467282630559382, 2.1313704690625532], likelihood: -3.1646576358779863,
    },
    {
        isDiagonal: false, latent: 2, rounds: 7, weights: [0.4094280640252432, 0.4112359800976, 0.17933595587715676],
        third: [2.1541814371035195, 2.849614537098946], first: [0.5655587689373599, 0.20075329228013175, 0.2007532922801317, 0.9656265705676369], likelihood: -3.102890978024131,
    },
    {
        isDiagonal: false, latent: 5, rounds: 1, weights: [0.5979061603588044, 0.20104153478387252, 0.201052304857323],
        third: [1.89358098220721, 2.90391735453557, 4.735606833104057, 6.951349516350654, 8.003874022589805],
        first: [0.824227452209482, 0.967202211862539, 1.4476098000256148, 1.8810978816219162], likelihood: -7.375570670593064,
    },
    {
        isDiagonal: false, latent: 5, rounds: 7, weights: [0.2896458221600177, 0.4904335422366009, 0.21992063560338135],
        third: [1.6863433498813711, 2.6606864891479356, 3.8886505548171844, 6.07089976179306, 6.689189899468036],
        first: [0.8499837754147894, 0.680109599881784, 1.5722637703001021, 1.9458304578058163], likelihood: -4.804645963394228,
    },
    {
        isDiagonal: true, latent: 2, rounds: 7, weights: [0.4019407159736588, 0.3574514010373599, 0.24060788298898134],
        third: [2.2552098024169402, 4.137138916276056], first: [0.5165890905627093, 0.8214184376311088], likelihood: -3.0834350094902656,
    },
    {
        isDiagonal: true, latent: 5, rounds: 1, weights: [0.36383359779124147, 0.3270361325455061, 0.3091302696632524],
        third: [2.0236695172176797, 4.03030164542547, 5.896835738699082, 7.891306605409391, 9.809482309150644],
        first: [0.5284264650992823, 0.7502665484048189, 1.1874612812668837, 1.990610099514065], likelihood: -7.376127954798377,
    },
    {
        isDiagonal: true, latent: 5, rounds: 7, weights: [0.33333333333333276, 0.3333333333333353, 0.333333333333332],
        third: [2.005531749226463, 4.10273583781791, 5.986607594955729, 8.008223284638468, 9.97901035485326],
        first: [0.5381891769455921, 0.4980243970184153, 0.48191544613441284, 0.4795783943914159], likelihood: -6.430324795172894,
    },
];

for (const {isDiagonal, latent, rounds, weights, third, first, likelihood} of CASES) {
    test(`${rounds} rounds with ${isDiagonal ? 'variances' : 'covariances'} of ${latent} latents go where scikit-learn goes`, () => {
        const codes = codesOf(120, latent);
        let mixture = /** @type {import('../../../www/math/gaussian-mixture.js').Mixture} */ (begun(codes, latent, isDiagonal));
        for (let round = 0; round < rounds; round++) ({mixture} = improved(codes, mixture, RIDGE));
        near(mixture.weights, weights, 'weight');
        near(mixture.means[2], third, 'mean');
        near(mixture.covariances[0], first, 'covariance');
        near([improved(codes, mixture, RIDGE).likelihood], [likelihood], 'likelihood');
    });
}

test('a start has as many Gaussians as there are codes at most, far from each other', () => {
    const how = {latent: 2, isDiagonal: false, ridge: RIDGE, uniform: randomLcg(3)};
    assert.equal(startOf(codesOf(2, 2), {...how, components: 10}).means.length, 2);
    const crowds = Float64Array.from({length: 300}, (_, at) => 100 * (Math.floor(at / 2) % 3) + Math.sin(at));
    const {means, weights} = startOf(crowds, {...how, components: 3});
    assert.deepEqual(means.map(([x]) => Math.abs(Math.round(x / 100))).sort(), [0, 1, 2]);
    near(weights, [1 / 3, 1 / 3, 1 / 3], 'weight');
});

test('codes that are all equal have a mixture, as narrow as the ridge, and it draws them', async () => {
    const codes = new Float32Array(400).fill(1.5);
    for (const isDiagonal of [false, true]) {
        let mixture = startOf(codes, {latent: 2, isDiagonal, ridge: RIDGE, components: 3, uniform: randomLcg(1)});
        for (let i = 0; i < 3; i++) ({mixture} = improved(codes, mixture, RIDGE));
        assert.equal(mixture.means.length, 1, 'there is one crowd');
        near(mixture.means[0], [1.5, 1.5], 'mean');
        near(mixture.covariances[0], isDiagonal ? [RIDGE, RIDGE] : [RIDGE, 0, 0, RIDGE], 'covariance');
        near([improved(codes, mixture, RIDGE).likelihood], [-Math.log(2 * Math.PI * RIDGE)], 'likelihood');
    }
    const found = await fitMixture(codes, {latent: 2, last: null, pause: async () => {}});
    near(sampleCodes(found, {count: 3, temperature: 1, seed: 4, config: {latent: 2}}), new Array(6).fill(1.5), 'code', 1e-3);
});

test('a single code has a mixture of one', async () => {
    const found = await fitMixture(Float32Array.of(3, -1), {latent: 2, last: null, pause: async () => {}});
    assert.equal(found.means.length, 1);
    near(found.means[0], [3, -1], 'mean');
});

test('many latents vary each by itself, few together', async () => {
    const pause = async () => {};
    assert.equal((await fitMixture(Float32Array.from(codesOf(200, 17)), {latent: 17, last: null, pause})).isDiagonal, true);
    assert.equal((await fitMixture(Float32Array.from(codesOf(200, 16)), {latent: 16, last: null, pause})).isDiagonal, false);
    assert.equal(componentsFor(1000, 2), 10);
    assert.equal(componentsFor(100, 16), 1);
    assert.equal(componentsFor(0, 2), 1);
    assert.ok(mostCodes(2) === 2000 && mostCodes(16) < 2000 && mostCodes(1024) >= 100);
});

test('a fit goes on from the last one while that is as good, and begins afresh where it is not', async () => {
    // ten crowds
    const codes = Float32Array.from({length: 600}, (_, at) => 100 * (Math.floor(at / 2) % 10) + Math.sin(at));
    const pause = async () => {};
    const first = await fitMixture(codes, {latent: 2, last: null, pause});
    const second = await fitMixture(codes.map((value) => value + 3), {latent: 2, last: first, pause});
    second.means.forEach((mean, c) => near(mean, [...first.means[c]].map((value) => value + 3), `Gaussian ${c}`, 1e-3));
    const lost = {...first, means: first.means.map((mean) => mean.map(() => 1e6))};
    const found = await fitMixture(codes, {latent: 2, last: lost, pause});
    assert.ok(improved(codes, found, 1e-3).likelihood > improved(codes, first, 1e-3).likelihood - 0.1);
});

test('the density is that of the normal distribution', () => {
    const factor = choleskyOf(Float64Array.of(4, 2, 2, 5), 2);
    assert.deepEqual([...factor], [2, 0, 1, 2]);
    const mean = Float64Array.of(1, 0);
    // at the mean: 1 / (2 π √|Σ|)
    near(logDensities(Float64Array.of(1, 0, 3, 1), {mean, factor, isDiagonal: false}), [-Math.log(2 * Math.PI * 4), -Math.log(2 * Math.PI * 4) - 0.5], 'density');
    near(logDensities(Float64Array.of(3, 1), {mean, factor: Float64Array.of(4, 1), isDiagonal: true}), [-Math.log(2 * Math.PI * 2) - 1], 'density');
});

test('the prior is the standard normal, times the temperature', () => {
    const config = {latent: 2, bottleneck: 'variational'};
    for (const temperature of [0, 1, 2]) {
        const codes = sampleCodes(null, {count: 5000, temperature, seed: 2, config});
        const deviation = Math.sqrt(codes.reduce((sum, value) => sum + value * value, 0) / codes.length);
        assert.ok(Math.abs(deviation - temperature) < 0.03 * (temperature + 0.1), `${deviation} at ${temperature}`);
    }
    const how = {count: 4, temperature: 1, config};
    assert.deepEqual(sampleCodes(null, {...how, seed: 5}), sampleCodes(null, {...how, seed: 5}));
    assert.notDeepEqual(sampleCodes(null, {...how, seed: 5}), sampleCodes(null, {...how, seed: 6}));
});

test('what is drawn from a mixture has its means and covariances', () => {
    const mixture = {
        latent: 2, isDiagonal: false, weights: Float64Array.of(0.25, 0.75), means: [Float64Array.of(-50, 0), Float64Array.of(50, 0)],
        covariances: [Float64Array.of(1, 0, 0, 1), Float64Array.of(4, 2, 2, 5)],
    };
    const codes = sampleCodes(mixture, {count: 8000, temperature: 1, seed: 9, config: {latent: 2}});
    const right = Array.from({length: 8000}, (_, i) => codes.subarray(2 * i, 2 * i + 2)).filter(([x]) => x > 0);
    assert.ok(Math.abs(right.length / 8000 - 0.75) < 0.02, `${right.length}`);
    const mean = (/** @type {(code: Float32Array) => number} */ of) => right.reduce((sum, code) => sum + of(code), 0) / right.length;
    near([mean(([x]) => x), mean(([x]) => (x - 50) ** 2), mean(([x, y]) => (x - 50) * y), mean(([, y]) => y * y)], [50, 4, 2, 5], 'moment', 0.1);
    assert.deepEqual([...new Set(sampleCodes(mixture, {count: 50, temperature: 0, seed: 1, config: {latent: 2}}).map(Math.abs))], [50, 0], 'without temperature the means alone');
});

test('codes are such as the model could have made', () => {
    const mixture = {latent: 4, isDiagonal: true, weights: Float64Array.of(1), means: [Float64Array.of(-1, 3, 0.5, 2)], covariances: [new Float64Array(4)]};
    const of = (/** @type {object} */ config) => [...sampleCodes(mixture, {count: 1, temperature: 1, seed: 1, config: {latent: 4, ...config}})];
    assert.deepEqual(of({codeActivation: 'linear', bottleneck: 'plain'}), [-1, 3, 0.5, 2]);
    assert.deepEqual(of({codeActivation: 'relu', bottleneck: 'plain'}), [0, 3, 0.5, 2]);
    assert.deepEqual(of({codeActivation: 'sigmoid', bottleneck: 'plain'}), [0, 1, 0.5, 1]);
    assert.deepEqual(of({codeActivation: 'linear', bottleneck: 'k-sparse', k: 2}), [0, 3, 0, 2]);
});
