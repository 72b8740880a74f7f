import assert from 'node:assert/strict';
import {test} from 'node:test';
import {MOST_PINNED, MOST_RUNS, createShelf} from '../../../www/runs/run-store.js';
import {fakeStorage} from '../support/fake-storage.js';
import {runOf} from '../support/runs.js';

/** @param {number} i */
const numbered = (i) => runOf({id: `run-${i}`, name: `Run ${i}`, begun: i});

/** @param {ReturnType<typeof createShelf>} shelf */
const namesOf = (shelf) => shelf.runs().map(({name}) => name);

test('runs are there again after a reload, the newest first', () => {
    const {storage} = fakeStorage();
    const shelf = createShelf(storage);
    for (const i of [2, 3, 1]) shelf.put(numbered(i));
    assert.deepEqual(namesOf(createShelf(storage)), ['Run 3', 'Run 2', 'Run 1']);
    assert.deepEqual(createShelf(storage).get('run-2'), numbered(2));
});

test('news of a run leave the name and the pin that its user gave it', () => {
    const shelf = createShelf(fakeStorage().storage);
    shelf.put(numbered(1));
    shelf.rename('run-1', '  Mine ');
    shelf.pin('run-1', true);
    shelf.put({...numbered(1), steps: 900});
    const run = shelf.get('run-1');
    assert.deepEqual([run?.name, run?.pinned, run?.steps], ['Mine', true, 900]);
    shelf.rename('run-1', '   ');
    assert.equal(shelf.get('run-1')?.name, 'Mine', 'an empty name is none');
});

test('of too many the oldest goes that is not pinned, and it is known which', () => {
    const {storage, entries} = fakeStorage();
    const shelf = createShelf(storage);
    for (let i = 1; i <= MOST_RUNS; i++) shelf.put(numbered(i));
    assert.equal(shelf.news().gone, '');
    shelf.pin('run-1', true);
    shelf.put(numbered(100));
    assert.deepEqual([shelf.get('run-1')?.name, shelf.get('run-2'), shelf.news().gone], ['Run 1', null, 'Run 2']);
    assert.equal(entries.size, MOST_RUNS);
});

test('no more than so many can be pinned, so that there is always room for the next', () => {
    const shelf = createShelf(fakeStorage().storage);
    for (let i = 1; i <= MOST_PINNED; i++) {
        shelf.put(numbered(i));
        assert.equal(shelf.canPin(), true);
        shelf.pin(`run-${i}`, true);
    }
    assert.equal(shelf.canPin(), false);
});

test('what has been removed stays away, and can be put back as it was', () => {
    const {storage} = fakeStorage();
    const shelf = createShelf(storage);
    shelf.put(numbered(1));
    shelf.pin('run-1', true);
    const run = shelf.get('run-1');
    shelf.remove('run-1');
    assert.deepEqual(namesOf(createShelf(storage)), []);
    if (run) shelf.put(run);
    assert.equal(createShelf(storage).get('run-1')?.pinned, true);
});

test('a storage that is full loses nothing, says so, and is tried again', () => {
    const one = JSON.stringify(numbered(1)).length + 100;
    const {storage, setRoom} = fakeStorage({room: one});
    const shelf = createShelf(storage);
    shelf.put(numbered(1));
    assert.equal(shelf.news().problem, '');
    shelf.put(numbered(2));
    assert.deepEqual([shelf.news().problem, namesOf(shelf)], ['full', ['Run 2', 'Run 1']]);
    assert.deepEqual(namesOf(createShelf(storage)), ['Run 1'], 'what was kept before is still kept');
    setRoom(10 * one);
    shelf.put(numbered(2));
    assert.deepEqual([shelf.news().problem, namesOf(createShelf(storage))], ['', ['Run 2', 'Run 1']]);
});

test('where storage is forbidden, runs last as long as the page', () => {
    const shelf = createShelf(fakeStorage({forbidden: true}).storage);
    shelf.put(numbered(1));
    shelf.put(numbered(2));
    shelf.remove('run-1');
    assert.deepEqual([shelf.news().problem, namesOf(shelf)], ['forbidden', ['Run 2']]);
});

test('what is damaged, or of another version, is passed over, and left to whom it belongs', () => {
    const {storage, entries} = fakeStorage();
    createShelf(storage).put(numbered(1));
    const whole = JSON.parse(entries.get('hourglass.run.run-1') ?? '');
    entries.set('hourglass.run.a', '{"half');
    entries.set('hourglass.run.b', JSON.stringify({...whole, version: 2}));
    entries.set('hourglass.run.c', JSON.stringify({...whole, curves: {...whole.curves, training: {steps: [1], values: []}}}));
    entries.set('hourglass.run.d', JSON.stringify({...whole, validationLoss: 'low'}));
    entries.set('hourglass.theme', 'dark');
    assert.deepEqual(namesOf(createShelf(storage)), ['Run 1']);
    assert.equal(entries.size, 6);
});

test('what another tab keeps or removes is heard of', () => {
    const shelf = createShelf(fakeStorage().storage);
    let heard = 0;
    shelf.subscribe(() => heard++);
    shelf.heard('hourglass.run.run-7', JSON.stringify(numbered(7)));
    assert.deepEqual([namesOf(shelf), heard], [['Run 7'], 1]);
    shelf.heard('hourglass.theme', 'dark');
    shelf.heard('hourglass.run.run-7', null);
    assert.deepEqual([namesOf(shelf), heard], [[], 2]);
});
