// The library that draws charts, with its sheet of styles: no training waits for it. Main thread.

import {fetchStyle} from '../scheduling/lazy-load.js';

/** Comes at once from the second time on. */
export async function chartLibrary() {
    const [{default: UPlot}] = await Promise.all([import('../vendor/uplot/uPlot.esm.js'), fetchStyle('vendor/uplot/uPlot.css')]);
    return UPlot;
}
