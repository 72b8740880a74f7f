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
        onEvent(event);
    }

    return {
        ...requestsBy((command, transfer) => connection.request(command, transfer)),

        /** @param {Command} command */
        send: (command) => connection.post(command),

        /** Asks for a new run, or one that goes on from where it was saved. @param {Config} config @param {Uint8Array} [saved] @returns {number} its number */
        create(config, saved) {
            lastRun += 1;
            connection.post(/** @type {any} the dual worker adds the device */ ({type: 'create', run: lastRun, config, ...saved && {saved}}));
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
