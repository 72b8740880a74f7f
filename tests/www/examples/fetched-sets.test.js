import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createFetchedSets} from '../../../www/examples/fetched-sets.js';

/** A store whose fetches the test ends. */
function setUp() {
    const page = {
        /** @type {{source: string, resolve: (packed: Uint8Array) => void, reject: (why: Error) => void}[]} */
        fetches: [],
        /** @type {Uint8Array[]} */
        loaded: [],
        /** @type {any[]} */
        news: [],
        /** @type {object | null} */
        refusal: null,
    };
    const sets = createFetchedSets({
        async load(packed) {
            if (page.refusal) throw page.refusal;
            page.loaded.push(packed.slice());
            structuredClone(packed.buffer, {transfer: [/** @type {ArrayBuffer} */ (packed.buffer)]}); // as to a worker
        },
        onNews: (news) => page.news.push(news),
        fetchSet: (source, onShare) => new Promise((resolve, reject) => {
            onShare(0.5);
            page.fetches.push({source, resolve, reject});
        }),
    });
    return {page, sets};
}

test('a set is fetched once, however many ask for it, and is at hand when the worker has it', async () => {
    const {page, sets} = setUp();
    const coming = [sets.need('mnist'), sets.need('mnist')];
    assert.equal(page.fetches.length, 1);
    page.fetches[0].resolve(new Uint8Array([7, 8]));
    await Promise.all(coming);
    assert.deepEqual(page.loaded, [new Uint8Array([7, 8])]);
    assert.equal(sets.need('mnist'), null);
    assert.deepEqual(page.news, [{source: 'mnist', share: 0.5}, {source: 'mnist', isReady: true}]);
});

test('data that are built in or the user\'s own are never fetched', () => {
    const {page, sets} = setUp();
    for (const source of ['digits', 'file', 'toString']) assert.equal(sets.need(source), null);
    assert.deepEqual(page.fetches, []);
});

test('other workers get a copy of what was fetched, and nothing of what was not', async () => {
    const {page, sets} = setUp();
    assert.equal(await sets.read('emoji'), null);
    const coming = ['emoji', 'fashion'].map((source) => sets.need(source));
    page.fetches[0].resolve(new Uint8Array([1]));
    await coming[0];
    assert.deepEqual(await sets.readAll(), [new Uint8Array([1])]);
    assert.deepEqual(await sets.read('emoji'), new Uint8Array([1]));
    assert.equal(await sets.read('fashion'), null);
});

test('a failure names the set, the cause and a remedy, and the next need is another try', async () => {
    const {page, sets} = setUp();
    const coming = sets.need('fashion');
    page.fetches[0].reject(new TypeError('Failed to fetch'));
    await assert.rejects(Promise.resolve(coming), {
        code: 'data', field: 'dataset', message: 'Fashion-MNIST could not be fetched: Failed to fetch.', remedy: /try again/,
    });
    assert.equal(page.news.at(-1).error.code, 'data');
    const again = sets.need('fashion');
    page.fetches[1].resolve(new Uint8Array([3]));
    await again;
    assert.equal(sets.need('fashion'), null);
});

test('another file in the place of a set is called that, and the loss of a worker is passed on as it is', async () => {
    const {page, sets} = setUp();
    for (const [refusal, expected] of [
        [{code: 'data', message: 'These are no packed data.'}, {code: 'data', message: /the server sent another file/}],
        [{code: 'lost', message: 'Lost.'}, {code: 'lost', message: 'Lost.'}],
    ]) {
        page.refusal = refusal;
        const coming = sets.need('mnist');
        page.fetches.at(-1)?.resolve(new Uint8Array([1]));
        await assert.rejects(Promise.resolve(coming), expected);
    }
});
