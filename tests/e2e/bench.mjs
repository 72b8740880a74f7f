// `cargo xtask bench --page`: what a training step costs on each device, through the page and its worker, as
// a user gets it: chunks, read-backs and pictures included. A software GPU, which is what headless
// Chromium has here, says nothing about a real one.

import {FIRST_GPU_STEP, launch, withPage} from './lib.mjs';

const MODELS = [
    ['digits 64-64-32-2, batch 64 (the default)', ''],
    ['strokes 784-128-64-2, batch 128', '&dataset=strokes&hidden=128,64&batchSize=128'],
];
const DEVICES = {cpu: {warmUp: 300, steps: 2000}, webgpu: {warmUp: 5, steps: 50}};

const browser = await launch();
console.log('ms a step: median (fastest to slowest) of ten stretches after a warm-up\n');
try {
    for (const [model, settings] of MODELS) {
        for (const device of /** @type {const} */ (['cpu', 'webgpu'])) console.log(await measure(model, settings, device));
    }
} finally {
    await browser.close();
}

/** @param {string} model @param {string} settings @param {keyof DEVICES} device */
async function measure(model, settings, device) {
    const {warmUp, steps} = DEVICES[device];
    let line = '';
    await withPage(browser, {hash: `#v=2&device=${device}${settings}`}, async (lab) => {
        const {device: used} = await (device === 'cpu' ? lab.built() : lab.builtOnWebGpu());
        await lab.state('ready', FIRST_GPU_STEP);
        await lab.start();
        await lab.step(warmUp + steps, FIRST_GPU_STEP);
        const {run} = (await lab.events('created')).at(-1);
        const progress = (await lab.events('progress')).filter((event) => event.run === run && event.step >= warmUp);
        line = `${used.kind.padEnd(6)}  ${summary(stretches(progress))}  ${model}  [${used.name}]`;
    });
    return line;
}

/** ms a step over ten stretches of the same number of chunks. @param {{at: number, step: number}[]} progress */
function stretches(progress) {
    const every = Math.max(1, Math.floor((progress.length - 1) / 10));
    const marks = progress.filter((_, i) => i % every === 0);
    return marks.slice(1).map(({at, step}, i) => (at - marks[i].at) / (step - marks[i].step));
}

/** @param {number[]} values */
function summary(values) {
    const sorted = values.toSorted((a, b) => a - b);
    const digits = (value) => value.toPrecision(3);
    return `${digits(sorted[sorted.length >> 1])} (${digits(sorted[0])} to ${digits(sorted.at(-1))})`.padEnd(24);
}
