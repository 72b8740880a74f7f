// The benchmark in a real browser, on a package with known counts.

import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {GPU_BYTES, PER_STEP} from './counted-pkg/counted.js';

const RUN = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url));
const PKG = fileURLToPath(new URL('counted-pkg', import.meta.url));
const FIRST_LOSS = 1 / 8;

/** @returns {Promise<{code: number, rows: any[], stdout: string, stderr: string}>} */
function bench(...words) {
    const all = [RUN, '--pkg', PKG, '--devices', 'webgpu', '--seconds', '1', '--memory-seconds', '1', ...words];
    return new Promise((resolve) => {
        execFile(process.execPath, all, (error, stdout, stderr) => {
            const rows = stdout.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
            resolve({code: error ? Number(error.code) : 0, rows, stdout, stderr});
        });
    });
}

test('what a package asks of WebGPU is counted, step by step', async () => {
    const {code, rows: [row], stdout, stderr} = await bench('--workloads', 'W1');
    assert.equal(code, 0, stderr);
    for (const [key, count] of Object.entries(PER_STEP)) assert.equal(row[`${key}_per_step`], count, key);
    assert.equal(row.readbacks_per_step, 1 / row.read_every);
    assert.deepEqual([row.pipelines_in_first_step, row.pipelines_after_first_step], [1, 0]);
    assert.equal(row.loss_10, FIRST_LOSS);
    assert.equal(row.backend, 'counted on webgpu');
    assert.ok(row.memory.every((mark) => mark.gpu_bytes === GPU_BYTES && mark.wasm_bytes === 16 * 65536));
    for (const key of ['ms_per_step', 'cpu_ms_per_step', 'issue_ms', 'first_step_ms']) assert.ok(row[key] > 0, key);
    assert.match(stdout, /^\| W1 \| webgpu \| /m);
});

test('a workload that fails is a row that says why, and the command fails', async () => {
    const {code, rows, stderr} = await bench('--workloads', 'W4,W1');
    assert.equal(code, 1);
    assert.equal(rows[0].error, 'there is no convolution here');
    assert.ok(rows[1].ms_per_step > 0, 'the others are measured all the same');
    assert.match(stderr, /1 of 2 failed/);
});
