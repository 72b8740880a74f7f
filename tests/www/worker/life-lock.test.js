import assert from 'node:assert/strict';
import {test} from 'node:test';
import {holdLifeLock} from '../../../www/worker/life-lock.js';
import {createFakeLocks} from '../support/fake-locks.js';

test('a worker holds its lock from before it names it, for as long as it lives', async () => {
    const {manager, release} = createFakeLocks();
    const name = await holdLifeLock(manager);
    let isGranted = false;
    manager.request(name, () => void (isGranted = true));
    await new Promise(setImmediate);
    assert.equal(isGranted, false);
    release(name); // as the browser does when the worker ends
    assert.equal(isGranted, true);
});

test('two workers hold different locks', async () => {
    const {manager} = createFakeLocks();
    assert.notEqual(await holdLifeLock(manager), await holdLifeLock(manager));
});

test('a browser without locks, or one that refuses them, names none', async () => {
    assert.equal(await holdLifeLock(undefined), '');
    const refused = {request: () => Promise.reject(new DOMException('no', 'SecurityError'))};
    assert.equal(await holdLifeLock(/** @type {any} */ (refused)), '');
});
