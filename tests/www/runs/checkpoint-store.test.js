import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import 'fake-indexeddb/auto';
import {IDBFactory} from 'fake-indexeddb';
import {createCheckpointStore, surplus} from '../../../www/runs/checkpoint-store.js';
import {bodyOf} from '../support/checkpoints.js';

/** Tabs that live, and a clock. */
let living = /** @type {string[]} */ ([]);
let time = 0;

beforeEach(() => {
    globalThis.indexedDB = new IDBFactory();
    living = [];
    time = 0;
});

/** The store as one tab has it. @param {string} tab @param {{budget?: {bytes: number, count: number}, isNamed?: (run: string) => boolean}} [more] */
function openTab(tab, {budget = {bytes: 1e6, count: 30}, isNamed = () => false} = {}) {
    living.push(tab);
    return createCheckpointStore({
        tab, budget, isNamed, clock: () => (time += 1), lives: async (other) => living.includes(other),
    });
}

/** @param {string} tab */
const close = (tab) => (living = living.filter((other) => other !== tab));
/** @param {any} body @param {'newest' | 'best'} [kind] */
const as = (body, kind = 'newest') => ({...body, kind});

test('a checkpoint comes back as it was written, after a reload too', async () => {
    const body = bodyOf('r', 3);
    await openTab('a').put([as(body)]);
    close('a');
    const store = openTab('b');
    const [head] = await store.orphans();
    assert.deepEqual([head.run, head.about.step, head.about.config], ['r', 3, {seed: 1}]);
    assert.equal(/** @type {any} */ (head.about).curves, undefined, 'a list needs no curves');
    assert.deepEqual(await store.read(head.id), body);
});

test('of a run the newest and the best are kept, each in place of the one before', async () => {
    const store = openTab('a');
    await store.put([as(bodyOf('r', 1)), as(bodyOf('r', 1), 'best')]);
    await store.put([as(bodyOf('r', 9))]);
    assert.deepEqual((await store.heads()).map(({kind, about}) => [kind, about.step]).sort(), [['best', 1], ['newest', 9]]);
});

test('a checkpoint that cannot be written whole leaves the one before', async () => {
    const store = openTab('a');
    await store.put([as(bodyOf('r', 1))]);
    const broken = bodyOf('r', 2);
    Object.assign(broken.history.curves, {total: {...broken.history.curves.total, extra: () => 'cannot be cloned'}});
    await assert.rejects(store.put([as(broken)]));
    const [head] = await store.heads();
    assert.equal(head.about.step, 1);
    assert.equal((await store.read(head.id))?.history.step, 1);
});

test('the oldest of unnamed runs make room, whether bytes or number exceed the budget', async () => {
    for (const budget of [{bytes: 1e6, count: 2}, {bytes: 500, count: 30}]) {
        globalThis.indexedDB = new IDBFactory();
        const store = openTab('a', {budget, isNamed: (run) => run === 'named'});
        for (const run of ['named', 'old', 'new']) await store.put([as(bodyOf(run, 1))]);
        assert.deepEqual((await store.heads()).map(({run}) => run), ['new', 'named']);
    }
});

test('the newest checkpoint never makes room for others', () => {
    const heads = /** @type {any[]} */ ([{id: 'n', run: 'n', savedAt: 2, size: 300}, {id: 'o', run: 'o', savedAt: 1, size: 300}]);
    assert.deepEqual(surplus(heads, {bytes: 100, count: 30}, (run) => run === 'o').map(({id}) => id), ['o']);
});

test('a model larger than the budget is refused by name', async () => {
    const store = openTab('a', {budget: {bytes: 1000, count: 30}});
    await assert.rejects(store.put([as(bodyOf('r', 1, {bytes: 2000}))]), {name: 'TooLargeError'});
    assert.deepEqual(await store.heads(), []);
});

test('a run of a tab that lives is neither offered nor overwritten nor taken', async () => {
    const [a, b] = [openTab('a'), openTab('b')];
    await a.put([as(bodyOf('r', 5))]);
    assert.deepEqual(await b.orphans(), []);
    assert.equal(await b.put([as(bodyOf('r', 99))]), false);
    assert.equal(await b.claim('r'), false);
    assert.equal((await b.heads())[0].about.step, 5);
});

test('of two tabs that want the run of a closed one, the first gets it', async () => {
    await openTab('a').put([as(bodyOf('r', 5))]);
    close('a');
    const [b, c] = [openTab('b'), openTab('c')];
    assert.deepEqual(await Promise.all([b.claim('r'), c.claim('r')]), [true, false]);
    assert.deepEqual(await c.orphans(), []);
});

test('data are kept as long as a run needs them', async () => {
    const store = openTab('a');
    await store.put([as(bodyOf('r', 1, {fingerprint: 77}))]);
    await store.putFiles(77, [{name: 'x.idx', bytes: Uint8Array.of(1, 2).buffer}]);
    await store.put([as(bodyOf('s', 1))]);
    assert.deepEqual([...await store.keptData()], ['77']);
    assert.equal((await store.readFiles(77))?.[0].name, 'x.idx');
    await store.forget('r');
    assert.deepEqual([...await store.keptData()], []);
    assert.deepEqual((await store.heads()).map(({run}) => run), ['s']);
});

test('forgetting everything leaves nothing', async () => {
    const store = openTab('a');
    await store.put([as(bodyOf('r', 1, {fingerprint: 77})), as(bodyOf('r', 1), 'best')]);
    await store.putFiles(77, []);
    await store.forgetAll();
    assert.deepEqual([await store.heads(), (await store.keptData()).size, await store.read('r newest')], [[], 0, undefined]);
});

test('giving up the older half keeps the newest', async () => {
    const store = openTab('a');
    for (const run of ['1', '2', '3', '4']) await store.put([as(bodyOf(run, 1))]);
    assert.equal(await store.shrink(), 2);
    assert.deepEqual((await store.heads()).map(({run}) => run), ['4', '3']);
});
