// The modules of a scatter plot that are loaded on first use: interactions and thumbnails. Main thread.

import {replayInput} from '../ui/input-replay.js';
import {createLazyModule} from '../ui/lazy-module.js';

/** Zoom, lasso, hover and selection. @param {HTMLCanvasElement} canvas @param {Parameters<typeof import('./interactions.js').createInteractions>[1]} options */
export function lazyInteractions(canvas, options) {
    const interactions = createLazyModule({
        name: 'Zoom and selection', show: (message) => options.host.after(message),
        load: async () => (await import('./interactions.js')).createInteractions(canvas, options),
    });
    replayInput(canvas, interactions);
    return interactions;
}

/** The points as images. @param {HTMLElement} host of the plot */
export const lazyThumbnails = (host) => createLazyModule({
    name: 'The images of the points', show: (message) => host.after(message),
    load: async () => (await import('./thumbnails.js')).createThumbnails(),
});
