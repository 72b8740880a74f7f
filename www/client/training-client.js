// The page's end of the worker: owns it, matches answers to requests, drops events of old runs,
// and replaces a worker that crashed. Knows nothing of settings or views. Main thread.

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
    /** @type {import('./worker-connection.js').Connection} */
    let connection;
    let opened = false; // a worker that never got that far is not replaced: the next would fail as well
    let lastRun = 0;
    let liveRun = 0; // the newest run that was built

    function open() {
        opened = false;
        connection = createConnection(spawn(), {
            onEvent: (_, event) => receive(event),
            onInvalid(problem) {
                const remedy = 'Reload the page: page and worker may be of different versions.';
                onEvent({type: 'error', code: 'protocol', message: problem, remedy});
            },
            onCrash(_, event) {
                event.preventDefault?.();
                const remedy = opened ? 'A new worker has been started: start again.' : 'Reload the page.';
                const message = `The training worker broke down: ${event.message || 'it could not be loaded'}.`;
                replace({type: 'error', code: 'panic', message, remedy});
            },
        });
        connection.post({type: 'open', module: 'cpu'});
    }

    /** @param {Event} event */
    function receive(event) {
        if (event.type === 'ready') opened = true;
        if (event.type === 'error' && event.code === 'panic') return replace(event);
        if ('id' in event && event.id !== undefined) return; // of a request that was abandoned
        if ('run' in event && event.run !== undefined && event.run < liveRun) return;
        if (event.type === 'created') liveRun = event.run;
        onEvent(event);
    }

    /** @param {import('../protocol/messages.js').ErrorEvent} event */
    function replace(event) {
        const wasOpen = opened;
        connection.end(event);
        liveRun = lastRun + 1; // drops what the old worker still sends
        lastRun = liveRun;
        onEvent({...event, run: undefined, id: undefined});
        if (wasOpen) open();
    }

    open();
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
     * @param {{name: string, bytes: ArrayBuffer}[]} files handed over, not copied
     * @returns {Promise<import('../protocol/messages.js').LoadedEvent>}
     */
    load: (files) => request({type: 'load', files}, files.map(({bytes}) => bytes)),
});
