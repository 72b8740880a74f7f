import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createMetrics} from '../../../www/scheduling/metrics-schedule.js';

/** A run whose measuring takes `ms`, by a clock that only moves when told. */
function setUp(ms = 100) {
    let time = 0;
    let isHurried = false;
    /** @type {any[]} */
    const asked = [];
    /** @type {any[]} */
    const news = [];
    const metrics = createMetrics({
        ask: async (run, part) => {
            asked.push(part);
            time += ms;
            return {type: 'measured', id: 1, run, step: 7, ms, metrics: /** @type {any} */ ({mse: 1})};
        },
        onNews: (measured) => news.push(measured),
        now: () => time,
        isHurried: () => isHurried,
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    metrics.begin({run: 3});
    return {
        metrics, asked, news, settle, wait: (/** @type {number} */ more) => { time += more; },
        hurry: (/** @type {boolean} */ hurried) => { isHurried = hurried; },
    };
}

test('validation is measured at the end of an epoch, the test images only when asked', async () => {
    const {metrics, asked, news, settle} = setUp();
    metrics.progress({run: 3, epoch: 0.9});
    assert.deepEqual(asked, []);
    metrics.progress({run: 3, epoch: 1.1});
    await settle();
    assert.deepEqual(asked, ['validation']);
    await metrics.test();
    assert.deepEqual(asked, ['validation', 'test']);
    assert.deepEqual(news.map((entry) => entry?.part), [undefined, 'validation', 'test']);
});

test('measuring takes at most a twentieth of the time, however short the epochs', async () => {
    const {metrics, asked, settle, wait} = setUp(100);
    for (let epoch = 1; epoch <= 100; epoch++) {
        metrics.progress({run: 3, epoch});
        await settle();
        wait(50);
    }
    // 100 epochs of 50 ms, and 100 ms for each look: one look in every 2,000 ms
    assert.ok(asked.length >= 2 && asked.length <= 3, `${asked.length} looks`);
});

test('while somebody points measuring takes a two-hundredth of the time, and goes on as before afterwards', async () => {
    const {metrics, asked, settle, wait, hurry} = setUp(100);
    let epoch = 0;
    const train = async (/** @type {number} */ ms) => {
        for (let passed = 0; passed < ms; passed += 50) {
            wait(50);
            metrics.progress({run: 3, epoch: ++epoch});
            await settle();
        }
    };
    await train(50);
    hurry(true);
    await train(19_000);
    assert.equal(asked.length, 1);
    await train(1500);
    assert.equal(asked.length, 2);
    await train(4000);
    hurry(false);
    await train(50);
    assert.equal(asked.length, 3);
});

test('a run that rests is measured once where it stands', async () => {
    const {metrics, asked, settle} = setUp();
    metrics.status({run: 3, state: 'paused', step: 7});
    await settle();
    metrics.status({run: 3, state: 'paused', step: 7});
    await settle();
    assert.deepEqual(asked, ['validation']);
});

test('what was asked of a run that has been replaced is not told', async () => {
    const {metrics, news, settle} = setUp();
    metrics.progress({run: 3, epoch: 1});
    metrics.begin({run: 4});
    await settle();
    assert.deepEqual(news, [null, null]);
});
