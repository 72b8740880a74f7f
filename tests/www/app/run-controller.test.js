import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createRunController} from '../../../www/app/run-controller.js';
import {createSettings} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

/** A controller whose client only records. */
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
    const controller = createRunController({client, settings, onNext: (before, after) => kept.push([before, after]), onChange() {}});
    settings.subscribe(controller.tune);
    const built = () => {
        const {config} = sent.findLast(({type}) => type === 'create');
        controller.created(/** @type {any} */ ({type: 'created', run, config: structuredClone(config)}));
        controller.status({type: 'status', run, state: 'ready', step: 0, epoch: 0});
    };
    const trained = () => controller.status({type: 'status', run, state: 'running', step: 90, epoch: 1});
    return {controller, settings, sent, kept, built, trained, types: () => sent.map(({type}) => type)};
}

test('a run counts as fresh until it has been trained', () => {
    const {controller, built, trained} = setUp();
    assert.equal(controller.isFresh(), true);
    controller.restart(false);
    built();
    assert.equal(controller.isFresh(), true);
    trained();
    assert.equal(controller.isFresh(), false);
});

test('a learning rate goes to the running model at once, and is not pending', () => {
    const {controller, settings, sent, built} = setUp();
    controller.restart(false);
    built();
    settings.set('learningRate', 0.5);
    assert.deepEqual(sent.at(-1), {type: 'tune', run: 1, learningRate: 0.5});
    assert.deepEqual(controller.pending(), []);
});

test('any other change is named, sends nothing, and is gone after a restart', () => {
    const {controller, settings, built, trained, types} = setUp();
    controller.restart(false);
    built();
    trained();
    settings.set('latent', 8);
    assert.deepEqual(controller.pending(), ['Latent dimensions 2 → 8']);
    assert.deepEqual(types(), ['create']);
    controller.restart();
    assert.deepEqual(types(), ['create', 'create', 'start']);
    built();
    assert.deepEqual(controller.pending(), []);
});

test('a reset builds the same run again, without the changes that wait', () => {
    const {controller, settings, sent, built, trained} = setUp();
    controller.restart(false);
    built();
    trained();
    settings.set('latent', 8);
    controller.reset();
    assert.equal(sent.at(-1).type, 'create');
    assert.equal(sent.at(-1).config.latent, 2);
    assert.equal(sent.at(-1).config.seed, 1);
});

test('a new seed changes the seed alone', () => {
    const {controller, settings, sent, built} = setUp();
    controller.restart(false);
    built();
    const {seed, ...rest} = settings.values();
    controller.reseed();
    assert.notEqual(sent.at(-1).config.seed, seed);
    assert.deepEqual(sent.at(-1).config, {...rest, seed: sent.at(-1).config.seed});
});

test('going back after a divergence sends the rate once, and goes on', () => {
    const {controller, settings, sent, built} = setUp();
    controller.restart(false);
    built();
    settings.set('learningRate', 1);
    sent.length = 0;
    controller.rewind({step: 30, learningRate: 0.1});
    assert.deepEqual(sent, [{type: 'rewind', run: 1, learningRate: 0.1}, {type: 'start', run: 1}]);
    assert.equal(settings.values().learningRate, 0.1);
});

test('only a trained experiment is kept behind in the history', () => {
    const {controller, settings, kept, built, trained} = setUp();
    controller.restart(false);
    built();
    settings.set('latent', 4);
    controller.restart(false);
    built();
    assert.equal(kept.length, 0);
    trained();
    settings.set('latent', 8);
    controller.restart();
    assert.deepEqual(kept.map(([before, after]) => [before.latent, after.latent]), [[4, 8]]);
});

/** @param {number} run @returns {any} */
const lost = (run) => ({type: 'error', code: 'lost', message: '', remedy: '', run});

test('after a run is lost for good, start builds another', () => {
    const {controller, built, trained, types} = setUp();
    controller.restart(false);
    built();
    trained();
    controller.failed(lost(1));
    assert.equal(controller.hasRun(), false);
    controller.start();
    assert.deepEqual(types(), ['create', 'create', 'start']);
});

test('a file opened under the settings that already name it calls for a restart', () => {
    const {controller, settings, built, trained} = setUp();
    settings.set('dataset', 'file');
    controller.restart(false);
    built();
    trained();
    controller.fileOpened();
    assert.deepEqual(controller.pending(), ['the newly opened file']);
});

test('a run that is lost while it is built leaves the one before, which start then means', () => {
    const {controller, sent, built, trained} = setUp();
    controller.restart(false);
    built();
    trained();
    controller.restart(false);
    controller.failed(lost(2));
    controller.start();
    assert.deepEqual(sent.at(-1), {type: 'start', run: 1});
});

test('a start while another run is being built is for that one', () => {
    const {controller, sent, built} = setUp();
    controller.restart(false);
    built();
    controller.restart(false);
    controller.start();
    assert.deepEqual(sent.at(-1), {type: 'start', run: 2});
});

test('a start goes to the run that was asked for last, though one before has just been built', () => {
    const {controller, sent} = setUp();
    controller.restart(false);
    controller.restart(false);
    controller.created(/** @type {any} */ ({type: 'created', run: 1, config: {}}));
    controller.start();
    assert.deepEqual(sent.at(-1), {type: 'start', run: 2});
});

test('a start before the first model is built starts that one', () => {
    const {controller, sent, types} = setUp();
    controller.restart(false);
    controller.start();
    assert.deepEqual(types(), ['create', 'start']);
    assert.equal(sent[1].run, sent[0].run);
});

test('a start after the first model could not be built builds another', () => {
    const {controller, types} = setUp();
    controller.restart(false);
    controller.status({type: 'status', run: 1, state: 'empty', step: 0, epoch: 0});
    controller.start();
    assert.deepEqual(types(), ['create', 'create', 'start']);
});
