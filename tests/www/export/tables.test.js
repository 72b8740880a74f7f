import assert from 'node:assert/strict';
import {test} from 'node:test';
import {csvOf} from '../../../www/export/csv.js';
import {fileName} from '../../../www/export/file-name.js';
import {lossTable, metricsTable, runAsJson} from '../../../www/export/tables.js';
import {createLossSeries} from '../../../www/runs/loss-series.js';
import {runOf} from '../support/fake-run.js';

test('cells with commas, quotes or line ends are quoted, and lines end as RFC 4180 has it', () => {
    const text = csvOf({header: ['name', 'value'], rows: [['a "b", c', 0.1], ['two\nlines', null], ['plain', NaN]]});
    assert.equal(text, 'name,value\r\n"a ""b"", c",0.1\r\n"two\nlines",\r\nplain,NaN\r\n');
});

test('a number comes back from CSV as it was', () => {
    const value = Math.fround(0.1);
    assert.equal(Number(csvOf({header: ['x'], rows: [[value]]}).split('\r\n')[1]), value);
});

test('a file name has data set, sizes, seed, step and content', () => {
    assert.equal(fileName({...runOf(), step: 1200}, 'loss.csv'), 'hourglass-digits-64-2-seed1-step1200-loss.csv');
    const own = runOf({dataset: {source: 'My Files!'}});
    assert.match(fileName(own, 'latent-space.png'), /^hourglass-my-files-64-2-seed1-step3-latent-space\.png$/);
});

test('the losses have a row a step, with the validation before the first', () => {
    const {header, rows} = lossTable(runOf());
    assert.deepEqual(header, ['step', 'epoch', 'loss', 'validation_loss']);
    assert.deepEqual(rows, [[0, 0, null, 4], [1, 0.1, 3, undefined], [2, 0.2, 2, 2.5], [3, 0.3, 1, undefined]]);
});

test('a loss of several terms has a column for each, raw, in training and in validation', () => {
    const {header, rows} = lossTable(runOf({terms: ['reconstruction', 'kl']}));
    assert.deepEqual(header, ['step', 'epoch', 'loss', 'reconstruction', 'kl', 'validation_loss', 'validation_reconstruction', 'validation_kl']);
    assert.deepEqual(rows[3], [3, 0.3, 1, 0.75, 0.25, undefined, undefined, undefined]);
    assert.deepEqual(rows[2].slice(5), [2.5, 2, 0.5]);
});

test('of a long run a row is a bin, with minimum, mean and maximum, and validations keep their steps', () => {
    const losses = Array.from({length: 32_768 + 4}, (_, i) => i + 1);
    const run = runOf({losses, validations: [{step: 3, loss: 9, terms: []}, {step: 4, loss: 8, terms: []}]});
    const {header, rows} = lossTable(run);
    assert.deepEqual(header, ['step', 'epoch', 'first_step', 'loss_mean', 'loss_min', 'loss_max', 'validation_loss']);
    assert.deepEqual(rows.slice(0, 3), [
        [2, 0.2, 1, 1.5, 1, 2, undefined], [3, 0.3, undefined, null, null, null, 9], [4, 0.4, 3, 3.5, 3, 4, 8],
    ]);
    assert.equal(rows.length, 32_772 / 2 + 1);
    assert.equal(runAsJson(run).stepsPerLoss, 2);
    const {header: columns} = lossTable(runOf({terms: ['reconstruction', 'kl'], losses}));
    assert.deepEqual(columns.slice(6, 9), ['reconstruction_mean', 'reconstruction_min', 'reconstruction_max']);
});

test('of a run that goes on at a high step there is a row for each step of its own', () => {
    const run = runOf();
    const series = createLossSeries();
    series.append({step: 100_000_002, losses: Float32Array.of(2, 1), validations: []});
    assert.deepEqual(lossTable({...run, series}).rows.map(([step, , loss]) => [step, loss]), [[100_000_001, 2], [100_000_002, 1]]);
});

test('before the first step there is no row', () => {
    assert.deepEqual(lossTable(runOf({losses: [], validations: []})).rows, []);
});

test('each measurement is a row, with a column for every metric', () => {
    const {header, rows} = metricsTable(runOf());
    assert.deepEqual(header.slice(0, 5), ['split', 'step', 'epoch', 'images', 'mse']);
    assert.deepEqual(rows.map((row) => row.slice(0, 5)), [['validation', 2, 0.2, 2, 0.5], ['test', 3, 0.3, 2, 0.25]]);
});

test('the object of a run goes through JSON, with null for what is no number', () => {
    const run = runOf({losses: [3, NaN]});
    const read = JSON.parse(JSON.stringify(runAsJson(run)));
    assert.deepEqual([read.seed, read.step, read.state, read.dataset.source], [1, 3, 'paused', 'digits']);
    assert.deepEqual(read.losses.loss, [null, 3, null]);
    assert.deepEqual(read.losses.step, [0, 1, 2]);
    assert.equal(read.metrics[1].mse, 0.25);
});

test('of a run that has moved each loss and each measurement names its device, and the object the step of the move', () => {
    const run = {...runOf(), devices: [{from: 0, name: 'CPU'}, {from: 2, name: 'acme gpu'}]};
    const {header, rows} = lossTable(run);
    assert.equal(header.at(-1), 'device');
    assert.deepEqual(rows.map((row) => row.at(-1)), ['CPU', 'CPU', 'CPU', 'acme gpu']);
    assert.deepEqual(metricsTable(run).rows.map((row) => row.at(-1)), ['CPU', 'acme gpu']);
    assert.deepEqual(runAsJson(run).devices, [{fromStep: 0, name: 'CPU'}, {fromStep: 2, name: 'acme gpu'}]);
});
