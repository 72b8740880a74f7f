import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createPcaClient} from '../../../www/client/pca-client.js';
import {isCostly} from '../../../www/client/pca-cost.js';

const CONFIG = {dataset: 'digits', seed: 1, latent: 2, loss: 'mse'};
const description = {dataset: {width: 8, height: 8, channels: 1, train: 1299}};
const costly = {dataset: {width: 64, height: 64, channels: 3, train: 1000}};
const FOUND = {error: 0.05, counted: 64, outputs: new Uint8Array([1, 2]), codes: new Float32Array([3, 4]), coefficients: new Float32Array([3, 4])};

/** A page without a browser, whose workers only record their messages. */
function createPage() {
    /** @type {any} */
    const page = {
        /** @type {any[]} */ workers: [],
        /** @type {import('../../../www/client/pca-client.js').PcaNews[]} */ news: [],
        opened: 1,
        last: () => page.news[page.news.length - 1],
        /** Its newest worker says something. @param {any} data */
        say: (data) => page.workers.at(-1).onmessage({data}),
        step: async () => {
            page.pca.progressed({losses: [1]});
            await new Promise((resolve) => setImmediate(resolve));
        },
        pca: createPcaClient({
            spawn() {
                const worker = {
                    received: /** @type {any[]} */ ([]), gone: false, onmessage: null, onerror: null,
                    postMessage: (/** @type {any} */ message) => void worker.received.push(message),
                    terminate: () => void (worker.gone = true),
                };
                page.workers.push(worker);
                return worker;
            },
            data: () => ({opened: () => page.opened, read: async (dataset) => dataset === 'digits' ? null : new Uint8Array(2)}),
            onNews: (news) => page.news.push(news),
        }),
    };
    return page;
}

test('nothing is begun before the first losses have come', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description});
    page.pca.progressed({losses: []});
    assert.equal(page.workers.length, 0);
    assert.match(page.last().words, /follows/);
    await page.step();
    await page.step();
    assert.equal(page.workers.length, 1);
    assert.deepEqual(page.workers[0].received, [{type: 'compare', config: CONFIG}]);
});

test('progress is a message, and the result has the units of the loss', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description});
    await page.step();
    page.say({type: 'comparing', progress: 0.426});
    assert.equal(page.last().words, 'Finding PCA: 42 %');
    page.say({type: 'compared', ...FOUND});
    assert.deepEqual(page.last(), {words: '', progress: 1, applies: true, why: '', offer: null, comparison: FOUND, error: 0.05});
    assert.equal(page.workers[0].gone, true);
});

/** A table whose columns are of these kinds. @param {string[]} kinds */
const tableOf = (...kinds) => ({dataset: {...description.dataset, kind: 'table', columns: kinds.map((kind) => ({kind}))}});

test('a loss in other units gets no line but the reason, and the pictures', async () => {
    const words = {dataset: {...description.dataset, kind: 'word'}};
    for (const [config, about, reason] of /** @type {[any, any, string][]} */ ([
        [{...CONFIG, loss: 'bce'}, description, 'the loss is a cross-entropy'],
        [CONFIG, words, 'letters have a cross-entropy'],
        [CONFIG, tableOf('number', 'category'), 'categories have a cross-entropy'],
        [{...CONFIG, corruption: 'masking'}, tableOf('number'), 'the network gets corrupted examples'],
    ])) {
        const run = {config, description: about};
        const page = createPage();
        page.pca.begin(run);
        await page.step();
        page.say({type: 'compared', ...FOUND});
        const {applies, error, comparison, why} = page.last();
        assert.deepEqual([applies, error, comparison, why], [false, null, FOUND, reason]);
    }
});

test('where the errors of the pixels are summed, so is that of PCA', async () => {
    for (const [reduction, error] of [['mean', 0.05], ['sum', 3.2], ['half', 1.6]]) {
        const page = createPage();
        page.pca.begin({config: {...CONFIG, reduction}, description});
        await page.step();
        page.say({type: 'compared', ...FOUND});
        assert.equal(page.last().error, error);
    }
});

test('a table of numbers and ratings has a line, over what its rows know', async () => {
    for (const [reduction, error] of /** @type {[string, number][]} */ ([['mean', 0.05], ['sum', 0.36], ['half', 0.18]])) {
        const page = createPage();
        page.pca.begin({config: {...CONFIG, loss: 'bce', reduction}, description: tableOf('number', 'rating')});
        await page.step();
        page.say({type: 'compared', ...FOUND, counted: 7.2});
        assert.equal(page.last().error?.toFixed(6), error.toFixed(6));
    }
});

test('another run ends the search, and the same images, seed and size find the earlier result', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description});
    await page.step();
    page.say({type: 'compared', ...FOUND});
    page.pca.begin({config: {...CONFIG, latent: 3}, description});
    await page.step();
    page.pca.begin({config: {...CONFIG, learningRate: 1}, description});
    assert.equal(page.workers[1].gone, true);
    assert.equal(page.last().error, 0.05);
    await page.step();
    assert.equal(page.workers.length, 2);
});

test('a new run for which the search holds as well lets it go on', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description});
    await page.step();
    page.pca.begin({config: {...CONFIG, hidden: [9]}, description});
    await page.step();
    assert.deepEqual([page.workers.length, page.workers[0].gone], [1, false]);
    page.say({type: 'compared', ...FOUND});
    assert.equal(page.last().error, 0.05);
});

test('own data are handed over, and other files under the same settings are another search', async () => {
    const page = createPage();
    const config = {...CONFIG, dataset: 'file'};
    page.pca.begin({config, description});
    await page.step();
    assert.equal(page.workers[0].received[0].packed.byteLength, 2);
    page.say({type: 'compared', ...FOUND});
    page.opened = 2;
    page.pca.begin({config, description});
    assert.equal(page.last().comparison, null);
    await page.step();
    assert.equal(page.workers.length, 2);
});

test('a worker that fails is terminated, with its reason in the message', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description});
    await page.step();
    page.say({type: 'error', code: 'data', message: 'The file is too short.', remedy: ''});
    assert.match(page.last().words, /could not be found: The file is too short/);
    assert.deepEqual([page.last().applies, page.workers[0].gone], [false, true]);
    page.pca.begin({config: {...CONFIG, seed: 2}, description});
    await page.step();
    page.say({type: 'comparing', progress: 'half'});
    assert.match(page.last().words, /"progress"/);
});

test('linear probes are computed once for the same images, seed and size', async () => {
    const page = createPage();
    const found = {pixels: {knn: 0.9, probe: 0.8}, pca: {knn: 0.5, probe: 0.4}};
    const both = [page.pca.probes(CONFIG, description.dataset), page.pca.probes({...CONFIG, learningRate: 1}, description.dataset)];
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(page.workers.map((/** @type {any} */ {received}) => received[0].type), ['probe']);
    page.say({type: 'probed', probes: found});
    assert.deepEqual(await Promise.all(both), [found, found]);
    assert.equal(page.workers[0].gone, true);
});

test('linear probes that fail are null', async () => {
    const page = createPage();
    const probes = page.pca.probes(CONFIG, description.dataset);
    await new Promise((resolve) => setImmediate(resolve));
    page.say({type: 'error', code: 'data', message: 'The file is too short.', remedy: ''});
    assert.equal(await probes, null);
});

test('a costly comparison begins only when it is asked for, with its time and memory stated, and after another latent size it asks again', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description: costly});
    await page.step();
    assert.equal(page.workers.length, 0);
    assert.match(page.last().offer?.label ?? '', /^Compute the PCA baseline \(about 38 s, 1\.2 GB of memory\)$/);
    page.last().offer?.act();
    await page.step();
    assert.equal(page.workers.length, 1);
    assert.equal(page.last().offer, null);
    page.say({type: 'compared', ...FOUND});
    page.pca.begin({config: {...CONFIG, latent: 3}, description: costly});
    await page.step();
    assert.equal(page.workers.length, 1);
    assert.ok(page.last().offer);
    page.pca.begin({config: CONFIG, description: costly});
    assert.deepEqual([page.last().comparison, page.workers.length], [FOUND, 1], 'what was found is kept');
});

test('probes of costly data are left out until the comparison was asked for', async () => {
    const page = createPage();
    page.pca.begin({config: CONFIG, description: costly});
    assert.equal(await page.pca.probes(CONFIG, costly.dataset), null);
    assert.equal(page.workers.length, 0);
    page.last().offer?.act();
    const probes = page.pca.probes(CONFIG, costly.dataset);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(page.workers.at(-1).received[0].type, 'probe');
    page.say({type: 'probed', probes: null});
    assert.equal(await probes, null);
});

test('MNIST and the coloured shapes are compared unasked, and pictures of 64 by 64 in colour are not', () => {
    assert.equal(isCostly({width: 28, height: 28, channels: 1, train: 59_000}), false);
    assert.equal(isCostly({width: 32, height: 32, channels: 3, train: 4800}), false);
    assert.equal(isCostly({width: 64, height: 64, channels: 3, train: 100}), true, 'for its memory');
    assert.equal(isCostly({width: 64, height: 64, channels: 1, train: 10_000}), true, 'for its time');
});
