// Read-backs that end late whatever the device does, as in Firefox: the device goes on meanwhile, and chunks stay long.

import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {delayReadBacks} from './faults/in-worker.mjs';
import {assertUnbroken} from './faults/fault.mjs';
import {assertFalls, FIRST_GPU_STEP, mean, openBrowser, withPage} from './lib.mjs';

const STEPS = 400;
const LEAST = 2; // steps of a chunk, on average: more fit into a wait, but the machine may be busy

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

test('read-backs that take a tenth of a second do not shrink chunks, and no step is lost', async (t) => {
    await withPage(browser, {hash: '#v=2&device=webgpu', before: delayReadBacks}, async (lab) => {
        const {device, run} = await lab.builtOnWebGpu();
        assert.equal(device.kind, 'webgpu');
        await lab.state('ready', FIRST_GPU_STEP);
        await lab.start();
        await lab.step(STEPS, FIRST_GPU_STEP);
        await lab.pause();
        const sizes = (await lab.events('progress')).filter((event) => event.run === run).map(({losses}) => losses.length);
        t.diagnostic(`chunks of ${sizes.join(', ')} steps`);
        assert.ok(mean(sizes) >= LEAST, `${sizes.length} chunks of ${mean(sizes)} steps`);
        await assertUnbroken(lab, 0);
        const {step} = (await lab.events('status')).at(-1);
        assert.equal(step, (await lab.events('progress')).at(-1).step, 'the pause is at the step that is shown');
        assertFalls(await lab.losses(), 0.9);
    });
});
