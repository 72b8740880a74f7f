import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {test} from 'node:test';
import {replaceRecord} from '../../bench/report.mjs';
import {addTrials, rowOf, shortfall, trialsTable, withoutNumbers} from '../../bench/trials-report.mjs';

const about = {fault: 'panic', injected: 'a trap', device: 'cpu'};
const sound = {trial: {step: 120, from: 100, lost: 1.234, back: 0.5, words: 'It went on from step 1,100 on the CPU.'}};
const document = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8');
const {results} = JSON.parse(readFileSync(new URL('../../docs/reliability.json', import.meta.url), 'utf8'));

test('a row holds what each trial cost, and its words once', () => {
    const row = rowOf(about, [sound, {trial: {...sound.trial, step: 130, words: 'It went on from step 7 on the CPU.'}}]);
    assert.deepEqual([row.trials, row.steps, row.seconds, row.back], [2, [20, 30], [1.23, 1.23], [0.5, 0.5]]);
    assert.deepEqual(row.words, ['It went on from step N on the CPU.']);
    assert.equal(shortfall(row), '');
});

test('trials that fail are counted, by errors of the console and all else', () => {
    const row = rowOf(about, [sound, {failure: 'waited for Start'}, {failure: 'the console shows errors'}, {trial: {...sound.trial, lost: 31}}]);
    assert.deepEqual([row.trials, row.dead, row.errors, row.steps.length], [4, 1, 1, 2]);
    assert.equal(shortfall(row), '1 failed, 1 with errors, 1 over 30 s');
    assert.match(trialsTable([row]), /\| 1 failed, 1 with errors, 1 over 30 s \|$/);
});

test('the table shows ranges, and a dash where every trial failed', () => {
    const table = trialsTable([rowOf(about, [sound, {trial: {...sound.trial, step: 400, lost: 12.3}}]), rowOf(about, [{failure: 'no'}])]);
    const [, , first, second] = table.split('\n');
    assert.match(first, /\| panic \| a trap \| CPU \| 2 \| 20 to 300 \| 1.2 to 12 \| 0.5 \| "It went on from step N on the CPU." \| no \|/);
    assert.match(second, /\| 1 \| – \| – \| – \| none needed \| 1 failed \|/);
});

test('attempts that the browser declined are counted apart from the trials', () => {
    const declined = rowOf(about, [{trial: {...sound.trial, declined: 2}}, sound]);
    const more = addTrials([declined], rowOf(about, [{trial: {...sound.trial, declined: 1}}]), ['panic']);
    assert.match(trialsTable(more), /\| CPU \| 3, 3 more declined by the browser \|.*\| no \|$/);
});

test('times and steps leave words that can be compared', () => {
    assert.equal(withoutNumbers('Go on with the run of 10:42, step 48,200?'), 'Go on with the run of hh:mm, step N?');
});

test('fresh trials are added to their row, in the order of the faults, and rows of unknown faults go', () => {
    const rows = (/** @type {string[]} */ ...names) => names.map((fault) => ({...rowOf(about, [sound]), fault}));
    const order = ['a', 'b', 'c'];
    const [fresh] = rows('b');
    assert.deepEqual(addTrials(rows('c', 'gone', 'a'), fresh, order).map(({fault}) => fault), order);
    const more = {...rowOf(about, [{trial: {...sound.trial, step: 107, words: 'Other.'}}, {failure: 'the console shows errors'}]), fault: 'b'};
    const [row] = addTrials([fresh], more, order);
    assert.deepEqual([row.trials, row.steps, row.back, row.errors, row.dead], [3, [20, 7], [0.5, 0.5], 1, 0]);
    assert.deepEqual(row.words, ['It went on from step N on the CPU.', 'Other.']);
});

test('the table of docs/reliability.md is that of docs/reliability.json', () => {
    assert.equal(replaceRecord(document, trialsTable(results), 'trials'), document);
});
