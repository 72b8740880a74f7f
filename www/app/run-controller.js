// Controller of the run: its state as the page knows it, how the settings differ from it, and the commands that change it.
// Draws nothing; tested without a browser. Main thread.

import {changeInWords, planChange} from '../settings/store.js';

/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} Parts
 * @property {Pick<ReturnType<typeof import('../client/training-client.js').createClient>, 'send' | 'create'>} client
 * @property {import('../settings/store.js').Settings} settings
 * @property {(before: Config, after: Config, run: number) => void} onNext a trained run is replaced by another
 * @property {() => void} onChange
 * @property {(dataset: string) => Promise<void> | null} [dataOf] fetches a data set; null where it is at hand
 */

const emptyRun = () => ({
    run: 0, // that the worker has; 0 for none
    requested: 0, // run that the worker is to build; 0 for none
    config: /** @type {Config | null} */ (null),
    state: /** @type {import('../protocol/messages.js').State} */ ('empty'),
    step: 0,
    isOpening: false, // a saved run is being opened, and must not be replaced
    isStarting: false, // Start was pressed, and the worker has not answered yet
    isStale: false, // another file has been opened under the same settings
});

/** @typedef {ReturnType<typeof emptyRun>} RunState */

/** @param {Parts} parts */
export function createRunController(parts) {
    const current = emptyRun();
    return {
        state: () => current.state,
        step: () => current.step,
        config: () => current.config,
        hasRun: () => current.run > 0,
        isStarting: () => current.isStarting,
        /** True before the first step, when a rebuild loses nothing. */
        isFresh: () => !current.isOpening && current.step === 0 && ['empty', 'preparing', 'ready'].includes(current.state),
        /** Changes that need a restart, in words. @returns {string[]} */
        pending() {
            const {schema, values} = parts.settings;
            const changes = current.config ? planChange(schema, current.config, values()).restart.map(changeInWords) : [];
            return current.isStale ? [...changes, 'the newly opened file'] : changes;
        },
        ...createCommands(current, parts),
        ...createListeners(current, parts),
    };
}

/** @typedef {ReturnType<typeof createRunController>} RunController */

/** Commands of the user. @param {RunState} current @param {Parts} parts */
function createCommands(current, {client, settings, onNext, onChange, dataOf = () => null}) {
    /** @param {Config} config @param {boolean} start @param {Uint8Array} [saved] */
    function build(config, start, saved) {
        if (current.config && current.step > 0) onNext(current.config, config, current.run);
        const requested = client.create(config, {saved, data: dataOf(config.dataset)});
        Object.assign(current, {requested, isOpening: saved !== undefined, isStarting: start});
        // waits behind `create` in the worker's queue, which drops it if that fails
        if (start) client.send({type: 'start', run: requested});
        return requested;
    }

    /** @param {'start' | 'pause' | 'step'} type */
    const send = (type) => client.send({type, run: current.run});

    return {
        restart: (start = true) => build(settings.values(), start),
        start() {
            current.isStarting = true;
            // a model that is being built is started once it is there
            const run = current.requested || current.run;
            if (run > 0) client.send({type: 'start', run});
            else build(settings.values(), true);
            onChange();
        },
        pause: () => send('pause'),
        takeStep: () => send('step'),
        /** Starts another experiment. @param {Config} different from the defaults */
        begin(different) {
            settings.restore(different);
            build(settings.values(), true);
        },
        /** Starts the present settings with some changes. @param {Config} changes */
        change(changes) {
            settings.merge(changes);
            build(settings.values(), true);
        },
        /** Opens a saved run. @param {Config} config of it @param {Uint8Array} bytes @param {boolean} [start] @returns {number} its number */
        open(config, bytes, start = false) {
            settings.restore(config);
            return build(settings.values(), start, bytes);
        },
        /** Builds the same run again, from its first weights on. */
        reset: () => current.config && build(current.config, false),
        reseed() {
            const start = current.state === 'running';
            settings.set('seed', 1 + Math.floor(Math.random() * 9999));
            build(settings.values(), start);
        },
        /** Takes the settings back to those of the run. */
        undo() {
            current.isStale = false;
            if (current.config) settings.merge(current.config);
            onChange();
        },
        /** Goes back to the last finite snapshot of a diverged run. @param {{step: number, learningRate: number}} offer */
        rewind({learningRate}) {
            client.send({type: 'rewind', run: current.run, learningRate});
            if (current.config) current.config = {...current.config, learningRate};
            settings.set('learningRate', learningRate);
            send('start');
        },
        /** Sends what can change in the running model. */
        tune() {
            if (!current.config) return;
            const {live} = planChange(settings.schema, current.config, settings.values());
            for (const {field, to} of live) {
                if (field.name === 'learningRate') client.send({type: 'tune', run: current.run, learningRate: to});
                current.config = {...current.config, [field.name]: to};
            }
        },
    };
}

/** Listeners to events of the worker. @param {RunState} current @param {Parts} parts */
const createListeners = (current, {settings, onChange}) => ({
    /** @param {import('../protocol/messages.js').CreatedEvent} event */
    created({run, config}) {
        // a newer one may have been asked for since
        Object.assign(current, {run, config, requested: current.requested > run ? current.requested : 0, isOpening: false, isStale: false});
        onChange();
    },
    /** @param {import('../protocol/messages.js').StatusEvent} event */
    status({state, step}) {
        current.state = state;
        if (!['preparing', 'ready', 'empty'].includes(state)) current.isStarting = false;
        if (state === 'empty') current.requested = 0; // it could not be built
        if (state !== 'preparing') Object.assign(current, {isOpening: false, step});
        onChange();
    },
    /** @param {number} step */
    progressed(step) {
        current.step = step;
    },
    fileOpened() {
        current.isStale = current.config?.dataset === 'file';
        onChange();
    },
    /**
     * After an error: where a saved run could not be opened, the settings are again those of the run that goes on.
     * @param {import('../protocol/messages.js').ErrorEvent} error
     */
    failed({code, run}) {
        if (current.isOpening && current.config) settings.restore(current.config);
        current.isOpening = false;
        if (run !== undefined && run === current.requested) current.requested = 0; // it could not be built
        if (code !== 'lost') return;
        if (run === current.run) Object.assign(current, {run: 0, requested: 0, config: null, state: 'empty', step: 0});
        current.isStarting = false;
        onChange();
    },
});
