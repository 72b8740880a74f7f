import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createThinned} from '../../../www/runs/thinned-list.js';

/** @typedef {{step: number, bytes: number}} Item */

/** @param {number} step @returns {Item} */
const at = (step) => ({step, bytes: 10});

const bytesOf = (/** @type {Item} */ {bytes}) => bytes;

/** @param {{items: () => readonly {step: number}[]}} thinned */
const stepsOf = (thinned) => thinned.items().map(({step}) => step);

test('what fits is all kept', () => {
    const thinned = createThinned({mostItems: 5});
    for (const step of [0, 3, 4, 9, 10]) thinned.add(at(step));
    assert.deepEqual(stepsOf(thinned), [0, 3, 4, 9, 10]);
});

test('where there are too many every second one goes, but never the first and the newest', () => {
    const thinned = createThinned({mostItems: 8});
    for (let step = 0; step <= 8; step++) thinned.add(at(step));
    assert.deepEqual(stepsOf(thinned), [0, 2, 4, 6, 8]);
    thinned.add(at(9));
    assert.deepEqual(stepsOf(thinned), [0, 2, 4, 6, 8, 9]);
    thinned.add(at(10));
    assert.deepEqual(stepsOf(thinned), [0, 2, 4, 6, 8, 10], 'what was only the newest makes room');
});

test('however long a run gets, there are never too many, and they lie evenly', () => {
    const thinned = createThinned({mostItems: 50});
    for (let i = 0; i < 20_000; i++) {
        thinned.add(at(i * 7 + i % 3));
        assert.ok(thinned.items().length <= 50);
    }
    const steps = stepsOf(thinned);
    assert.ok(steps.length >= 25, `${steps.length} are kept`);
    const gaps = steps.slice(1, -1).map((step, i) => step - steps[i]);
    assert.ok(Math.max(...gaps) < 2.2 * Math.min(...gaps), `gaps from ${Math.min(...gaps)} to ${Math.max(...gaps)}`);
    assert.equal(steps[0], 0);
    assert.equal(steps.at(-1), 19_999 * 7 + 19_999 % 3);
});

test('a part of a run that went by faster leaves no more behind than the rest', () => {
    const thinned = createThinned({mostItems: 40});
    for (let step = 0; step < 200; step++) thinned.add(at(step));
    for (let step = 200; step < 40_000; step += 100) thinned.add(at(step));
    const early = stepsOf(thinned).filter((step) => step > 0 && step < 200);
    assert.ok(early.length <= 1, `${early.length} of the first 200 steps`);
});

test('bytes count as well, and are given back', () => {
    const thinned = createThinned({mostItems: 100, mostBytes: 65, bytesOf});
    for (let step = 0; step < 100; step++) {
        thinned.add(at(step));
        assert.equal(thinned.bytes(), 10 * thinned.items().length);
        assert.ok(thinned.bytes() <= 65);
    }
    assert.ok(thinned.items().length >= 3);
    thinned.clear();
    assert.equal(thinned.bytes(), 0);
});

test('of those so large that no two fit, the newest stays', () => {
    const thinned = createThinned({mostItems: 100, mostBytes: 15, bytesOf});
    for (const step of [0, 1, 2]) thinned.add(at(step));
    assert.deepEqual(stepsOf(thinned), [2]);
});

test('going back to an earlier step forgets what came after it', () => {
    const thinned = createThinned({mostItems: 100, bytesOf});
    for (const step of [0, 10, 20, 30]) thinned.add(at(step));
    thinned.add({step: 20, bytes: 11});
    assert.deepEqual(thinned.items(), [at(0), at(10), {step: 20, bytes: 11}]);
});

test('the nearest to a step is found, and nothing where there is nothing', () => {
    const thinned = createThinned({mostItems: 100});
    assert.equal(thinned.nearest(5), null);
    for (const step of [0, 10, 20]) thinned.add(at(step));
    assert.deepEqual([-5, 4, 6, 99].map((step) => thinned.nearest(step)?.step), [0, 0, 10, 20]);
    assert.equal(thinned.nearest(Infinity)?.step, 20, 'beyond all of them is the newest');
});
