import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLate, fetchWhenIdle} from '../../../www/scheduling/lazy-load.js';

const turn = () => new Promise((next) => setTimeout(next));

/** A part that writes down what it is told, and comes, or does not, when the test says so. */
function setUp({waits = true} = {}) {
    /** @type {any[]} */
    const shown = [];
    Object.assign(globalThis, {document: {createElement: () => ({
        isThere: true,
        append() {}, setAttribute() {},
        remove() { this.isThere = false; },
        addEventListener(/** @type {string} */ _, /** @type {() => void} */ act) { Object.assign(this, {act}); },
    })}});
    /** @type {string[]} */
    const told = [];
    let fetched = 0;
    /** @type {(fails?: boolean) => Promise<void>} */
    let arrive = async () => {};
    /** @type {import('../../../www/scheduling/lazy-load.js').Late<string[]>} */
    const late = createLate({
        what: 'The part', waits, show: (words) => shown.push(words),
        load: () => new Promise((resolve, reject) => {
            fetched += 1;
            arrive = (fails) => {
                if (fails) reject(new Error('offline'));
                else resolve(told);
                return turn();
            };
        }),
    });
    return {late, told, shown, arrive: (/** @type {boolean} */ fails = false) => arrive(fails), fetched: () => fetched};
}

test('what a part is told before it comes is told it then, of each name the newest, in order', async () => {
    const {late, told, arrive, fetched} = setUp();
    late.tell('run', (part) => part.push('run 1'));
    late.tell('codes', (part) => part.push('codes'));
    late.tell('run', (part) => part.push('run 2'));
    assert.equal(fetched(), 0, 'being told is no reason to be fetched');
    late.use((part) => part.push('click'));
    late.use((part) => part.push('click'));
    await arrive();
    assert.deepEqual([fetched(), told], [1, ['codes', 'run 2', 'click', 'click']]);
    late.tell('run', (part) => part.push('run 3'));
    assert.equal(told.at(-1), 'run 3');
});

test('a part that could not be fetched says so, and does what was asked when it comes after all', async () => {
    const {late, told, arrive, fetched, shown} = setUp();
    late.use((part) => part.push('click'));
    await arrive(true);
    assert.deepEqual([late.hasFailed(), late.part(), shown.length], [true, null, 1]);
    late.use();
    await arrive();
    assert.deepEqual([fetched(), told, late.hasFailed(), shown[0].isThere], [2, ['click'], false, false]);
});

test('what nobody has used is fetched in idle time, one after the other, and a failure is told to those who want it', async () => {
    Object.assign(globalThis, {requestIdleCallback: (/** @type {() => void} */ act) => void setTimeout(act)});
    const [one, other, patient] = [setUp({waits: false}), setUp({waits: false}), setUp()];
    fetchWhenIdle();
    await turn();
    assert.deepEqual([one.fetched(), other.fetched()], [1, 0]);
    await one.arrive(true);
    await turn();
    assert.deepEqual([one.shown.length, other.fetched()], [0, 1]);
    await other.arrive();
    await turn();
    assert.deepEqual([other.late.part(), patient.fetched()], [other.told, 0]);
    one.late.use();
    await one.arrive(true);
    assert.equal(one.shown.length, 1);
});
