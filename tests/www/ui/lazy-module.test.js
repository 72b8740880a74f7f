import assert from 'node:assert/strict';
import {test} from 'node:test';
import {startIdleLoading} from '../../../www/scheduling/idle-loader.js';
import {createLazyModule} from '../../../www/ui/lazy-module.js';

const turn = () => new Promise((next) => setTimeout(next));

/** A module that records its calls; it arrives or fails when the test says so. */
function setUp({isOnDemand = true} = {}) {
    /** @type {any[]} */
    const shown = [];
    Object.assign(globalThis, {document: {createElement: () => ({
        isThere: true,
        append() {}, setAttribute() {},
        remove() { this.isThere = false; },
        addEventListener(/** @type {string} */ _, /** @type {() => void} */ act) { Object.assign(this, {act}); },
    })}});
    /** @type {string[]} */
    const calls = [];
    let fetched = 0;
    /** @type {(fails?: boolean) => Promise<void>} */
    let arrive = async () => {};
    /** @type {import('../../../www/ui/lazy-module.js').LazyModule<string[]>} */
    const lazy = createLazyModule({
        name: 'The module', isOnDemand, show: (message) => shown.push(message),
        load: () => new Promise((resolve, reject) => {
            fetched += 1;
            arrive = (fails) => {
                if (fails) reject(new Error('offline'));
                else resolve(calls);
                return turn();
            };
        }),
    });
    return {late: lazy, calls, shown, arrive: (/** @type {boolean} */ fails = false) => arrive(fails), fetched: () => fetched};
}

test('calls before a module is loaded run then: of each key the newest, in order', async () => {
    const {late, calls, arrive, fetched} = setUp();
    late.queue('run', (module) => module.push('run 1'));
    late.queue('codes', (module) => module.push('codes'));
    late.queue('run', (module) => module.push('run 2'));
    assert.equal(fetched(), 0, 'a queued call does not load the module');
    late.use((module) => module.push('click'));
    late.use((module) => module.push('click'));
    await arrive();
    assert.deepEqual([fetched(), calls], [1, ['codes', 'run 2', 'click', 'click']]);
    late.queue('run', (module) => module.push('run 3'));
    assert.equal(calls.at(-1), 'run 3');
});

test('a failed load is reported, and queued calls run after a successful retry', async () => {
    const {late, calls, arrive, fetched, shown} = setUp();
    late.use((module) => module.push('click'));
    await arrive(true);
    assert.deepEqual([late.hasFailed(), late.loaded(), shown.length], [true, null, 1]);
    late.use();
    await arrive();
    assert.deepEqual([fetched(), calls, late.hasFailed(), shown[0].isThere], [2, ['click'], false, false]);
});

test('unused modules load in idle time, one after the other, and a failure is reported on use', async () => {
    Object.assign(globalThis, {requestIdleCallback: (/** @type {() => void} */ act) => void setTimeout(act)});
    const [one, other, patient] = [setUp({isOnDemand: false}), setUp({isOnDemand: false}), setUp()];
    startIdleLoading();
    await turn();
    assert.deepEqual([one.fetched(), other.fetched()], [1, 0]);
    await one.arrive(true);
    await turn();
    assert.deepEqual([one.shown.length, other.fetched()], [0, 1]);
    await other.arrive();
    await turn();
    assert.deepEqual([other.late.loaded(), patient.fetched()], [other.calls, 0]);
    one.late.use();
    await one.arrive(true);
    assert.equal(one.shown.length, 1);
});
