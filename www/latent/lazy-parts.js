// The modules of the latent-space card that are loaded on first use. Main thread.

import {createLazyModule} from '../ui/lazy-module.js';

/** @param {HTMLElement} host @param {Parameters<typeof import('./selection-panel.js').createSelectionPanel>[1]} options */
export const lazySelectionPanel = (host, options) => createLazyModule({
    name: 'The summary of the selection', show: (message) => host.after(message),
    load: async () => (await import('./selection-panel.js')).createSelectionPanel(host, options),
});

/**
 * Names of the dots, loaded with the first examples that have names.
 * @param {{plane: HTMLElement, namesSwitch: HTMLInputElement, picturesSwitch: HTMLInputElement}} hosts @param {Parameters<typeof import('./named-dots.js').createNamedDots>[0]} parts
 */
export function lazyNamedDots({plane, namesSwitch, picturesSwitch}, parts) {
    const names = createLazyModule({
        name: 'The names of the dots', show: (message) => plane.after(message), isOnDemand: true,
        load: async () => (await import('./named-dots.js')).createNamedDots(parts),
    });
    let isNamed = false;
    namesSwitch.addEventListener('change', parts.redraw);
    return {
        /** @param {import('../protocol/messages.js').CreatedEvent} created */
        begin(created) {
            isNamed = created.pointNames.length > 0;
            /** @type {HTMLElement} */ (namesSwitch.parentElement).hidden = !isNamed;
            if (isNamed) names.use((module) => module.begin(created), 'begin');
        },
        /** @param {import('../protocol/messages.js').SnapshotEvent} snapshot */
        update: (snapshot) => isNamed && names.queue('update', (module) => module.update(snapshot)),
        /** @param {Parameters<ReturnType<typeof import('./named-dots.js').createNamedDots>['draw']>} drawing */
        draw: (...drawing) => isNamed && namesSwitch.checked && !picturesSwitch.checked && names.loaded()?.draw(...drawing),
    };
}

/** @param {HTMLElement} host after which a failure is shown @param {Parameters<typeof import('./posterior.js').createPosterior>[0]} options */
export const lazyPosterior = (host, options) => createLazyModule({
    name: 'The view of prior and posterior', show: (message) => host.after(message),
    load: async () => (await import('./posterior.js')).createPosterior(options),
});

/** @param {HTMLElement} host @param {import('./hearing.js').Tile[]} tiles */
export const lazyHearing = (host, tiles) => createLazyModule({
    name: 'The sound', show: (message) => host.before(message), isOnDemand: true,
    load: async () => (await import('./hearing.js')).createHearing(host, tiles),
});

/** @param {HTMLDetailsElement} fold @param {Parameters<typeof import('./traversals.js').createTraversals>[1]} options */
export const lazyTraversals = (fold, options) => createLazyFold(fold, {
    name: 'The view of latent traversals', load: async () => (await import('./traversals.js')).createTraversals(fold, options),
});

/** @param {HTMLDetailsElement} fold @param {() => void} onChange */
export const lazyLatentSliders = (fold, onChange) => createLazyFold(fold, {
    name: 'The view of other latent dimensions', load: async () => (await import('./latent-sliders.js')).createLatentSliders(fold, onChange),
});

/**
 * Loads a module when its fold is opened.
 * @template {object} T
 * @param {HTMLDetailsElement} fold @param {{name: string, load: () => Promise<T>}} options
 */
function createLazyFold(fold, {name, load}) {
    const lazy = createLazyModule({name, load, show: (message) => fold.append(message)});
    fold.addEventListener('toggle', () => fold.open && lazy.use());
    return lazy;
}
