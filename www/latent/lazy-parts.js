// The parts of the plane that no training waits for, each fetched when it is first used, or in idle time. Main thread.

import {createLate, holdHand} from '../scheduling/lazy-load.js';

/** What a hand does on a plane. @param {HTMLCanvasElement} canvas @param {Parameters<typeof import('../scatter/interactions.js').createHand>[1]} parts */
export function lateHand(canvas, parts) {
    const hand = createLate({
        what: 'Zoom and selection', show: (words) => parts.host.after(words),
        load: async () => (await import('../scatter/interactions.js')).createHand(canvas, parts),
    });
    holdHand(canvas, hand);
    return hand;
}

/** The points as pictures. @param {HTMLElement} host of the plane */
export const lateThumbnails = (host) => createLate({
    what: 'The pictures', show: (words) => host.after(words),
    load: async () => (await import('../scatter/thumbnails.js')).createThumbnails(),
});

/** @param {HTMLElement} host @param {Parameters<typeof import('./selection-panel.js').createGroupPanel>[1]} parts */
export const lateGroup = (host, parts) => createLate({
    what: 'What is said of a group', show: (words) => host.after(words),
    load: async () => (await import('./selection-panel.js')).createGroupPanel(host, parts),
});

/** @param {HTMLElement} host where the axes are picked */
export const latePrincipal = (host) => createLate({
    what: 'PCA of the codes', show: (words) => host.after(words), load: () => import('./principal-basis.js'),
});

/** @param {HTMLElement} host where a failure is told @param {Parameters<typeof import('./posterior.js').createPosterior>[0]} parts */
export const latePosterior = (host, parts) => createLate({
    what: 'What belongs to the prior', show: (words) => host.after(words),
    load: async () => (await import('./posterior.js')).createPosterior(parts),
});

/** @param {HTMLDetailsElement} fold @param {Parameters<typeof import('./traversals.js').createTraversals>[1]} parts */
export const lateWalks = (fold, parts) => createLateFold(fold, {
    what: 'The walks', load: async () => (await import('./traversals.js')).createTraversals(fold, parts),
});

/** @param {HTMLDetailsElement} fold @param {() => void} onChange */
export const lateSliders = (fold, onChange) => createLateFold(fold, {
    what: 'The sliders', load: async () => (await import('./latent-sliders.js')).createOtherNumbers(fold, onChange),
});

/**
 * What is used when its fold is opened.
 * @template {object} T
 * @param {HTMLDetailsElement} fold @param {{what: string, load: () => Promise<T>}} parts
 */
function createLateFold(fold, {what, load}) {
    const late = createLate({what, load, show: (words) => fold.append(words)});
    fold.addEventListener('toggle', () => fold.open && late.use());
    return late;
}
