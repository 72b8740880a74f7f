import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createExperiment} from '../../../www/app/run-controller.js';
import {createSettings} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

/** An experiment with a client that only records. */
function setUp() {
    /** @type {any[]} */
    const sent = [];
    /** @type {any[]} */
    const kept = [];
    let run = 0;
    const client = {
        send: (/** @type {any} */ command) => void sent.push(command),
        create(/** @type {any} */ config) {
            sent.push({type: 'create', run: ++run, config});
            return run;
        },
    };
    const settings = createSettings(schema);
    const experiment = createExperiment({client, settings, onNext: (before, after) => kept.push([before, after]), onChange() {}});
    settings.subscribe(experiment.tune);
    const built = () => {
        const {config} = sent.findLast(({type}) => type === 'create');
        experiment.created(/** @type {any} */ ({type: 'created', run, config: structuredClone(config)}));
        experiment.status({type: 'status', run, state: 'ready', step: 0, epoch: 0});
    };
    const trained = () => experiment.status({type: 'status', run, state: 'running', step: 90, epoch: 1});
    return {experiment, settings, sent, kept, built, trained, types: () => sent.map(({type}) => type)};
}

test('a run counts as fresh until it has been trained', () => {
    const {experiment, built, trained} = setUp();
    assert.equal(experiment.isFresh(), true);
    experiment.restart(false);
    built();
    assert.equal(experiment.isFresh(), true);
    trained();
    assert.equal(experiment.isFresh(), false);
});

test('a learning rate goes to the running model at once, and is not pending', () => {
    const {experiment, settings, sent, built} = setUp();
    experiment.restart(false);
    built();
    settings.set('learningRate', 0.5);
    assert.deepEqual(sent.at(-1), {type: 'tune', run: 1, learningRate: 0.5});
    assert.deepEqual(experiment.pending(), []);
});

test('any other change is named, sends nothing, and is gone after a restart', () => {
    const {experiment, settings, built, trained, types} = setUp();
    experiment.restart(false);
    built();
    trained();
    settings.set('latent', 8);
    assert.deepEqual(experiment.pending(), ['Latent dimensions 2 → 8']);
    assert.deepEqual(types(), ['create']);
    experiment.restart();
    assert.deepEqual(types(), ['create', 'create', 'start']);
    built();
    assert.deepEqual(experiment.pending(), []);
});

test('a reset builds the same run again, without the changes that wait', () => {
    const {experiment, settings, sent, built, trained} = setUp();
    experiment.restart(false);
    built();
    trained();
    settings.set('latent', 8);
    experiment.reset();
    assert.equal(sent.at(-1).type, 'create');
    assert.equal(sent.at(-1).config.latent, 2);
    assert.equal(sent.at(-1).config.seed, 1);
});

test('a new seed changes the seed alone', () => {
    const {experiment, settings, sent, built} = setUp();
    experiment.restart(false);
    built();
    const {seed, ...rest} = settings.values();
    experiment.reseed();
    assert.notEqual(sent.at(-1).config.seed, seed);
    assert.deepEqual(sent.at(-1).config, {...rest, seed: sent.at(-1).config.seed});
});

test('going back after a divergence sends the rate once, and goes on', () => {
    const {experiment, settings, sent, built} = setUp();
    experiment.restart(false);
    built();
    settings.set('learningRate', 1);
    sent.length = 0;
    experiment.rewind({step: 30, learningRate: 0.1});
    assert.deepEqual(sent, [{type: 'rewind', run: 1, learningRate: 0.1}, {type: 'start', run: 1}]);
    assert.equal(settings.values().learningRate, 0.1);
});

test('only a trained experiment is kept behind in the history', () => {
    const {experiment, settings, kept, built, trained} = setUp();
    experiment.restart(false);
    built();
    settings.set('latent', 4);
    experiment.restart(false);
    built();
    assert.equal(kept.length, 0);
    trained();
    settings.set('latent', 8);
    experiment.restart();
    assert.deepEqual(kept.map(([before, after]) => [before.latent, after.latent]), [[4, 8]]);
});

test('after the worker is lost, start builds anew', () => {
    const {experiment, built, trained, types} = setUp();
    experiment.restart(false);
    built();
    trained();
    experiment.lost();
    assert.equal(experiment.hasRun(), false);
    experiment.start();
    assert.deepEqual(types(), ['create', 'create', 'start']);
});

test('a file opened under the settings that already name it calls for a restart', () => {
    const {experiment, settings, built, trained} = setUp();
    settings.set('dataset', 'file');
    experiment.restart(false);
    built();
    trained();
    experiment.fileOpened();
    assert.deepEqual(experiment.pending(), ['the newly opened file']);
});

test('a start before the first model is built starts that one', () => {
    const {experiment, sent, types} = setUp();
    experiment.restart(false);
    experiment.start();
    assert.deepEqual(types(), ['create', 'start']);
    assert.equal(sent[1].run, sent[0].run);
});

test('a start after the first model could not be built builds another', () => {
    const {experiment, types} = setUp();
    experiment.restart(false);
    experiment.status({type: 'status', run: 1, state: 'empty', step: 0, epoch: 0});
    experiment.start();
    assert.deepEqual(types(), ['create', 'create', 'start']);
});
