// Store of checkpoints in IndexedDB: of each run the newest and the best, each written whole or not at all, within a budget.
// Knows which tab has which run. Loaded with the first checkpoint. No DOM. Main thread.

import {createDatabase, quietly} from './checkpoint-database.js';
import {bytesOfHistory} from './run-history.js';

/** @typedef {import('./run-history.js').RunHistory} RunHistory */

/** @typedef {'newest' | 'best'} Kind `best`: at the lowest validation loss so far */

/**
 * Summary of a checkpoint: all but the weights and the curves.
 * @typedef {object} Head
 * @property {string} id
 * @property {string} run id of the run
 * @property {Kind} kind
 * @property {string} tab that the run belongs to
 * @property {number} savedAt ms since 1970
 * @property {number} size bytes, about
 * @property {Omit<RunHistory, 'curves' | 'measured'>} about
 */

/** @typedef {{model: Uint8Array, history: RunHistory}} Body */
/** @typedef {{name: string, bytes: ArrayBuffer}} DataFile */

/** Room for all checkpoints. */
export const BUDGET = {bytes: 200e6, count: 30};

/**
 * Checkpoints that have to go, the oldest of unnamed runs first. The newest of all stays.
 * @param {Head[]} heads @param {typeof BUDGET} budget @param {(run: string) => boolean} isNamed
 */
export function surplus(heads, budget, isNamed) {
    const byAge = [...heads].sort((a, b) => b.savedAt - a.savedAt);
    const order = [...byAge.slice(1).filter(({run}) => !isNamed(run)).reverse(), ...byAge.slice(1).filter(({run}) => isNamed(run)).reverse()];
    let [bytes, count] = [heads.reduce((sum, {size}) => sum + size, 0), heads.length];
    return order.filter(({size}) => {
        if (bytes <= budget.bytes && count <= budget.count) return false;
        [bytes, count] = [bytes - size, count - 1];
        return true;
    });
}

/**
 * Everything here throws where the browser forbids storage.
 * @param {object} parts
 * @param {string} parts.tab id of this tab
 * @param {(other: string) => Promise<boolean>} parts.lives whether another tab lives
 * @param {(run: string) => boolean} parts.isNamed by the user
 * @param {() => number} parts.clock ms since 1970
 * @param {typeof BUDGET} [parts.budget]
 */
export function createCheckpointStore({tab, lives, isNamed, clock, budget = BUDGET}) {
    const {transact, actAtOnce, close} = createDatabase();

    const ownership = (/** @type {string} */ run) => ownershipOf(run, transact, {tab, lives});

    return {
        /** Summaries, newest first. @returns {Promise<Head[]>} */
        heads: async () => (await transact('readonly', ({heads}) => heads.getAll())).sort((a, b) => b.savedAt - a.savedAt),
        /** Newest summaries of runs that nobody has: those of tabs that are gone. */
        async orphans() {
            const newest = (await this.heads()).filter(({kind}) => kind === 'newest');
            const {gone} = await tabsOf(newest, {tab, lives});
            return newest.filter((head) => gone.includes(head.tab));
        },
        /** Other tabs that live and have some of these runs. @param {Head[]} heads */
        otherTabs: async (heads) => (await tabsOf(heads, {tab, lives})).living,
        /** @param {string} id @returns {Promise<Body | undefined>} */
        read: (id) => transact('readonly', ({bodies}) => bodies.get(id)),
        /**
         * Writes checkpoints of one run.
         * @param {(Body & {kind: Kind})[]} checkpoints
         * @returns {Promise<boolean>} false: another tab has the run
         */
        async put(checkpoints) {
            const isFree = await ownership(checkpoints[0]?.history.id);
            return transact('readwrite', async (stores) => {
                for (const {kind, model, history} of checkpoints) {
                    const head = headOf({kind, model, history}, tab, clock());
                    if (head.size > budget.bytes) throw tooLarge();
                    const before = /** @type {Head | undefined} */ (await stores.heads.get(head.id));
                    if (before && !isFree(before)) return false;
                    quietly(stores.heads.put(head));
                    quietly(stores.bodies.put({model, history}, head.id));
                }
                await thin(stores, budget, isNamed);
                return true;
            });
        },
        /** Writes the newest checkpoint of a run that is this tab's own, without waiting. @param {Body} body */
        putAtOnce: ({model, history}) => actAtOnce(({heads, bodies}) => {
            const head = headOf({kind: 'newest', model, history}, tab, clock());
            quietly(heads.put(head));
            quietly(bodies.put({model, history}, head.id));
        }),
        /** Gives up the older half, where the browser has no more room. @returns {Promise<number>} how many have gone */
        async shrink() {
            const all = await this.heads();
            const bytes = all.reduce((sum, {size}) => sum + size, 0) / 2;
            return transact('readwrite', (stores) => thin(stores, {...budget, bytes}, isNamed));
        },
        /** Makes a run this tab's own. @param {string} run @returns {Promise<boolean>} false: another tab was faster */
        async claim(run) {
            const isFree = await ownership(run);
            return transact('readwrite', async ({heads}) => {
                const own = (/** @type {Head[]} */ (await heads.getAll())).filter((head) => head.run === run);
                if (!own.every(isFree)) return false;
                for (const head of own) quietly(heads.put({...head, tab}));
                return true;
            });
        },
        /** @param {string} run */
        forget: (run) => transact('readwrite', async (stores) => {
            const own = (/** @type {Head[]} */ (await stores.heads.getAll())).filter((head) => head.run === run);
            for (const {id} of own) await Promise.all([stores.heads.delete(id), stores.bodies.delete(id)]);
            await thin(stores, budget, isNamed);
        }),
        forgetAll: () => transact('readwrite', async ({heads, bodies, files}) => {
            await Promise.all([heads.clear(), bodies.clear(), files.clear()]);
        }),
        ...filesBy(transact),
        close,
    };
}

/** @typedef {ReturnType<typeof createCheckpointStore>} CheckpointStore */

/** Other tabs that have runs. @param {Head[]} heads of the runs @param {{tab: string, lives: (other: string) => Promise<boolean>}} parts */
async function tabsOf(heads, {tab, lives}) {
    const tabs = [...new Set(heads.map((head) => head.tab))].filter((other) => other !== tab);
    const alive = await Promise.all(tabs.map(lives));
    return {living: tabs.filter((_, index) => alive[index]), gone: tabs.filter((_, index) => !alive[index])};
}

/**
 * Check of heads of a run: true for those that may become this tab's own.
 * @param {string} run @param {ReturnType<typeof createDatabase>['transact']} transact @param {Parameters<typeof tabsOf>[1]} tabs
 * @returns {Promise<(head: Head) => boolean>}
 */
async function ownershipOf(run, transact, tabs) {
    const heads = /** @type {Head[]} */ (await transact('readonly', (stores) => stores.heads.getAll()));
    const {gone} = await tabsOf(heads.filter((head) => head.run === run), tabs);
    return (head) => head.tab === tabs.tab || gone.includes(head.tab);
}

/** The user's own data, kept with the runs on them. @param {ReturnType<typeof createDatabase>['transact']} transact */
const filesBy = (transact) => ({
    /** @param {number} fingerprint @param {DataFile[]} files */
    putFiles: (fingerprint, files) => transact('readwrite', (stores) => stores.files.put(files, String(fingerprint))),
    /** @param {number} fingerprint @returns {Promise<DataFile[] | undefined>} */
    readFiles: (fingerprint) => transact('readonly', ({files}) => files.get(String(fingerprint))),
    /** Fingerprints of kept data. */
    keptData: async () => new Set(await transact('readonly', ({files}) => files.getAllKeys())),
});

/**
 * Removes what exceeds a budget, and data that no run needs.
 * @param {import('./checkpoint-database.js').Stores} stores @param {typeof BUDGET} budget @param {(run: string) => boolean} isNamed
 */
async function thin({heads, bodies, files}, budget, isNamed) {
    const all = /** @type {Head[]} */ (await heads.getAll());
    const gone = surplus(all, budget, isNamed);
    for (const {id} of gone) for (const store of [heads, bodies]) quietly(store.delete(id));
    const needed = new Set(all.filter((head) => !gone.includes(head)).map(({about}) => fileKey(about)));
    for (const key of await files.getAllKeys()) if (!needed.has(key)) quietly(files.delete(key));
    return gone.length;
}

/** @param {Head['about']} about */
const fileKey = ({dataset}) => String(dataset.fingerprint);

const tooLarge = () => Object.assign(new Error('A checkpoint of this model exceeds the budget'), {name: 'TooLargeError'});

/** @param {Body & {kind: Kind}} checkpoint @param {string} tab @param {number} savedAt @returns {Head} */
function headOf({kind, model, history}, tab, savedAt) {
    /** @type {any} all but the large parts */
    const about = {...history, curves: undefined, measured: undefined};
    return {id: `${history.id} ${kind}`, run: history.id, kind, tab, savedAt, about, size: model.byteLength + bytesOfHistory(history)};
}
