// The page's end of the worker: owns it, matches answers to requests, drops events of old runs,
// and replaces a worker that crashed. Knows nothing of settings or views. Main thread.

import {checkEvent} from '../protocol/schemas.js';
import {createPendingRequests} from '../protocol/pending-requests.js';

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
 */
export function createClient({spawn, onEvent}) {
    /** @type {WorkerLike} */
    let worker;
    let opened = false; // a worker that never got that far is not replaced: the next would fail as well
    let lastRun = 0;
    let liveRun = 0; // the newest run that was built
    const requests = createPendingRequests();

    function open() {
        opened = false;
        worker = spawn();
        worker.onmessage = ({data}) => receive(data);
        worker.onerror = (event) => {
            event.preventDefault?.();
            breakDown(event.message || 'it could not be loaded');
        };
        worker.postMessage({type: 'open', module: 'cpu'}, []);
    }

    /** @param {unknown} data */
    function receive(data) {
        const problem = checkEvent(data);
        if (problem) {
            const remedy = 'Reload the page: page and worker may be of different versions.';
            return onEvent({type: 'error', code: 'protocol', message: problem, remedy});
        }
        const event = /** @type {Event} */ (data);
        if (event.type === 'ready') opened = true;
        if (event.type === 'error' && event.code === 'panic') return replace(event);
        if ('id' in event && event.id !== undefined) return void requests.settle(event);
        if ('run' in event && event.run !== undefined && event.run < liveRun) return;
        if (event.type === 'created') liveRun = event.run;
        onEvent(event);
    }

    /** @param {string} text */
    function breakDown(text) {
        const remedy = opened ? 'A fresh worker has been started: start again.' : 'Reload the page.';
        replace({type: 'error', code: 'panic', message: `The training worker broke down: ${text}.`, remedy});
    }

    /** @param {import('../protocol/messages.js').ErrorEvent} event */
    function replace(event) {
        const wasOpen = opened;
        worker.terminate();
        worker.onmessage = worker.onerror = null;
        requests.abandon(event);
        liveRun = lastRun + 1; // nothing of the old worker is of interest any more
        lastRun = liveRun;
        onEvent({...event, run: undefined, id: undefined});
        if (wasOpen) open();
    }

    open();
    return {
        /** @param {Command} command */
        send: (command) => worker.postMessage(command, []),

        /** Asks for a new run, or one that goes on from where it was saved. @param {Config} config @param {Uint8Array} [saved] @returns {number} its number */
        create(config, saved) {
            lastRun += 1;
            worker.postMessage({type: 'create', run: lastRun, config, ...saved && {saved}}, []);
            return lastRun;
        },

        /** @param {Uint8Array} bytes @returns {Promise<import('../protocol/messages.js').InspectedEvent>} */
        inspect: (bytes) => request({type: 'inspect', bytes}),

        /** @param {Config} config @returns {Promise<import('../protocol/messages.js').DescribedEvent>} */
        describe: (config) => request({type: 'describe', config}),

        /** @param {number} run @param {'validation' | 'test'} part @returns {Promise<import('../protocol/messages.js').MeasuredEvent>} */
        measure: (run, part) => request({type: 'measure', run, part}),

        /**
         * @param {number} run @param {import('../protocol/queries.js').Query} query
         * @param {boolean} [urgent] somebody waits for it with the pointer in hand
         * @returns {Promise<import('../protocol/messages.js').AnswerEvent>}
         */
        query: (run, query, urgent = false) => request({type: 'query', run, query, urgent}),

        /**
         * @param {{name: string, bytes: ArrayBuffer}[]} files handed over, not copied
         * @returns {Promise<import('../protocol/messages.js').LoadedEvent>}
         */
        load: (files) => request({type: 'load', files}, files.map(({bytes}) => bytes)),
    };

    /** @param {object} command without its id @param {Transferable[]} [transfer] @returns {Promise<any>} */
    function request(command, transfer = []) {
        return requests.send((message) => worker.postMessage(message, transfer), command);
    }
}
