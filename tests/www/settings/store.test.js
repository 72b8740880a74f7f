import assert from 'node:assert/strict';
import {test} from 'node:test';
import {changeInWords, changesBetween, createSettings, defaultsOf, planChange} from '../../../www/settings/store.js';
import {schema} from '../support/schema.js';

const defaults = defaultsOf(schema);

test('equal lists are no change, other lists are', () => {
    assert.deepEqual(changesBetween(schema, defaults, {...defaults, hidden: [64, 32]}), []);
    const [change] = changesBetween(schema, defaults, {...defaults, hidden: [64]});
    assert.equal(changeInWords(change), 'Hidden layers 64, 32 → 64');
});

test('a learning rate changes live, anything else takes a restart', () => {
    const {live, restart} = planChange(schema, defaults, {...defaults, learningRate: 0.1, latent: 8});
    assert.deepEqual(live.map(({field}) => field.name), ['learningRate']);
    assert.deepEqual(restart.map(changeInWords), ['Latent dimensions 2 → 8']);
});

test('a setting that does not apply calls for no restart', () => {
    assert.deepEqual(changesBetween(schema, defaults, {...defaults, momentum: 0.1}), []);
    const sgd = {...defaults, optimizer: 'sgd'};
    assert.deepEqual(changesBetween(schema, sgd, {...sgd, momentum: 0.1}).map(changeInWords), ['Momentum 0.9 → 0.1']);
});

test('choices are named as people read them', () => {
    assert.equal(changeInWords(changesBetween(schema, defaults, {...defaults, device: 'cpu'})[0]), 'Device AUTO → CPU');
});

test('a choice sets the settings that depend on it, with one notification', () => {
    const settings = createSettings(schema);
    let notifications = 0;
    settings.subscribe(() => notifications++);
    settings.set('optimizer', 'sgd');
    assert.equal(notifications, 1);
    assert.deepEqual(settings.values(), {...defaults, optimizer: 'sgd', learningRate: 1, momentum: 0.5});
    settings.set('optimizer', 'adam');
    assert.equal(settings.values().learningRate, 1, 'what was brought stays');
});

test('the store notifies of changes only', () => {
    const settings = createSettings(schema);
    let notifications = 0;
    settings.subscribe(() => notifications++);
    settings.set('latent', 8);
    settings.set('latent', 8);
    settings.set('hidden', [64, 32]);
    assert.equal(notifications, 1);
});

test('a reset brings one field back, and leaves the others', () => {
    const settings = createSettings(schema, {latent: 8, seed: 3});
    assert.equal(settings.isDefault('latent'), false);
    settings.reset('latent');
    assert.equal(settings.isDefault('latent'), true);
    assert.equal(settings.values().seed, 3);
});

test('restoring an experiment puts all that it does not name to the default', () => {
    const settings = createSettings(schema, {latent: 8, seed: 3});
    settings.restore({seed: 5});
    assert.deepEqual(settings.values(), {...defaults, seed: 5});
});

test('nobody can change the store by what it handed out', () => {
    const settings = createSettings(schema);
    settings.values().hidden.push(1);
    settings.reset('hidden');
    settings.values().hidden.push(1);
    assert.deepEqual(settings.values().hidden, [64, 32]);
    assert.deepEqual(schema.fields[1].default, [64, 32]);
});
