// The page's end of the worker: owns it, matches answers to requests, and drops events of old runs. Knows nothing of settings
// or views. Main thread.

import {createConnection} from './worker-connection.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').Config} Config */

/**
 * @typedef {object} WorkerLike
 * @property {(message: object, transfer: Transferable[]) => void} postMessage
 * @property {() => void} terminate
 * @property {((event: any) => void) | null} onmessage
 * @property {((event: any) => void) | null} onerror
 */

/**
 * @param {object} options
 * @param {() => WorkerLike} options.spawn
 * @param {(event: Event) => void} options.onEvent every event but answers to requests
 * @param {() => void} [options.onUrgent] somebody waits for an answer with the pointer in hand
 */
export function createClient({spawn, onEvent, onUrgent = () => {}}) {
    let lastRun = 0;
    let liveRun = 0; // the newest run that was built
    /** @type {{run: number, commands: Command[]} | null} the run that waits for its data, and what it is to do then */
    let waiting = null;
    /** @type {import('../protocol/messages.js').StatusEvent | null} of the live run */
    let lastStatus = null;
    const connection = createConnection(spawn(), {
        onEvent: (_, event) => receive(event),
        onInvalid(problem) {
            const remedy = 'Reload the page: page and worker may be of different versions.';
            onEvent({type: 'error', code: 'protocol', message: problem, remedy});
        },
        onLost: () => {}, // the dual worker replaces lost workers by itself
    });

    /** @param {Event} event */
    function receive(event) {
        if ('id' in event && event.id !== undefined) return; // of a request that was abandoned
        if ('run' in event && event.run !== undefined && event.run < liveRun) return;
        if (event.type === 'created') liveRun = event.run;
        if (event.type === 'status') lastStatus = event;
        onEvent(event);
    }

    /**
     * Keeps back the commands of a run until its data are there. The run before goes on; a newer one takes this one's place.
     * @param {{run: number, commands: Command[]}} held @param {Promise<void>} data
     */
    async function hold(held, data) {
        waiting = held;
        const {run} = held;
        await null; // until whoever asked for the run knows its number
        if (liveRun === 0 && waiting === held) onEvent({type: 'status', run, state: 'preparing', step: 0, epoch: 0});
        const error = await data.then(() => null, (thrown) => thrown);
        if (waiting !== held) return;
        waiting = null;
        if (!error) return held.commands.forEach((command) => connection.post(command));
        onEvent({...error, run});
        onEvent(lastStatus ?? {type: 'status', run, state: 'empty', step: 0, epoch: 0});
    }

    return {
        ...requestsBy((command, transfer) => connection.request(command, transfer)),

        /** @param {Command} command */
        send(command) {
            if (waiting && 'run' in command && command.run === waiting.run) waiting.commands.push(command);
            else connection.post(command);
        },

        /**
         * Asks for a new run, or one that goes on from where it was saved, as soon as its data are there.
         * @param {Config} config @param {{saved?: Uint8Array, data?: Promise<void> | null}} [from] `data`: null where they are there
         * @returns {number} its number
         */
        create(config, {saved, data = null} = {}) {
            lastRun += 1;
            const command = /** @type {any} the dual worker adds the device */ ({type: 'create', run: lastRun, config, ...saved && {saved}});
            waiting = null;
            if (data) void hold({run: lastRun, commands: [command]}, data);
            else connection.post(command);
            return lastRun;
        },

        /** Sends a query about the live run. @type {import('../protocol/queries.js').RunQuery} */
        async query(query, urgent = false) {
            if (urgent) onUrgent();
            const {answer} = await connection.request({type: 'query', run: liveRun, query, urgent});
            return answer;
        },

        /** Asks for the live run as bytes; null where that run is gone. @returns {Promise<import('../runs/checkpoint-keeper.js').Checkpoint & {ms: number} | null>} */
        async checkpoint() {
            const query = {kind: 'model'};
            const {run, step, ms, answer} = await connection.request({type: 'query', run: liveRun, query, urgent: false});
            return answer && {run, step, ms, bytes: answer.bytes};
        },
    };
}

/** Requests that name all that they are about. @param {(command: object, transfer?: Transferable[]) => Promise<any>} request */
const requestsBy = (request) => ({
    /** @param {Uint8Array} bytes @returns {Promise<import('../protocol/messages.js').InspectedEvent>} */
    inspect: (bytes) => request({type: 'inspect', bytes}),

    /** @param {Config} config @returns {Promise<import('../protocol/messages.js').DescribedEvent>} */
    describe: (config) => request({type: 'describe', config}),

    /** @param {number} run @param {'validation' | 'test'} split @returns {Promise<import('../protocol/messages.js').MeasuredEvent>} */
    measure: (run, split) => request({type: 'measure', run, split}),

    /**
     * @param {Uint8Array} packed data, handed over, not copied
     * @returns {Promise<import('../protocol/messages.js').LoadedEvent>}
     */
    load: (packed) => request({type: 'load', packed}, [/** @type {ArrayBuffer} */ (packed.buffer)]),
});
