import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createMetricsSchedule} from '../../../www/scheduling/metrics-schedule.js';

/** A run whose measuring takes `ms`, by a clock that the test moves. */
function setUp(ms = 100) {
    let time = 0;
    let isInteracting = false;
    /** @type {any[]} */
    const requested = [];
    /** @type {any[]} */
    const news = [];
    const metrics = createMetricsSchedule({
        request: async (run, split) => {
            requested.push(split);
            time += ms;
            return {type: 'measured', id: 1, run, step: 7, ms, metrics: /** @type {any} */ ({mse: 1})};
        },
        onNews: (measured) => news.push(measured),
        now: () => time,
        isInteracting: () => isInteracting,
    });
    const settle = () => new Promise((resolve) => setImmediate(resolve));
    metrics.begin({run: 3});
    return {
        metrics, requested, news, settle, wait: (/** @type {number} */ more) => { time += more; },
        interact: (/** @type {boolean} */ active) => { isInteracting = active; },
    };
}

test('validation is measured at the end of an epoch, the test images only on request', async () => {
    const {metrics, requested, news, settle} = setUp();
    metrics.progress({run: 3, epoch: 0.9});
    assert.deepEqual(requested, []);
    metrics.progress({run: 3, epoch: 1.1});
    await settle();
    assert.deepEqual(requested, ['validation']);
    await metrics.test();
    assert.deepEqual(requested, ['validation', 'test']);
    assert.deepEqual(news.map((entry) => entry?.split), [undefined, 'validation', 'test']);
});

test('measuring takes at most a twentieth of the time, however short the epochs', async () => {
    const {metrics, requested, settle, wait} = setUp(100);
    for (let epoch = 1; epoch <= 100; epoch++) {
        metrics.progress({run: 3, epoch});
        await settle();
        wait(50);
    }
    // 100 epochs of 50 ms, and 100 ms for each measurement: one in every 2,000 ms
    assert.ok(requested.length >= 2 && requested.length <= 3, `${requested.length} measurements`);
});

test('while somebody points measuring takes a two-hundredth of the time, and goes on as before afterwards', async () => {
    const {metrics, requested, settle, wait, interact} = setUp(100);
    let epoch = 0;
    const train = async (/** @type {number} */ ms) => {
        for (let passed = 0; passed < ms; passed += 50) {
            wait(50);
            metrics.progress({run: 3, epoch: ++epoch});
            await settle();
        }
    };
    await train(50);
    interact(true);
    await train(19_000);
    assert.equal(requested.length, 1);
    await train(1500);
    assert.equal(requested.length, 2);
    await train(4000);
    interact(false);
    await train(50);
    assert.equal(requested.length, 3);
});

test('a paused run is evaluated once at its step', async () => {
    const {metrics, requested, settle} = setUp();
    metrics.status({run: 3, state: 'paused', step: 7});
    await settle();
    metrics.status({run: 3, state: 'paused', step: 7});
    await settle();
    assert.deepEqual(requested, ['validation']);
});

test('a measurement of a replaced run is not reported', async () => {
    const {metrics, news, settle} = setUp();
    metrics.progress({run: 3, epoch: 1});
    metrics.begin({run: 4});
    await settle();
    assert.deepEqual(news, [null, null]);
});

test('a run that is paused during a measurement is measured again, at the step where it stands', async () => {
    const answers = /** @type {((step: number) => void)[]} */ ([]);
    const news = /** @type {any[]} */ ([]);
    const metrics = createMetricsSchedule({
        request: (run) => new Promise((resolve) => answers.push((step) => resolve({type: 'measured', id: 1, run, step, ms: 1, metrics: /** @type {any} */ ({mse: 1})}))),
        onNews: (measured) => news.push(measured), now: () => 0, isInteracting: () => false,
    });
    metrics.begin({run: 3});
    metrics.progress({run: 3, epoch: 1});
    metrics.status({run: 3, state: 'paused', step: 25});
    answers[0](20);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(answers.length, 2);
    answers[1](25);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([news.at(-1).step, answers.length], [25, 2]);
});
