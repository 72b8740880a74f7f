// The life of a run as the page sees it: what the worker has built, how that differs from the
// settings, and what to send for that to change. Draws nothing; tested without a browser. Main thread.

import {changeInWords, planChange} from '../settings/store.js';

/** @typedef {import('../protocol/messages.js').Config} Config */
/** @typedef {import('../protocol/messages.js').State} State */

/**
 * @typedef {object} Parts
 * @property {Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'send' | 'create'>} client
 * @property {import('../settings/store.js').Settings} settings
 * @property {(before: Config, after: Config) => void} onNext a trained run is replaced by another
 * @property {() => void} onChange
 */

/** @param {Parts} parts */
export function createExperiment({client, settings, onNext, onChange}) {
    let run = 0; // the run the worker works on; 0 for none
    let asked = 0; // the run that is to be built; 0 for none
    /** @type {Config | null} */
    let config = null; // of that run
    /** @type {State} */
    let state = 'empty';
    let step = 0;
    let opening = false; // a saved run is on its way, and is not to be built anew
    let starting = false; // Start was pressed, and the worker has not answered yet
    let stale = false; // a file has been opened since, under the same settings

    const pending = () => {
        const words = config ? planChange(settings.schema, config, settings.values()).restart.map(changeInWords) : [];
        return stale ? [...words, 'the newly opened file'] : words;
    };

    /** @param {Config} wanted @param {boolean} start @param {Uint8Array} [saved] */
    function build(wanted, start, saved) {
        if (config && step > 0) onNext(config, wanted);
        asked = client.create(wanted, saved);
        opening = saved !== undefined;
        starting = start;
        // behind `create` in the worker's queue, and dropped there if that fails
        if (start) client.send({type: 'start', run: asked});
    }

    /** @param {'start' | 'pause' | 'step'} type */
    const send = (type) => client.send({type, run});

    return {
        state: () => state,
        step: () => step,
        config: () => config,
        hasRun: () => run > 0,
        pending,
        /** Nothing was trained yet, so nothing is lost by building anew. */
        isStarting: () => starting,
        isFresh: () => !opening && step === 0 && (state === 'ready' || state === 'empty'),
        /** @param {boolean} [start] */
        restart: (start = true) => build(settings.values(), start),
        start() {
            starting = true;
            if (run > 0) send('start');
            // the first model may still wait for the module
            else if (asked > 0) client.send({type: 'start', run: asked});
            else build(settings.values(), true);
        },
        /** Another experiment at once. @param {import('../protocol/messages.js').Config} different from the defaults */
        begin(different) {
            settings.restore(different);
            build(settings.values(), true);
        },
        /** Goes on with a saved run of these settings. @param {Config} saved @param {Uint8Array} bytes */
        open(saved, bytes) {
            settings.restore(saved);
            build(settings.values(), false, bytes);
        },
        /** Something went wrong: where it was a saved run, the settings are those of the run that goes on. */
        refused() {
            if (opening && config) settings.restore(config);
            opening = false;
        },
        /** The present settings with some changed, at once. @param {Config} changes */
        change(changes) {
            settings.merge(changes);
            build(settings.values(), true);
        },
        pause: () => send('pause'),
        step1: () => send('step'),
        /** The same run from its first weights on. */
        reset: () => config && build(config, false),
        reseed() {
            const again = state === 'running';
            settings.set('seed', 1 + Math.floor(Math.random() * 9999));
            build(settings.values(), again);
        },
        /** Back to the settings of the run. */
        undo() {
            stale = false;
            if (config) settings.merge(config);
            onChange();
        },
        /** @param {{step: number, learningRate: number}} offer */
        rewind({learningRate}) {
            client.send({type: 'rewind', run, learningRate});
            if (config) config = {...config, learningRate};
            settings.set('learningRate', learningRate);
            send('start');
        },
        /** Sends what can change in the running model. */
        tune() {
            if (!config) return;
            const {live} = planChange(settings.schema, config, settings.values());
            for (const {field, to} of live) {
                if (field.name === 'learningRate') client.send({type: 'tune', run, learningRate: to});
                config = {...config, [field.name]: to};
            }
        },
        fileOpened() {
            stale = config?.dataset === 'file';
            onChange();
        },
        /** @param {import('../protocol/messages.js').CreatedEvent} event */
        created(event) {
            run = event.run;
            asked = 0;
            opening = false;
            config = event.config;
            stale = false;
            onChange();
        },
        /** @param {import('../protocol/messages.js').StatusEvent} event */
        status(event) {
            state = event.state;
            if (state !== 'preparing' && state !== 'ready' && state !== 'empty') starting = false;
            if (state === 'empty') asked = 0; // it could not be built
            if (state !== 'preparing') opening = false;
            step = event.state === 'preparing' ? step : event.step;
            onChange();
        },
        /** @param {number} done */
        progressed(done) {
            step = done;
        },
        /** The worker is gone, and the run with it. */
        lost() {
            run = 0;
            asked = 0;
            config = null;
            state = 'empty';
            step = 0;
            onChange();
        },
    };
}

/** @typedef {ReturnType<typeof createExperiment>} Experiment */
