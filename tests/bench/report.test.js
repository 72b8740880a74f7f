import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readOptions} from '../../bench/options.mjs';
import {median, recordJson, replaceRecord, setting, summarise, table} from '../../bench/report.mjs';

const SIZES = {wasm_raw: 20_000_000, wasm_gzip: 4_000_000, wasm_brotli: 3_000_000};
const ROUND = {
    backend: 'wgpu', load_ms: 50, first_step_ms: 1500, pipelines_in_first_step: 12, pipelines_after_first_step: 0,
    loss_10: 0.1, ms: [12.5, 14], steps_per_window: 100, read_every: 10, cpu_ms_per_step: 20, main_thread_ms_per_step: 0.01,
    dispatches_per_step: 32, bind_groups_per_step: 0, pipelines_per_step: 0, submits_per_step: 0.1, uploads_per_step: 0,
    readbacks_per_step: 0.1, issue_ms: [0.08, 0.09, 0.07],
    memory: [{step: 10, wasm_bytes: 8e6, gpu_bytes: 4e6}, {step: 640, wasm_bytes: 8e6, gpu_bytes: 4e6, cut_before: 1000}],
};
const row = (rounds = [ROUND]) => summarise('W1', 'webgpu', rounds, SIZES);

test('the median of an even number of values is between the two in the middle', () => {
    assert.equal(median([9, 1, 2, 4]), 3);
    assert.equal(median([10, 9, 1]), 9);
});

test('a row is made of the windows of all rounds', () => {
    const {ms_per_step, ms_min, ms_max, windows, issue_ms} = row([ROUND, {...ROUND, ms: [11, 30]}]);
    assert.deepEqual({ms_per_step, ms_min, ms_max, windows, issue_ms}, {
        ms_per_step: 13.25, ms_min: 11, ms_max: 30, windows: 4, issue_ms: 0.08,
    });
});

test('a pipeline that one round made late is not averaged away', () => {
    assert.equal(row([ROUND, {...ROUND, pipelines_after_first_step: 3}, ROUND]).pipelines_after_first_step, 3);
});

test('a failure in one round is the failure of the row', () => {
    assert.deepEqual(row([ROUND, {error: 'no adapter'}]), {workload: 'W1', device: 'webgpu', error: 'no adapter'});
});

test('the table has a line for each row, failures and cut runs in words', () => {
    const [, , first, second, ...rest] = table([row(), {workload: 'W4', device: 'cpu', error: 'no | convolution\nyet'}]).split('\n');
    assert.equal(first, '| W1 | webgpu | 13.3 (12.5 to 14) | 20 | 0.08 | 32 | 0 | 0.1 | 0 | 0.1 | 1.5 | 0 ' +
        '| 12.0 at 10; 12.0 at 640, time was up before 1,000 |');
    assert.equal(second, `| W4 | cpu | failed: no convolution yet |${'  |'.repeat(10)}`);
    assert.deepEqual(rest, []);
});

test('what cannot be measured is a dash and not a zero', () => {
    const unknown = row([{...ROUND, cpu_ms_per_step: null}]);
    assert.equal(unknown.cpu_ms_per_step, null);
    assert.match(table([unknown]), /14\) \| - \| 0\.08/);
});

test('the setting says where, with what, and that an adapter is a software one', () => {
    const words = setting({
        date: '2026-01-02', browser: 'headless Chromium 1', machine: {cores: 2, model: 'A CPU'},
        adapter: {found: true, name: 'google swiftshader', software: true}, sizes: SIZES,
    });
    assert.equal(words, '2026-01-02, 2 cores (A CPU), headless Chromium 1, WebGPU on google swiftshader (a software ' +
        'adapter). Its module: 20.00 MB, 4.00 MB gzip, 3.00 MB brotli.');
});

test('a record replaces what is between its marks and nothing else', () => {
    const page = 'before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n';
    assert.equal(replaceRecord(page, 'new'), 'before\n<!-- bench:begin -->\nnew\n<!-- bench:end -->\nafter\n');
    assert.throws(() => replaceRecord('<!-- bench:end --> <!-- bench:begin -->', 'new'), /put them back/);
});

test('the recorded file is JSON with one row a line', () => {
    const text = recordJson({date: '2026-01-02', results: [row(), row()]});
    assert.deepEqual(JSON.parse(text), {date: '2026-01-02', results: [row(), row()]});
    assert.equal(text.split('\n').filter((line) => line.includes('"workload":"W1"')).length, 2);
});

test('options name what is wrong with them and what is allowed', () => {
    const read = (...words) => readOptions(['--pkg', 'p', ...words], ['W1', 'W2']);
    assert.deepEqual(read('--workloads', 'W2', '--seconds', '3'), {
        pkg: 'p', workloads: ['W2'], devices: ['cpu', 'cpu-relaxed', 'webgpu'], seconds: 3, memorySeconds: 60, memorySteps: [1000, 10000],
        adapter: 'software', record: false,
    });
    assert.equal(read('--gpu').adapter, 'hardware');
    assert.throws(() => read('--workloads', 'W9'), /--workloads has "W9": choose from W1,W2/);
    assert.throws(() => read('--devices', 'gpu'), /choose from cpu,cpu-relaxed,webgpu/);
    assert.throws(() => read('--seconds', 'ten'), /--seconds is "ten"/);
    assert.deepEqual(read('--memory-steps', '1000,100000').memorySteps, [1000, 100000]);
    assert.throws(() => read('--memory-steps', '1000,500'), /--memory-steps is "1000,500"/);
    assert.throws(() => read('--seconds', '0'), /--seconds is 0/);
    assert.throws(() => readOptions([], ['W1']), /--pkg is missing/);
});
