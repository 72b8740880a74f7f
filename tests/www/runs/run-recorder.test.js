import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRunRecorder} from '../../../www/runs/run-recorder.js';
import {createRunStore} from '../../../www/runs/run-store.js';
import {defaultsOf} from '../../../www/settings/store.js';
import {SCHEMA} from '../../../www/settings/schema.js';
import {fakeStorage} from '../support/fake-storage.js';

const dataset = {source: 'digits', name: 'Handwritten digits', train: 1000, validation: 100, width: 8, height: 8, channels: 1};

/** A recorder, and a trainer to listen to. */
function setUp() {
    const runStore = createRunStore(fakeStorage().storage);
    let [ms, run, step] = [0, 0, 0];
    const config = {...defaultsOf(SCHEMA)};
    const recorder = createRunRecorder({runStore, schema: SCHEMA, config: () => config, now: () => ms, clock: () => 1_000_000 + ms});
    /** @param {import('../../../www/protocol/messages.js').State} state @param {object} [more] */
    const status = (state, more = {}) => recorder.status(/** @type {any} */ ({type: 'status', run, state, step, epoch: step / 20, ...more}));
    return {
        runStore, recorder, config, status,
        wait: (/** @type {number} */ more) => void (ms += more),
        begin() {
            run += 1;
            step = 0;
            recorder.begin(/** @type {any} */ ({
                type: 'created', run, config: {...config}, device: {name: 'CPU'}, description: {dataset, terms: []},
            }));
            status('ready');
        },
        /** @param {number} steps @param {(at: number) => number} [loss] */
        train(steps, loss = () => 0.5) {
            const losses = Float32Array.from({length: steps}, (_, i) => loss(step + i + 1));
            step += steps;
            const validations = [{step, loss: 0.25, terms: []}];
            recorder.progress(/** @type {any} */ ({type: 'progress', run, step, epoch: step / 20, losses, validations}));
        },
        /** @param {number} to */
        back(to) {
            step = to;
        },
    };
}

test('a run is kept from a number of steps on, and before that it is not', () => {
    const {runStore, recorder, begin, train} = setUp();
    begin();
    train(49);
    recorder.save();
    assert.deepEqual(runStore.runs(), []);
    assert.equal(recorder.current()?.steps, 49);
    train(1);
    assert.equal(runStore.runs()[0].steps, 50);
});

test('a run that trains on is brought up to date every few seconds, and where it is paused', () => {
    const {runStore, begin, train, wait, status} = setUp();
    begin();
    train(60);
    train(60);
    assert.equal(runStore.runs()[0].steps, 60);
    wait(3000);
    train(60);
    assert.equal(runStore.runs()[0].steps, 180);
    train(60);
    status('paused');
    assert.equal(runStore.runs()[0].steps, 240);
    assert.equal(runStore.runs().length, 1);
});

test('a run that is replaced stays, and the next one is another', () => {
    const {runStore, begin, train, config} = setUp();
    begin();
    train(60);
    train(40);
    config.latent = 8;
    begin();
    train(60);
    assert.deepEqual(runStore.runs().map(({steps}) => steps).sort(), [100, 60].sort());
    assert.equal(new Set(runStore.runs().map(({name}) => name)).size, 2);
});

test('only the time of training counts', () => {
    const {recorder, begin, train, wait, status} = setUp();
    begin();
    wait(5000);
    status('running');
    wait(2000);
    train(60);
    status('paused');
    wait(60_000);
    status('running');
    wait(1500);
    assert.equal(recorder.current()?.seconds, 3.5);
});

test('curves, last losses and what was measured are kept', () => {
    const {recorder, begin, train} = setUp();
    begin();
    train(100, () => 0.5);
    const metrics = /** @type {any} */ ({mse: 0.04, loss: 0.04});
    recorder.measured({split: 'validation', step: 100, metrics});
    recorder.measured({split: 'test', step: 100, metrics: {...metrics, mse: 9}});
    recorder.measured(null);
    const run = recorder.current();
    assert.ok(Math.abs((run?.trainingLoss ?? 0) - 0.5) < 1e-6, 'the mean is not drawn towards 0 by its beginning');
    assert.equal(run?.validationLoss, 0.25);
    assert.deepEqual(run?.curves.squared, {steps: [100], values: [0.04]});
    assert.deepEqual(run?.measured, {step: 100, metrics});
    assert.equal(run?.curves.training.steps.at(-1), 100);
});

test('a run that goes back to its best step forgets what it did after it, once it goes on', () => {
    const {recorder, begin, train, back, status} = setUp();
    begin();
    train(100);
    back(60);
    status('finished', {finished: {kind: 'patience', validations: 5, loss: 0.2}});
    assert.equal(recorder.current()?.steps, 60);
    assert.match(recorder.current()?.end ?? '', /best weights of step 60 kept/);
    train(10);
    assert.deepEqual(recorder.current()?.curves.training.steps.slice(-2), [69, 70]);
    assert.deepEqual(recorder.current()?.curves.validation.steps, [70]);
});

test('a run that diverges is kept with its finite losses, and says so', () => {
    const {runStore, begin, train, status} = setUp();
    begin();
    train(60);
    train(5, (at) => at > 62 ? NaN : 0.5);
    status('stopped');
    const [run] = runStore.runs();
    assert.equal(run.end, 'Diverged');
    assert.ok([...run.curves.training.values, run.trainingLoss].every(Number.isFinite));
});

test('a learning rate that was changed on the way is that of the run', () => {
    const {recorder, begin, train, config} = setUp();
    begin();
    train(60);
    config.learningRate = 0.5;
    train(60);
    assert.equal(recorder.current()?.config.learningRate, 0.5);
    config.learningRate = 0.25;
    assert.equal(recorder.now()?.config.learningRate, 0.25);
});

test('what was measured after a step that the run goes back to is forgotten', () => {
    const {recorder, begin, train, back, status} = setUp();
    assert.equal(recorder.now(), null);
    begin();
    for (const step of [20, 40, 60]) {
        train(20);
        recorder.measured({split: 'validation', step, metrics: /** @type {any} */ ({mse: 0.04})});
    }
    back(45);
    train(5);
    assert.deepEqual(recorder.now()?.measured.map(({step}) => step), [20, 40]);
    status('paused');
    assert.deepEqual([recorder.now()?.state, recorder.now()?.step], ['paused', 50]);
    begin();
    assert.deepEqual(recorder.now()?.measured, []);
});

test('measurements of a long run lie evenly over its steps, with the first and the newest of each split', () => {
    const {recorder, begin, train} = setUp();
    begin();
    recorder.measured({split: 'test', step: 20, metrics: /** @type {any} */ ({mse: 1})});
    for (let step = 20; step <= 100_000; step += 20) {
        train(20);
        recorder.measured({split: 'validation', step, metrics: /** @type {any} */ ({mse: step})});
    }
    const measured = recorder.now()?.measured ?? [];
    assert.ok(measured.length >= 400 && measured.length <= 1000, `${measured.length} are kept`);
    const steps = measured.filter(({split}) => split === 'validation').map(({step}) => step);
    assert.deepEqual([steps[0], steps.at(-1), measured.filter(({split}) => split === 'test').length], [20, 100_000, 1]);
    const gaps = steps.slice(1).map((step, i) => step - steps[i]);
    assert.ok(Math.max(...gaps) <= 500, `no gap is above ${Math.max(...gaps)} steps`);
});

test('a record of a million steps is as large as one of 50,000', () => {
    const sizes = [50_000, 1_000_000].map((steps) => {
        const {recorder, begin, train} = setUp();
        begin();
        for (let step = 0; step < steps; step += 500) train(500, (at) => 0.1 + (at % 7) / 91);
        return JSON.stringify(recorder.current()).length;
    });
    assert.ok(sizes[1] <= 1.1 * sizes[0], `${sizes}`);
});

test('the end of a run is kept when the next one is being built', () => {
    const {runStore, begin, train, status} = setUp();
    begin();
    train(60);
    status('stopped');
    status('preparing');
    begin();
    assert.equal(runStore.runs()[0].end, 'Diverged');
});

test('a run that moves to another device says at which step, in its record and in its history, and when it goes on', () => {
    const {recorder, runStore, begin, train, back, status} = setUp();
    begin();
    train(60);
    recorder.device({kind: 'webgpu', name: 'acme gpu', why: ''});
    train(60);
    recorder.save();
    assert.equal(runStore.runs()[0].device, 'CPU up to step 60, then acme gpu');
    assert.equal(recorder.devicesBefore(), 'CPU up to step 60');
    const history = recorder.history();
    assert.ok(history);
    recorder.goOn(2, history);
    back(120);
    begin();
    assert.equal(recorder.current()?.device, 'CPU up to step 60, then acme gpu up to step 120, then CPU');
    begin();
    assert.equal(recorder.current()?.device, 'CPU');
    status('ready');
});

test('a run that falls back to the CPU, to a step before the fault, says from which step on', () => {
    const {recorder, begin, train} = setUp();
    begin();
    recorder.device({kind: 'webgpu', name: 'acme gpu', why: ''});
    train(120);
    recorder.device({kind: 'cpu', name: 'CPU', why: ''});
    recorder.goBack(100);
    assert.equal(recorder.current()?.device, 'acme gpu up to step 100, then CPU');
});

test('a run that was opened from a file names the devices that its file names', () => {
    const {recorder, begin, back, status} = setUp();
    recorder.openedOn(1, [{from: 0, name: 'acme gpu'}, {from: 200, name: 'other gpu'}]);
    begin();
    back(500);
    status('ready');
    assert.equal(recorder.current()?.device, 'acme gpu up to step 200, then other gpu up to step 500, then CPU');
});

test('a run that was opened from a file names no device for the steps before', () => {
    const {recorder, begin, back, status} = setUp();
    begin();
    back(500);
    status('ready');
    assert.equal(recorder.current()?.device, 'unknown device up to step 500, then CPU');
});
