import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFreeLocks} from '../../../www/ui/free-locks.js';
import {createFakeLocks} from '../support/fake-locks.js';

function setUp() {
    const locks = createFakeLocks();
    let tick = () => {};
    const whenFree = createFreeLocks(locks.manager, (each) => void (tick = each));
    let count = 0;
    const second = async () => {
        tick();
        await new Promise(setImmediate);
    };
    return {locks, whenFree, act: () => void (count += 1), count: () => count, second};
}

test('a lock calls back once it is free, and only once', async () => {
    const {locks, whenFree, act, count, second} = setUp();
    locks.hold('worker');
    whenFree('worker', act);
    await second();
    assert.equal(count(), 0);
    locks.release('worker');
    await second();
    await second();
    assert.equal(count(), 1);
});

test('no page waits for a lock, so that a browser can keep it for Back', async () => {
    const {locks, whenFree, act, second} = setUp();
    locks.hold('worker');
    whenFree('worker', act);
    await second();
    assert.equal(locks.waiting('worker'), 0);
});

test('a lock that is taken while the browser is asked is not free', async () => {
    const {locks, whenFree, act, count, second} = setUp();
    locks.hold('first');
    whenFree('first', act);
    const asked = second();
    locks.hold('second');
    whenFree('second', act);
    await asked;
    assert.equal(count(), 0);
});

test('without locks nothing is ever free', async () => {
    let tick = () => {};
    createFreeLocks(undefined, (each) => void (tick = each))('worker', () => assert.fail('it is not'));
    tick();
    await new Promise(setImmediate);
});
