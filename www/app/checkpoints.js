// Checkpoints of runs: written while they train, offered after a reload or crash, and brought back when a run was replaced.
// Loaded with the first checkpoint. Main thread.

import {createCheckpointStore} from '../runs/checkpoint-store.js';
import {createCheckpointWriter} from '../runs/checkpoint-writer.js';
import {createTabLock} from '../runs/tab-lock.js';
import {byId} from '../ui/dom.js';
import {integer} from '../ui/format.js';
import {createCheckpointList} from './checkpoint-list.js';
import {createDataConsent} from './data-consent.js';
import {dataMissing, elsewhere, offerOf, troubleInWords} from './checkpoint-notices.js';
import {createReplacedRuns} from './replaced-runs.js';

/** @typedef {import('../runs/checkpoint-store.js').Body} Body */
/** @typedef {import('../runs/checkpoint-store.js').Head} Head */

/**
 * @typedef {object} Parts
 * @property {import('../runs/run-recorder.js').RunRecorder} recorder
 * @property {import('../runs/run-store.js').RunStore} runStore
 * @property {Pick<import('./notices.js').Notices, 'show' | 'close'>} notices
 * @property {Pick<ReturnType<typeof import('./experiment.js').createExperiment>, 'controller' | 'files' | 'sets'>} experiment
 */

const LONG_S = 300; // of training, from where storage is asked to last

/** @param {Parts} parts */
export function createCheckpoints({recorder, runStore, notices, experiment: {controller, files, sets}}) {
    const tab = createTabLock(navigator.locks);
    const store = createCheckpointStore({
        tab: tab.id, lives: tab.lives, isNamed: (run) => runStore.get(run)?.pinned ?? false, clock: () => Date.now(),
    });
    /** @param {import('../runs/checkpoint-writer.js').Trouble} trouble */
    const onTrouble = (trouble) => notices.show(troubleInWords(trouble));
    const writer = createCheckpointWriter({store, now: () => performance.now(), onTrouble, onWritten: written});
    const consent = createDataConsent({store, files, notices, onTrouble});
    const replaced = createReplacedRuns({row: byId('replaced'), button: byId('go-back'), dismiss: byId('replaced-dismiss'), resume});
    const list = createCheckpointList(byId('checkpoint-rows'), {
        heads: store.heads, keptData: store.keptData, otherTabs: store.otherTabs, current: recorder.id,
        goOn: (head) => void goOn(head), forget: (run) => void forget(run), forgetAll: () => forgetAll(),
    });
    const {forget, forgetAll} = createForgetting({recorder, runStore, notices}, {store, writer, consent, replaced, list});

    /** @param {Body} body */
    function resume({model, history}) {
        recorder.goOn(controller.open(history.config, model, history.state === 'running'), history);
    }

    /** @param {Body} body */
    function written({history}) {
        if (history.seconds > LONG_S) askToPersist();
        void consent.written(history);
        list.refresh();
    }

    /** @param {Head} head */
    async function goOn(head) {
        const {config, dataset} = head.about;
        const body = await store.read(head.id);
        if (!body || !await store.claim(head.run)) return notices.show(elsewhere());
        if (config.dataset === 'file' && files.fingerprint() !== dataset.fingerprint) {
            const kept = await store.readFiles(dataset.fingerprint);
            if (!kept) return notices.show(dataMissing(head, files.pick));
            await files.open(kept.map(({name, bytes}) => new File([bytes], name)), {isKept: true});
        }
        const isThere = await Promise.resolve(sets.need(config.dataset)).then(() => true, () => false);
        if (!isThere) return; // that has been reported, and the offer stays
        notices.close('go-on');
        resume(body);
    }

    return {
        /** Offers the newest run of a tab that is gone. */
        async offer() {
            const [head] = await store.orphans().catch(() => []);
            if (!head) return;
            const {config, dataset} = head.about;
            const hasData = config.dataset !== 'file' || files.fingerprint() === dataset.fingerprint
                || (await store.keptData()).has(String(dataset.fingerprint));
            notices.show(offerOf(head, {hasData, goOn: () => void goOn(head), forget: () => void forget(head.run), pick: files.pick}));
        },
        /** @param {Body} body @param {boolean} isBest @param {boolean} isLast the page is hidden */
        taken(body, isBest, isLast) {
            writer.taken(body, isBest);
            if (isLast) writer.flush();
            consent.ask(body.history);
        },
        /** The run that another has just replaced. @param {Body} body */
        replaced(body) {
            replaced.add(body, `Back to step ${integer(body.history.step)}`);
            writer.taken(body, false);
            writer.flush();
        },
        /** Writes what is in memory, before the page goes. */
        leave: () => writer.leave(),
        list: list.refresh,
    };
}

let hasAsked = false;

/** Asks the browser, once, not to clear the storage by itself. */
function askToPersist() {
    if (!hasAsked) void navigator.storage?.persist?.().catch(() => false);
    hasAsked = true;
}

/**
 * Ways to forget a run, or all. The run that is open goes on, and is no longer kept.
 * @param {Pick<Parts, 'recorder' | 'runStore' | 'notices'>} parts
 * @param {object} own
 * @param {import('../runs/checkpoint-store.js').CheckpointStore} own.store
 * @param {ReturnType<typeof createCheckpointWriter>} own.writer
 * @param {ReturnType<typeof createDataConsent>} own.consent
 * @param {ReturnType<typeof createReplacedRuns>} own.replaced
 * @param {ReturnType<typeof createCheckpointList>} own.list
 */
const createForgetting = ({recorder, runStore, notices}, {store, writer, consent, replaced, list}) => ({
    /** @param {string} run */
    async forget(run) {
        writer.mute(run);
        replaced.forget(run);
        await store.forget(run);
        list.refresh();
    },
    async forgetAll() {
        const current = recorder.id();
        if (current) writer.mute(current);
        recorder.forget();
        for (const {id} of runStore.runs()) runStore.remove(id);
        for (const key of ['go-on', 'own-data']) notices.close(key);
        replaced.clear();
        consent.forget();
        await store.forgetAll();
        list.refresh();
    },
});
