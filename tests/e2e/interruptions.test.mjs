// Faults of the page, the browser, the storage and the numbers: the run is lost in none of them.

import {after, before, test} from 'node:test';
import {tryFault} from './faults/fault.mjs';
import {INTERRUPTIONS} from './faults/index.mjs';
import {openBrowser} from './lib.mjs';

let browser;
before(async () => {
    browser = await openBrowser();
});
after(() => browser?.close());

for (const fault of INTERRUPTIONS) {
    test(`${fault.name}: the run goes on, and Start works afterwards`, async (t) => {
        const {declined} = await tryFault(fault, browser);
        if (declined) t.diagnostic(`the browser declined ${declined} times before`);
    });
}
