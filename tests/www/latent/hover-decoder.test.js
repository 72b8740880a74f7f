import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createHoverDecoder} from '../../../www/latent/hover-decoder.js';

const domain = /** @type {[import('../../../www/scatter/geometry.js').Interval, import('../../../www/scatter/geometry.js').Interval]} */ ([{min: 0, max: 9}, {min: 0, max: 9}]);
/** The plane of the first two of three dimensions, at a value of the third. @param {number} third @returns {import('../../../www/latent/plane.js').LatentPlane} */
const planeAt = (third) => ({domain, origin: Float32Array.of(0, 0, third), directions: [Float32Array.of(1, 0, 0), Float32Array.of(0, 1, 0)]});

/** Questions that are answered when one says so. */
function setUp() {
    /** @type {{urgent: boolean | undefined, codes: number[], answer: () => void}[]} */
    const asked = [];
    /** @type {string[]} */
    const shown = [];
    const state = {plane: /** @type {import('../../../www/latent/plane.js').LatentPlane | null} */ (planeAt(5))};
    const decoder = createHoverDecoder({
        query: (/** @type {any} */ {codes}, urgent) => new Promise((resolve) => {
            asked.push({urgent, codes: [...codes], answer: () => resolve(/** @type {any} */ ({pictures: new Uint8Array(1)}))});
        }),
        planeNow: () => state.plane,
        onPicture: ({caption}) => shown.push(caption),
    });
    return {asked, shown, decoder, state};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));
const sample = {caption: 'sample', codes: new Float32Array(3)};

test('only a move of the pointer makes a query urgent', () => {
    const {asked, decoder} = setUp();
    decoder.show(sample);
    decoder.move([1, 2]);
    assert.deepEqual(asked.map(({urgent}) => urgent), [false, true]);
});

test('the answer for an earlier latent point is not shown, however late it comes', async () => {
    const {asked, shown, decoder} = setUp();
    decoder.show(sample);
    decoder.move([1, 2]);
    asked[1].answer();
    await settle();
    asked[0].answer();
    await settle();
    assert.deepEqual(shown, ['1, 2']);
});

test('the picture of the same latent point follows the model', async () => {
    const {asked, shown, decoder} = setUp();
    decoder.move([1, 2]);
    asked[0].answer();
    await settle();
    decoder.refresh();
    asked[1].answer();
    await settle();
    assert.deepEqual(shown, ['1, 2', '1, 2']);
});

test('a pointer at rest is over another latent point once the plane has moved', () => {
    const {asked, decoder, state} = setUp();
    decoder.move([1, 2]);
    state.plane = planeAt(-3);
    asked[0].answer();
    decoder.refresh();
    assert.deepEqual(asked.map(({codes}) => codes), [[1, 2, 5], [1, 2, -3]]);
});

test('a latent point is named by its coordinates, also where the axes are quantiles or only one is a dimension', async () => {
    const {asked, shown, decoder, state} = setUp();
    state.plane = {...planeAt(0), isQuantile: true};
    decoder.move([0.5, 0.5]);
    asked[0].answer();
    await settle();
    state.plane = {domain, origin: Float32Array.of(0), directions: [Float32Array.of(1), Float32Array.of(0)]};
    decoder.move([4, 7]);
    asked[1].answer();
    await settle();
    assert.deepEqual(shown, ['0, 0', '4']);
    assert.deepEqual(asked[1].codes, [4]);
});

test('a pointer that has left leaves no picture behind', async () => {
    const {asked, shown, decoder} = setUp();
    decoder.move([1, 2]);
    decoder.forget();
    asked[0].answer();
    await settle();
    assert.deepEqual(shown, []);
    assert.ok(!decoder.isHovering());
});

test('a sample gives way to the latent point under the pointer', () => {
    const {asked, decoder} = setUp();
    decoder.move([1, 2]);
    decoder.show(sample);
    assert.equal(asked.length, 1);
    decoder.forget();
    decoder.show(sample);
    assert.equal(asked.length, 2);
});

test('a pointer that came before the first codes is decoded as soon as they are there', () => {
    const {asked, decoder, state} = setUp();
    state.plane = null;
    decoder.move([1, 2]);
    assert.ok(decoder.isHovering());
    assert.equal(asked.length, 0);
    state.plane = planeAt(5);
    decoder.refresh();
    assert.equal(asked.length, 1);
});

test('a new run forgets where the pointer was', () => {
    const {asked, decoder} = setUp();
    decoder.move([1, 2]);
    decoder.begin();
    decoder.refresh();
    assert.equal(asked.length, 1);
});
