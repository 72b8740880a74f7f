// WebGPU of Firefox (wgpu) on the driver lavapipe of Mesa: another implementation and another driver than in Chromium (Dawn, SwiftShader).
// The command `cargo xtask test --browser firefox` names the driver in VK_DRIVER_FILES.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {openFirefox} from './firefox.mjs';
import {withPage} from './lab.mjs';

const STEPS = 50;
const TOLERANCE = 1e-3; // relative, of a loss after so many steps in 32 bits

let engine;
before(async () => {
    engine = await openFirefox({webgpu: true});
});
after(() => engine?.close());

/** Losses of the first steps, from the exported table. @param {import('./lab.mjs').Lab} lab @returns {Promise<number[]>} */
async function firstLosses(lab) {
    await lab.ready();
    await lab.start();
    await lab.reaches(STEPS);
    await lab.pause();
    const [header, ...rows] = (await lab.take('Loss, CSV')).bytes.toString('utf8').trim().split('\r\n').map((line) => line.split(','));
    const column = header.indexOf('loss');
    return rows.filter(([step]) => step !== '0').slice(0, STEPS).map((row) => Number(row[column]));
}

test(`on a second implementation and driver of WebGPU, the first ${STEPS} losses are those of the CPU`, async (t) => {
    let onCpu;
    await withPage(engine, '#v=2&device=cpu', async (lab) => {
        onCpu = await firstLosses(lab);
    });
    await withPage(engine, '#v=2&device=webgpu', async (lab) => {
        assert.ok(await lab.page.evaluate(async () => (await navigator.gpu?.requestAdapter()) !== null), 'there is an adapter');
        // the run begins on the CPU, and moves once the module for the GPU is ready
        await lab.ready();
        await lab.start();
        await lab.until('a run on WebGPU', async () => await lab.text('#status-device') !== 'CPU' && (await lab.text('#status-why') ?? '').startsWith('Your choice'));
        await lab.click(`//button[@id='reset']`);
        await lab.until('step 0', async () => await lab.step() === 0);
        const onGpu = await firstLosses(lab);
        assert.notEqual(await lab.text('#status-device'), 'CPU');
        const apart = onGpu.map((loss, i) => Math.abs(loss / onCpu[i] - 1));
        t.diagnostic(`step ${STEPS}: ${onGpu.at(-1)} on WebGPU, ${onCpu.at(-1)} on the CPU; at most ${Math.max(...apart)} apart`);
        assert.equal(apart.length, STEPS);
        assert.ok(onGpu.some((loss, i) => loss !== onCpu[i]), 'not a bit differs: was it the CPU?');
        assert.ok(Math.max(...apart) < TOLERANCE, `${Math.max(...apart)} apart`);
    });
});
