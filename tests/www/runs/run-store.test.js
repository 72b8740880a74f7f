import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MOST_PINNED, MOST_RUNS, createRunStore} from '../../../www/runs/run-store.js';
import {fakeStorage} from '../support/fake-storage.js';
import {runOf} from '../support/runs.js';

/** @param {number} i */
const numbered = (i) => runOf({id: `run-${i}`, name: `Run ${i}`, begun: i});

/** @param {ReturnType<typeof createRunStore>} runStore */
const namesOf = (runStore) => runStore.runs().map(({name}) => name);

test('runs are there again after a reload, the newest first', () => {
    const {storage} = fakeStorage();
    const runStore = createRunStore(storage);
    for (const i of [2, 3, 1]) runStore.put(numbered(i));
    assert.deepEqual(namesOf(createRunStore(storage)), ['Run 3', 'Run 2', 'Run 1']);
    assert.deepEqual(createRunStore(storage).get('run-2'), numbered(2));
});

test('news of a run leave the name and the pin that its user gave it', () => {
    const runStore = createRunStore(fakeStorage().storage);
    runStore.put(numbered(1));
    runStore.rename('run-1', '  Mine ');
    runStore.pin('run-1', true);
    runStore.put({...numbered(1), steps: 900});
    const run = runStore.get('run-1');
    assert.deepEqual([run?.name, run?.pinned, run?.steps], ['Mine', true, 900]);
    runStore.rename('run-1', '   ');
    assert.equal(runStore.get('run-1')?.name, 'Mine', 'an empty name is none');
});

test('of too many the oldest goes that is not pinned, and it is known which', () => {
    const {storage, entries} = fakeStorage();
    const runStore = createRunStore(storage);
    for (let i = 1; i <= MOST_RUNS; i++) runStore.put(numbered(i));
    assert.equal(runStore.trouble().gone, '');
    runStore.pin('run-1', true);
    runStore.put(numbered(100));
    assert.deepEqual([runStore.get('run-1')?.name, runStore.get('run-2'), runStore.trouble().gone], ['Run 1', null, 'Run 2']);
    assert.equal(entries.size, MOST_RUNS);
});

test('no more than so many can be pinned, so that there is always room for the next', () => {
    const runStore = createRunStore(fakeStorage().storage);
    for (let i = 1; i <= MOST_PINNED; i++) {
        runStore.put(numbered(i));
        assert.equal(runStore.canPin(), true);
        runStore.pin(`run-${i}`, true);
    }
    assert.equal(runStore.canPin(), false);
});

test('what has been removed stays away, and can be put back as it was', () => {
    const {storage} = fakeStorage();
    const runStore = createRunStore(storage);
    runStore.put(numbered(1));
    runStore.pin('run-1', true);
    const run = runStore.get('run-1');
    runStore.remove('run-1');
    assert.deepEqual(namesOf(createRunStore(storage)), []);
    if (run) runStore.put(run);
    assert.equal(createRunStore(storage).get('run-1')?.pinned, true);
});

test('a storage that is full loses nothing, says so, and is tried again', () => {
    const one = JSON.stringify(numbered(1)).length + 100;
    const {storage, setRoom} = fakeStorage({room: one});
    const runStore = createRunStore(storage);
    runStore.put(numbered(1));
    assert.equal(runStore.trouble().problem, '');
    runStore.put(numbered(2));
    assert.deepEqual([runStore.trouble().problem, namesOf(runStore)], ['full', ['Run 2', 'Run 1']]);
    assert.deepEqual(namesOf(createRunStore(storage)), ['Run 1'], 'what was kept before is still kept');
    setRoom(10 * one);
    runStore.put(numbered(2));
    assert.deepEqual([runStore.trouble().problem, namesOf(createRunStore(storage))], ['', ['Run 2', 'Run 1']]);
});

test('where storage is forbidden, runs last as long as the page', () => {
    const runStore = createRunStore(fakeStorage({forbidden: true}).storage);
    runStore.put(numbered(1));
    runStore.put(numbered(2));
    runStore.remove('run-1');
    assert.deepEqual([runStore.trouble().problem, namesOf(runStore)], ['forbidden', ['Run 2']]);
});

test('corrupt records and those of another version are skipped and stay in the storage', () => {
    const {storage, entries} = fakeStorage();
    createRunStore(storage).put(numbered(1));
    const whole = JSON.parse(entries.get('hourglass.run.run-1') ?? '');
    entries.set('hourglass.run.a', '{"half');
    entries.set('hourglass.run.b', JSON.stringify({...whole, version: 3}));
    entries.set('hourglass.run.c', JSON.stringify({...whole, curves: {...whole.curves, training: {steps: [1], values: []}}}));
    entries.set('hourglass.run.d', JSON.stringify({...whole, validationLoss: 'low'}));
    entries.set('hourglass.theme', 'dark');
    assert.deepEqual(namesOf(createRunStore(storage)), ['Run 1']);
    assert.equal(entries.size, 6);
});

test('what another tab keeps or removes is heard of', () => {
    const runStore = createRunStore(fakeStorage().storage);
    let heard = 0;
    runStore.subscribe(() => heard++);
    runStore.adopt('hourglass.run.run-7', JSON.stringify(numbered(7)));
    assert.deepEqual([namesOf(runStore), heard], [['Run 7'], 1]);
    runStore.adopt('hourglass.theme', 'dark');
    runStore.adopt('hourglass.run.run-7', null);
    assert.deepEqual([namesOf(runStore), heard], [[], 2]);
});
