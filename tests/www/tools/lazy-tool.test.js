import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createLazy} from '../../../www/tools/lazy-tool.js';

/** A document with no more than a tool that is not there yet needs. */
function fakeDocument() {
    const node = () => ({append() {}, remove() {}, setAttribute() {}, addEventListener() {}, replaceChildren() {}});
    Object.assign(globalThis, {document: {createElement: node}});
}

const created = /** @type {any} */ ({type: 'created', run: 1});

/** A tool that records its calls, and is fetched at the test's command. */
function setUp() {
    fakeDocument();
    /** @type {string[]} */
    const calls = [];
    /** @type {(fails?: boolean) => Promise<void>} */
    let arrive = async () => {};
    let fetched = 0;
    const tool = /** @type {any} */ ({
        label: 'Tool', help: 'About it.', node: {},
        begin: () => calls.push('begin'), update: () => calls.push('update'), leave: () => calls.push('leave'), recolour: () => calls.push('recolour'), compare: () => calls.push('compare'),
    });
    const lazy = createLazy({
        label: 'Tool',
        onLoad: () => calls.push('loaded'),
        load: () => new Promise((resolve, reject) => {
            fetched += 1;
            arrive = async (fails) => {
                if (fails) reject(new Error('offline'));
                else resolve(tool);
                await new Promise((next) => setTimeout(next));
            };
        }),
    });
    return {lazy, calls, arrive: (/** @type {boolean} */ fails = false) => arrive(fails), fetched: () => fetched};
}

test('a tool that nobody looks at is not fetched', () => {
    const {lazy, fetched} = setUp();
    lazy.begin(created);
    lazy.recolour();
    assert.deepEqual([fetched(), lazy.help], [0, '']);
});

test('a tool that is looked at is fetched once, and begins with the run of then and what it is compared with', async () => {
    const {lazy, calls, arrive, fetched} = setUp();
    lazy.begin(created);
    lazy.compare?.(/** @type {any} */ ({}));
    lazy.update();
    lazy.update();
    await arrive();
    assert.deepEqual([fetched(), calls, lazy.help], [1, ['loaded', 'begin', 'compare', 'update'], 'About it.']);
    lazy.update();
    lazy.leave();
    lazy.update();
    assert.deepEqual(calls.slice(4), ['update', 'leave', 'update']);
    assert.equal(fetched(), 1);
});

test('a tool that was left while it was fetched is not brought up to date', async () => {
    const {lazy, calls, arrive} = setUp();
    lazy.begin(created);
    lazy.update();
    lazy.leave();
    await arrive();
    assert.deepEqual(calls, ['loaded', 'begin']);
});

test('a tool that could not be fetched is tried again when it is looked at again', async () => {
    const {lazy, calls, arrive, fetched} = setUp();
    lazy.update();
    await arrive(true);
    lazy.update();
    assert.equal(fetched(), 1, 'not with every picture of the run');
    lazy.leave();
    lazy.update();
    await arrive();
    assert.deepEqual([fetched(), calls], [2, ['loaded', 'update']]);
});
