// Time from opening the page to the first training step on a slow network, with an empty cache.
// Start is pressed as soon as it is enabled.

import {launch, URL_OF_PAGE, withPage} from './lib.mjs';
import {openSlowLink} from './slow-link.mjs';

const LINK = {bitsPerSecond: 10e6, roundTripMs: 20};
const TIMES = 5;

const browser = await launch();
const link = await openSlowLink(URL_OF_PAGE, LINK);
try {
    const seconds = [];
    for (let i = 0; i < TIMES; i++) {
        await withPage(browser, {url: link.url}, async (lab) => {
            await lab.start();
            await lab.step(1);
            const [{at}] = await lab.events('progress');
            seconds.push(at / 1000); // of the page's own clock, which starts with its navigation
        });
    }
    seconds.sort((a, b) => a - b);
    const [fastest, median, slowest] = [0, TIMES >> 1, TIMES - 1].map((i) => seconds[i].toFixed(2));
    console.log(`first training step after ${median} s (${fastest} to ${slowest}) at ` +
        `${LINK.bitsPerSecond / 1e6} Mbit/s with a round trip of ${LINK.roundTripMs} ms, ${TIMES} fresh visits`);
} finally {
    link.close();
    await browser.close();
}
