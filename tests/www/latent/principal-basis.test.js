import assert from 'node:assert/strict';
import {afterEach, test} from 'node:test';
import {coordinateOf, coordinatesOf} from '../../../www/latent/basis.js';
import {createPrincipalBasis} from '../../../www/latent/principal-basis.js';
import {meanOf} from '../../../www/latent/selection-stats.js';
import {setTraining} from '../../../www/scheduling/latest-request.js';

/** @typedef {Extract<import('../../../www/protocol/queries.js').Query, {kind: 'axes'}>} AxesQuery */

/** Codes around (10, 5, 1) that vary along one latent dimension. @param {number} dimension */
const codesAlong = (dimension) => Float32Array.from({length: 9}, (_, at) => [10, 5, 1][at % 3] + (at % 3 === dimension ? 2 * Math.floor(at / 3) : 0));
const [before, after] = [codesAlong(0), codesAlong(1)];

/** Three axes that begin with a latent dimension. @param {number} dimension */
const axesFrom = (dimension) => Float32Array.from({length: 9}, (_, at) => (Math.floor(at / 3) + dimension) % 3 === at % 3 ? 1 : 0);

/** The latent dimension of the first axis. @param {import('../../../www/latent/basis.js').Basis | null} basis */
const firstOf = (basis) => basis?.directions?.[0].indexOf(1);

const settled = () => new Promise((resolve) => setImmediate(resolve));

afterEach(() => setTraining(false));

/** A basis whose queries the test answers in order. */
function setUp() {
    /** @type {{query: AxesQuery, answer: (axes: Float32Array | null) => Promise<unknown>}[]} */
    const sent = [];
    /** @type {boolean[]} */
    const found = [];
    const query = (/** @type {any} */ content) => new Promise((resolve) => {
        sent.push({query: content, answer: (axes) => {
            resolve(axes && {axes});
            return settled();
        }});
    });
    const principal = createPrincipalBasis(/** @type {any} */ (query), (isFirst) => found.push(isFirst));
    return {principal, sent, found};
}

/** A basis with directions along the first dimension. */
async function setUpFound() {
    const parts = setUp();
    parts.principal.update(before, 3, true);
    await parts.sent[0].answer(axesFrom(0));
    return parts;
}

test('there is no basis before the core has answered, and one request per set of codes', async () => {
    const {principal, sent, found} = setUp();
    assert.equal(principal.update(before, 3, true), null);
    assert.equal(principal.update(before, 3, true), null);
    assert.deepEqual(sent.map(({query}) => query), [{kind: 'axes', codes: before, latent: 3, most: 18, previous: new Float32Array()}]);
    await sent[0].answer(axesFrom(0));
    const basis = principal.update(before, 3, true);
    assert.deepEqual([firstOf(basis), basis?.count, basis?.prefix], [0, 3, 'PC ']);
    assert.deepEqual(found, [true]);
    assert.equal(sent.length, 1);
});

test('coordinates are measured from the mean code, or from 0 where they are values of a prior', async () => {
    const {principal} = await setUpFound();
    const coordinates = (/** @type {boolean} */ isCentred) => {
        const basis = principal.update(before, 3, isCentred);
        return basis && [...coordinatesOf(basis, before, 0)].map(Math.round);
    };
    assert.deepEqual(coordinates(true), [-2, 0, 2]);
    assert.deepEqual(coordinates(false), [10, 12, 14]);
});

test('earlier directions stay until the core has answered, with the mean of the new codes as centre', async () => {
    const {principal, sent, found} = await setUpFound();
    const basis = principal.update(after, 3, true);
    assert.ok(basis);
    assert.equal(firstOf(basis), 0);
    for (const axis of [0, 1, 2]) assert.ok(Math.abs(coordinateOf(basis, meanOf(after, 3), axis)) < 1e-5);
    assert.deepEqual(sent[1].query.previous, axesFrom(0), 'the next directions follow these');
    await sent[1].answer(axesFrom(1));
    assert.equal(firstOf(principal.update(after, 3, true)), 1);
    assert.deepEqual(found, [true, false]);
});

test('during training requests pause, and the newest codes are caught up with when it ends', async () => {
    setTraining(true);
    const {principal, sent} = await setUpFound();
    principal.update(codesAlong(2), 3, true);
    principal.update(after, 3, true);
    assert.equal(sent.length, 1);
    setTraining(false);
    assert.deepEqual(sent.slice(1).map(({query}) => query.codes), [after]);
});

test('directions stay where the run that was asked is gone', async () => {
    const {principal, sent, found} = await setUpFound();
    principal.update(after, 3, true);
    await sent[1].answer(null);
    assert.equal(firstOf(principal.update(after, 3, true)), 0);
    assert.deepEqual(found, [true]);
});

test('another run has directions of its own, and no answer about the codes of the last', async () => {
    const {principal, sent, found} = await setUpFound();
    principal.update(after, 3, true);
    principal.forget();
    await sent[1].answer(axesFrom(1));
    assert.deepEqual(found, [true]);
    assert.equal(principal.update(after, 3, true), null);
    assert.equal(sent[2].query.previous.length, 0);
});
