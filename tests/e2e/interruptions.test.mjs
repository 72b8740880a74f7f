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

const DECLINED = /the browser has not kept the page/;

for (const fault of INTERRUPTIONS) {
    test(`${fault.name}: the run goes on, and Start works afterwards`, async (t) => {
        for (let attempt = fault.attempts ?? 1; attempt > 0; attempt--) {
            const declined = await tryFault(fault, browser).then(() => null, (error) => {
                if (attempt === 1 || !DECLINED.test(error.message)) throw error;
                return error.message;
            });
            if (!declined) return;
            t.diagnostic(declined);
        }
    });
}
