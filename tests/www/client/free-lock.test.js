import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLockProbe} from '../../../www/client/free-lock.js';
import {createFakeLocks} from '../support/fake-locks.js';

test('a lock is free once its holder has gone, and the probe does not wait for it', async () => {
    const {manager, hold, release, waiting} = createFakeLocks();
    const isFree = createLockProbe(manager);
    hold('worker');
    assert.equal(await isFree('worker'), false);
    assert.equal(waiting('worker'), 0);
    release('worker');
    assert.equal(await isFree('worker'), true);
    assert.equal(await isFree('worker'), true, 'the probe gives it back');
});

test('without locks, or where they are refused, nothing is free', async () => {
    assert.equal(await createLockProbe(undefined)('worker'), false);
    const refused = {request: () => Promise.reject(new DOMException('no', 'InvalidStateError'))};
    assert.equal(await createLockProbe(/** @type {any} */ (refused))('worker'), false);
});
