// Way to the checkpoints of runs, whose module is loaded with the first of them, or where the browser may hold some from before.
// Main thread.

import {byId} from '../ui/dom.js';
import {createLazyModule} from '../ui/lazy-module.js';

/** @typedef {import('../runs/checkpoint-keeper.js').Checkpoint} Checkpoint */

/** True if there may be checkpoints in the browser. @param {() => Pick<IDBFactory, 'databases'>} factory throws where storage is forbidden */
export async function mayHoldCheckpoints(factory) {
    try {
        return (await factory().databases()).some(({name}) => name === 'hourglass');
    } catch {
        return false;
    }
}

/**
 * @param {Omit<import('./checkpoints.js').Parts, 'experiment'> & {
 *     client: Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'checkpoint'>,
 *     keeper: () => import('../runs/checkpoint-keeper.js').CheckpointKeeper,
 *     experiment: () => import('./checkpoints.js').Parts['experiment'],
 * }} parts
 */
export function createLazyCheckpoints({client, keeper, experiment, ...parts}) {
    const {recorder} = parts;
    const checkpoints = createLazyModule({
        name: 'What keeps runs', isOnDemand: true, show: (message) => byId('banners').append(message),
        load: async () => (await import('./checkpoints.js')).createCheckpoints({...parts, experiment: experiment()}),
    });
    const fold = /** @type {HTMLDetailsElement} */ (byId('checkpoints'));
    fold.addEventListener('toggle', () => fold.open && checkpoints.use(({list}) => list()));
    void mayHoldCheckpoints(() => indexedDB).then((may) => may && checkpoints.use(({offer}) => offer()));
    let isLeaving = false; // the page is hidden, and the checkpoint of that moment is on its way

    return {
        /** @param {Checkpoint} checkpoint @param {boolean} isBest */
        taken({step, bytes}, isBest) {
            const history = recorder.history(step);
            if (!history || step === 0 || checkpoints.hasFailed()) return;
            const isLast = isLeaving;
            isLeaving = false;
            checkpoints.use(({taken}) => taken({model: bytes, history}, isBest, isLast), 'taken');
        },
        /** The run is about to be replaced: what the worker answers now is its last state. @param {number} run */
        async replacing(run) {
            const before = keeper().last(run);
            const last = await client.checkpoint().catch(() => null) ?? before;
            const history = last && recorder.history(last.step);
            if (history && last.step > 0) checkpoints.use(({replaced}) => replaced({model: last.bytes, history}));
        },
        /** The page is hidden, or goes: writes what is there, and then the state of this moment. */
        hide() {
            checkpoints.loaded()?.leave();
            isLeaving = true;
        },
        /** The user's own data are there: a run on them may go on. */
        fileOpened: () => checkpoints.loaded()?.offer(),
    };
}
