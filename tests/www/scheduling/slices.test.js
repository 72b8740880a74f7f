import assert from 'node:assert/strict';
import {test} from 'node:test';
import {inSlices} from '../../../www/scheduling/slices.js';

/** A clock that goes on by 5 ms at each look, and counts the pauses. */
function clock() {
    let time = 0;
    return {pauses: 0, now: () => (time += 5), async pause() {
        this.pauses += 1;
    }};
}

/** @param {number} count @param {() => void} [act] @returns {Generator<void, string, void>} */
function* steps(count, act = () => undefined) {
    for (let step = 0; step < count; step++) {
        act();
        yield;
    }
    return 'found';
}

/** @param {ReturnType<typeof clock>} time */
const partsOf = (time) => ({now: time.now, pause: () => time.pause()});

test('a computation pauses again and again, and its result is that of one go', async () => {
    const time = clock();
    assert.equal(await inSlices(steps(30), () => true, partsOf(time)), 'found');
    assert.equal(time.pauses, 10);
});

test('a short one is done before anything else happens', async () => {
    const time = clock();
    assert.equal(await inSlices(steps(1), () => assert.fail('nothing comes in between'), partsOf(time)), 'found');
    assert.equal(time.pauses, 0);
});

test('one that does not go on ends without a result', async () => {
    let done = 0;
    assert.equal(await inSlices(steps(1000, () => (done += 1)), () => done < 6, partsOf(clock())), null);
    assert.equal(done, 6);
});
