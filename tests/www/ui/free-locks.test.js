import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFreeLocks} from '../../../www/ui/free-locks.js';
import {createFakeLocks} from '../support/fake-locks.js';

function setUp() {
    const [locks, page] = [createFakeLocks(), new EventTarget()];
    const whenFree = createFreeLocks(locks.manager, page);
    locks.hold('worker');
    let count = 0;
    whenFree('worker', () => void (count += 1));
    return {locks, count: () => count, say: (/** @type {string} */ type) => page.dispatchEvent(new Event(type))};
}

test('a lock calls back once it is free, and only once', () => {
    const {locks, count, say} = setUp();
    assert.equal(count(), 0);
    locks.release('worker');
    assert.equal(count(), 1);
    say('pagehide');
    say('pageshow');
    assert.equal(count(), 1);
});

test('a page that is away waits for no lock, and for the same ones after its return', () => {
    const {locks, count, say} = setUp();
    say('pageshow'); // of its first visit
    assert.equal(locks.waiting('worker'), 1);
    say('pagehide');
    assert.equal(locks.waiting('worker'), 0);
    say('pageshow');
    assert.equal(locks.waiting('worker'), 1);
    locks.release('worker');
    assert.equal(count(), 1);
});

test('a lock that became free while the page was away calls back on its return', () => {
    const {locks, count, say} = setUp();
    say('pagehide');
    locks.release('worker');
    assert.equal(count(), 0);
    say('pageshow');
    assert.equal(count(), 1);
});

test('without locks nothing is ever free', () => {
    const page = new EventTarget();
    createFreeLocks(undefined, page)('worker', () => assert.fail('it is not'));
    page.dispatchEvent(new Event('pagehide'));
    page.dispatchEvent(new Event('pageshow'));
});
