import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createHoverDecoder} from '../../../www/latent/hover-decoder.js';

/** Questions that are answered when one says so. */
function setUp() {
    /** @type {{urgent: boolean | undefined, answer: () => void}[]} */
    const asked = [];
    /** @type {string[]} */
    const shown = [];
    const decoder = createHoverDecoder((_, urgent) => new Promise((resolve) => {
        asked.push({urgent, answer: () => resolve(/** @type {any} */ ({pictures: new Uint8Array(1)}))});
    }), ({caption}) => shown.push(caption));
    const place = (/** @type {string} */ caption) => ({caption, codes: new Float32Array(2)});
    return {asked, shown, decoder, place};
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('only a move of the pointer makes a query urgent', () => {
    const {asked, decoder, place} = setUp();
    decoder.send(place('here'));
    decoder.move(place('there'));
    assert.deepEqual(asked.map(({urgent}) => urgent), [false, true]);
});

test('the answer for an earlier latent point is not shown, however late it comes', async () => {
    const {asked, shown, decoder, place} = setUp();
    decoder.send(place('before'));
    decoder.move(place('after'));
    asked[1].answer();
    await settle();
    asked[0].answer();
    await settle();
    assert.deepEqual(shown, ['after']);
});

test('the picture of the same latent point follows the model', async () => {
    const {asked, shown, decoder, place} = setUp();
    decoder.move(place('here'));
    asked[0].answer();
    await settle();
    decoder.send(place('here'));
    asked[1].answer();
    await settle();
    assert.deepEqual(shown, ['here', 'here']);
});

test('a pointer that has left leaves no picture behind', async () => {
    const {asked, shown, decoder, place} = setUp();
    decoder.move(place('here'));
    decoder.forget();
    asked[0].answer();
    await settle();
    assert.deepEqual(shown, []);
});
