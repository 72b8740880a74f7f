import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readExploring} from '../../bench/options.mjs';
import {pidsBelow} from '../../bench/processes.mjs';
import {exploringTables, pointerRow, quantile, rateOf, ratioRows, ratiosOf} from '../../bench/stretches.mjs';

const stretch = (name, rate, ownRate = rate) => ({name, rate, ownRate});

test('the speed of a stretch is that between its first and its last mark', () => {
    assert.equal(rateOf([{at: 1000, step: 40}, {at: 1500, step: 50}, {at: 3000, step: 140}]), 50);
    assert.throws(() => rateOf([{at: 1000, step: 40}]), /1 chunks came in a stretch: give it more time/);
});

test('a stretch is held against the mean of its neighbours, so that a machine that slows down counts on both sides', () => {
    const found = ratiosOf([stretch('', 100), stretch('Draw', 81), stretch('', 80), stretch('Repair', 60), stretch('', 70), stretch('Draw', 52), stretch('', 60)]);
    assert.deepEqual([...found], [['Draw', [0.9, 0.8]], ['Repair', [0.8]]]);
});

test('a row has the median and the spread, and a dash where the time of threads is unknown', () => {
    const [row] = ratioRows('small', [stretch('', 100, null), stretch('Draw', 80, null), stretch('', 100, null), stretch('Draw', 90, null), stretch('', 100, null)]);
    assert.deepEqual(row, {
        model: 'small', open: 'Draw', steps_per_second_without: 100, ratio: 0.85, ratio_min: 0.8, ratio_max: 0.9, own_ratio: null, stretches: 2,
    });
});

test('19 of 20 waits are within the 95th percentile', () => {
    const values = Array.from({length: 20}, (_, i) => 20 - i);
    assert.equal(quantile(values, 0.95), 19);
    assert.equal(quantile([7], 0.95), 7);
    assert.deepEqual(pointerRow('small', values), {model: 'small', moves: 20, wait_ms: 10.5, wait_ms_95: 19, wait_ms_max: 20});
});

test('the tables have a line a view, a column a model, and gaps where one was left out', () => {
    const rows = (model, name) => ratioRows(model, [stretch('', 100), stretch(name, 85, 92), stretch('', 100)]);
    const text = exploringTables({ratios: [...rows('small', 'Draw'), ...rows('large', 'Repair')], pointers: [pointerRow('small', [20, 30])]});
    assert.deepEqual(text.split('\n'), [
        '| all views open, and | small | large |',
        '| --- | --- | --- |',
        '| Draw | 85 % (85 % to 85 %; worker 92 %) | - |',
        '| Repair | - | 85 % (85 % to 85 %; worker 92 %) |',
        '',
        '| model | moves | median, ms | 19 of 20 within, ms | longest, ms |',
        '| --- | --- | --- | --- | --- |',
        '| small | 2 | 25 | 30 | 30 |',
    ]);
    assert.equal(exploringTables({ratios: [], pointers: []}), '');
});

test('the options of exploring say what is wrong with them', () => {
    const read = (...words) => readExploring(words, {models: ['default', 'strokes'], tools: ['Draw', 'Repair']});
    assert.deepEqual(read('--tools', 'Repair', '--rounds', '1'), {
        models: ['default', 'strokes'], tools: ['Repair'], seconds: 4, rounds: 1, moves: 200, record: false,
    });
    assert.throws(() => read('--tools', 'Drow'), /--tools has "Drow": choose from Draw,Repair/);
    assert.throws(() => read('--rounds', '1.5'), /--rounds is "1.5": it has to be a whole number; 0 leaves it out/);
    assert.throws(() => read('--seconds', '0'), /--seconds is 0/);
});

test('children of children descend from a process as well', () => {
    const stat = (pid, parent) => `${pid} (a (name)) S ${parent} 0 0 0 0 0 0 0 0 0 0 0 0`;
    assert.deepEqual(pidsBelow(1, [stat(2, 1), stat(3, 2), stat(4, 9)]), [2, 3]);
});
