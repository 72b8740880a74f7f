import assert from 'node:assert/strict';
import {test} from 'node:test';
import {growth, soakTable} from '../../bench/soak-report.mjs';

const sample = (step, over = {}) => ({seconds: 0, step, pageMb: 5, moduleMb: 4, processesMb: 300, storageMb: 1, frameMs: 2, ...over});

test('growth compares medians from step 50,000 on, and forgives one odd sample', () => {
    const early = [1000, 2000].map((step) => sample(step, {pageMb: 1}));
    const first = [50_000, 60_000, 70_000, 80_000, 90_000].map((step) => sample(step));
    const last = [1, 2, 3, 4, 5].map((index) => sample(100_000 * index, {pageMb: index === 5 ? 99 : 6}));
    const found = growth([...early, ...first, ...last]);
    assert.equal(found.from, 50_000);
    assert.equal(found.to, 500_000);
    assert.deepEqual(found.rows[0], {title: 'JavaScript heap of the page, MB', before: 5, after: 6, ratio: 1.2});
    assert.equal(found.rows[1].ratio, 1);
});

test('a soak too short for a comparison says so', () => {
    assert.equal(growth([sample(10), sample(60_000)]), null);
    assert.match(soakTable([{device: 'cpu', minutes: 1, samples: [sample(10)], errors: []}]), /no growth to compare/);
});

test('the table of a soak has its device, its steps and its errors', () => {
    const samples = Array.from({length: 10}, (_, index) => sample(50_000 + index, {storageMb: index < 5 ? 1 : 1.05}));
    const table = soakTable([{device: 'webgpu', minutes: 60, samples, errors: ['one']}]);
    assert.match(table, /60 minutes on WebGPU.*50,009 steps, 1 uncaught errors/);
    assert.match(table, /\| IndexedDB, MB \| 1\.00 \| 1\.05 \| 1\.05 \|/);
});
