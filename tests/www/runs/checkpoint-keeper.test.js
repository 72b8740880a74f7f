import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCheckpointKeeper, intervalAfter} from '../../../www/runs/checkpoint-keeper.js';

/** A keeper over a worker that stands at `worker.step`, and answers at once unless it holds its answers. */
function setUp() {
    const worker = {run: 1, step: 0, ms: 20, asked: 0, fails: false, gate: Promise.resolve()};
    let time = 0;
    const taken = /** @type {string[]} */ ([]);
    const keeper = createCheckpointKeeper({
        onTaken: ({step}, isBest) => taken.push(`${step}${isBest ? ' best' : ''}`),
        now: () => time,
        async take() {
            worker.asked += 1;
            await worker.gate;
            if (worker.fails) throw new Error('lost');
            return {run: worker.run, step: worker.step, ms: worker.ms, bytes: Uint8Array.of(worker.step)};
        },
    });
    const settled = () => new Promise((resolve) => setImmediate(resolve));
    return {
        worker, keeper, settled, taken,
        /** @param {any} state @param {number} step */
        async status(state, step) {
            worker.step = step;
            keeper.status({type: 'status', run: 1, state, step, epoch: 0});
            await settled();
        },
        /** @param {number} at ms @param {number} step @param {number[]} losses */
        async progress(at, step, losses = []) {
            time = at;
            worker.step = step;
            keeper.progress({run: 1, validations: losses.map((loss) => ({step, loss, terms: []}))});
            await settled();
        },
    };
}

test('a checkpoint is taken when the run starts, then every ten seconds, and when it pauses', async () => {
    const {worker, keeper, status, progress} = setUp();
    keeper.begin({run: 1});
    await status('ready', 0);
    assert.equal(worker.asked, 0);
    await status('running', 0);
    assert.equal(worker.asked, 1);
    await progress(9_999, 40);
    assert.equal(worker.asked, 1);
    await progress(10_000, 50);
    assert.equal(keeper.last(1)?.step, 50);
    await progress(19_000, 60);
    await status('paused', 61);
    assert.deepEqual(keeper.last(1), {run: 1, step: 61, bytes: Uint8Array.of(61)});
    assert.equal(worker.asked, 3);
    await status('running', 61);
    assert.equal(worker.asked, 3, 'nothing has changed since');
});

test('checkpoints take at most a fiftieth of the time', async () => {
    const {worker, keeper, status, progress} = setUp();
    worker.ms = 400;
    keeper.begin({run: 1});
    await status('running', 0);
    await progress(19_999, 10);
    assert.equal(worker.asked, 1);
    await progress(20_000, 11);
    assert.equal(worker.asked, 2);
    assert.equal(intervalAfter(10), 10_000);
});

test('the best validation loss is kept at once, but at most once a second and for a fiftieth of the time', async () => {
    const {worker, keeper, status, progress} = setUp();
    keeper.begin({run: 1});
    await status('running', 0);
    await progress(1_000, 5, [0.5]);
    assert.equal(keeper.last(1)?.step, 5);
    await progress(3_000, 6, [0.6]);
    assert.equal(worker.asked, 2, 'a worse one waits for its time');
    worker.ms = 30;
    await progress(3_500, 7, [0.4]);
    assert.equal(keeper.last(1)?.step, 7);
    await progress(4_900, 8, [0.3]);
    assert.equal(keeper.last(1)?.step, 7, '30 ms would be more than a fiftieth of that time');
    worker.ms = 1;
    await progress(5_000, 9, [0.2]);
    assert.equal(keeper.last(1)?.step, 9);
    await progress(5_999, 10, [0.1]);
    assert.equal(keeper.last(1)?.step, 9, 'looks come often while a run learns fast');
    await progress(6_000, 11, [0.05]);
    assert.equal(keeper.last(1)?.step, 11);
});

test('one is on its way at a time, and a pause meanwhile is not forgotten', async () => {
    const {worker, keeper, settled, status} = setUp();
    let answer = () => {};
    worker.gate = new Promise((resolve) => (answer = resolve));
    keeper.begin({run: 1});
    await status('running', 0);
    await status('paused', 30);
    keeper.save();
    assert.equal(worker.asked, 1);
    answer();
    await settled();
    assert.equal(worker.asked, 2);
    assert.equal(keeper.last(1)?.step, 30);
});

test('a checkpoint that fails leaves the one before, and one of a replaced run is dropped', async () => {
    const {worker, keeper, settled, status, progress} = setUp();
    keeper.begin({run: 1});
    await status('running', 3);
    worker.fails = true;
    await progress(20_000, 9);
    assert.equal(keeper.last(1)?.step, 3);
    worker.fails = false;
    keeper.save();
    keeper.begin({run: 2});
    await settled();
    assert.deepEqual([keeper.last(1), keeper.last(2)], [null, null]);
});

test('after a run went back to an earlier step, what came later is no checkpoint of it', async () => {
    const {keeper, status} = setUp();
    keeper.begin({run: 1});
    await status('paused', 50);
    await status('paused', 20);
    assert.equal(keeper.last(1)?.step, 20);
});

test('a run that has diverged is not kept, and its last sound checkpoint is', async () => {
    const {worker, keeper, status} = setUp();
    keeper.begin({run: 1});
    await status('running', 10);
    await status('stopped', 90);
    assert.deepEqual([worker.asked, keeper.last(1)?.step], [1, 10]);
});

test('each checkpoint is passed on, the best as such, and once more where the run then stands still', async () => {
    const {taken, keeper, status, progress} = setUp();
    keeper.begin({run: 1});
    await status('running', 0);
    await progress(1_000, 5, [0.5]);
    await progress(12_000, 6);
    await status('paused', 6);
    await status('running', 6);
    assert.deepEqual(taken, ['0', '5 best', '6', '6']);
});
