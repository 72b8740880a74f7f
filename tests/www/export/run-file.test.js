import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isText, readRunFile} from '../../../www/export/run-file.js';
import {runAsJson} from '../../../www/export/tables.js';
import {readRecord} from '../../../www/runs/run-record.js';
import {runOf} from '../support/fake-run.js';

const file = {name: 'run.json', now: 5000, taken: []};

/** @param {object} [news] */
const textOf = (news = {}) => JSON.stringify({...runAsJson(runOf({config: {latent: 8, repeatable: 'yes'}})), ...news}, null, 1);

test('a run as JSON gives its settings as an address, and its curves as a record', () => {
    assert.ok(isText(new TextEncoder().encode(textOf())));
    const {hash, step, record} = readRunFile(textOf(), file);
    assert.equal(hash, '#v=2&latent=8&repeatable=yes');
    assert.equal(step, 3);
    assert.deepEqual(record?.curves.training, {steps: [1, 2, 3], values: [3, 2, 1]});
    assert.deepEqual(record?.curves.validation, {steps: [0, 2], values: [4, 2.5]});
    assert.deepEqual(record?.curves.squared, {steps: [2], values: [0.5]});
    assert.deepEqual([record?.steps, record?.seconds, record?.device, record?.config.latent, record?.measured?.step], [3, 2, 'CPU', 8, 2]);
    assert.deepEqual(readRecord(JSON.stringify(record)), record, 'it is kept as any other');
});

test('a run with the default settings leads to the default settings', () => {
    assert.equal(readRunFile(JSON.stringify(runAsJson(runOf())), file).hash, '#v=2');
});

test('another file, another version and odd settings are refused, with a remedy', () => {
    assert.throws(() => readRunFile('{"a": 1}', file), /run\.json holds no run of Hourglass\. Choose a file/);
    assert.throws(() => readRunFile('{ no JSON', file), /holds no run/);
    assert.throws(() => readRunFile(textOf({version: 9}), file), /version 9, .* Reload the page/);
    assert.throws(() => readRunFile(textOf({config: {latent: 'many'}}), file), /"latent=many": must be a whole number.* Correct them/);
});

test('a run without curves gives its settings alone, whatever else is missing', () => {
    for (const news of [{losses: null}, {losses: {step: [1]}}, {dataset: null}, {terms: 3}]) {
        assert.equal(readRunFile(textOf(news), file).record, null);
    }
});
