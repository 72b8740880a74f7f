// Loads uPlot, the chart library, with its style sheet. Main thread.

import {loadStyle} from '../ui/style-sheet.js';

/** The library; from the second call on without a request. */
export async function chartLibrary() {
    const [{default: UPlot}] = await Promise.all([import('../vendor/uplot/uPlot.esm.js'), loadStyle('vendor/uplot/uPlot.css')]);
    return UPlot;
}
