// Faults of workers and devices: whatever breaks, the run goes on by itself from its last checkpoint.

import {after, before, test} from 'node:test';
import {tryFault} from './faults/fault.mjs';
import {RECOVERED} from './faults/recovered.mjs';
import {openBrowser} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

for (const fault of RECOVERED) {
    test(`${fault.name}: it costs seconds of training, and the run goes on by itself`, () => tryFault(fault, browser));
}
