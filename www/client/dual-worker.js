// Two workers behind the interface of one. The CPU worker has the small module and is there at once. The GPU worker has the
// full module and is opened where a GPU may be used. Routes commands and events by run. Main thread.

import {onCpu} from './device-choice.js';
import {advance, choiceFor, giveUp, onGpu} from './device-migration.js';
import {createConnection} from './worker-connection.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('./worker-connection.js').Connection} Connection */

/**
 * The run that was built last.
 * @typedef {object} LiveRun
 * @property {number} run
 * @property {Connection} connection of the worker that has it
 * @property {import('../protocol/messages.js').Config} config
 * @property {number} files how often files had been opened when it was built
 * @property {Event | null} status its last one
 */

/**
 * @typedef {object} DualWorker
 * @property {import('./device-timings.js').DeviceTimings} timings
 * @property {() => Promise<{name: string, bytes: ArrayBuffer}[]>} files the user's own, for a worker that opens later
 * @property {number} patienceMs most time to take over a run
 * @property {Connection} cpu
 * @property {Connection | null} gpu
 * @property {() => Connection} openGpu
 * @property {import('./device-migration.js').MigrationState} state
 * @property {string} failure of the GPU worker; empty where there was none
 * @property {boolean} visible
 * @property {import('../protocol/messages.js').Devices | null} devices null until the CPU worker has probed for them
 * @property {LiveRun | null} live
 * @property {Set<number>} building runs that a worker builds now
 * @property {Map<number, Connection>} homes workers of the live run and of those being built
 * @property {{count: number, images: string}} opened files of the user, as the CPU worker has read them
 * @property {number} prepared run whose model the GPU worker has built
 * @property {[Command, Transferable[]][] | null} held commands that wait while the run moves
 * @property {string} announced last news of the device
 * @property {(event: Event) => void} emit
 * @property {(command: Command, transfer: Transferable[]) => void} route
 */

/**
 * @param {Pick<DualWorker, 'timings' | 'files'> & {spawn: () => import('./training-client.js').WorkerLike, patienceMs?: number}} parts
 * @returns {import('./training-client.js').WorkerLike}
 */
export function createDualWorker({spawn, timings, files, patienceMs = 60_000}) {
    /** @type {import('./training-client.js').WorkerLike} */
    const outer = {
        onmessage: null,
        onerror: null,
        postMessage(message, transfer) {
            const command = /** @type {Command} */ (message);
            if (dual.held) dual.held.push([command, transfer]);
            else route(dual, command, transfer);
        },
        terminate() {
            dual.live = null;
            for (const connection of [dual.cpu, dual.gpu]) connection?.end({type: 'error', code: 'internal', message: 'The workers were ended.', remedy: ''});
        },
    };
    const connect = () => createConnection(spawn(), {
        onEvent: (connection, event) => receive(dual, connection, event),
        onInvalid: (_, data) => outer.onmessage?.({data}),
        onCrash(connection, event) {
            if (isSpare(dual, connection)) giveUp(dual, event.message || 'its worker could not be loaded');
            else outer.onerror?.(event);
        },
    });
    /** @type {DualWorker} */
    const dual = {
        timings, files, patienceMs, state: 'settled', failure: '', visible: true, devices: null, live: null, building: new Set(),
        homes: new Map(), opened: {count: 0, images: ''}, prepared: 0, held: null, announced: '', cpu: connect(), gpu: null,
        openGpu() {
            const gpu = connect();
            gpu.post({type: 'open', module: 'full'});
            return gpu;
        },
        emit: (event) => outer.onmessage?.({data: event}),
        route: (command, transfer) => route(dual, command, transfer),
    };
    return outer;
}

/** @param {DualWorker} dual @param {Command} command @param {Transferable[]} transfer */
function route(dual, command, transfer) {
    const {cpu, gpu, homes} = dual;
    switch (command.type) {
    case 'create':
        return create(dual, command);
    case 'visible':
        dual.visible = command.visible;
        gpu?.post(command);
        return cpu.post(command);
    case 'load':
        // a copy, as the bytes themselves go to the CPU worker, which also reports what is wrong with them
        gpu?.request({type: 'load', files: command.files}).catch(() => {});
        return cpu.post(command, transfer);
    case 'start': case 'pause': case 'step': case 'tune': case 'rewind': case 'measure': case 'query':
        return (homes.get(command.run) ?? cpu).post(command, transfer);
    default:
        return cpu.post(command, transfer);
    }
}

/** @param {DualWorker} dual @param {{run: number, config: import('../protocol/messages.js').Config, saved?: Uint8Array}} command */
function create(dual, {run, config, saved}) {
    const {cpu, gpu} = dual;
    if (config.device === 'webgpu') dual.failure = ''; // the user's choice: another try
    const {kind, why} = choiceFor(dual, config);
    // a saved run begins on the CPU, and moves as any other
    const home = kind === 'webgpu' && gpu?.ready && !saved ? gpu : cpu;
    dual.building.add(run);
    dual.homes.set(run, home);
    home.post({type: 'create', run, config, ...saved && {saved}, device: home === cpu ? onCpu(why) : onGpu(dual, why)});
}

/** True if no run depends on a worker. @param {DualWorker} dual @param {Connection} connection */
function isSpare({gpu, live, building, homes}, connection) {
    return connection === gpu && live?.connection !== gpu && ![...building].some((run) => homes.get(run) === gpu);
}

/** @param {DualWorker} dual @param {Connection} connection @param {Event} event */
function receive(dual, connection, event) {
    const {cpu, gpu, emit} = dual;
    if (connection !== cpu && connection !== gpu) return;
    const failed = event.type === 'error' && (event.code === 'panic' || !('run' in event || 'id' in event));
    if (failed && isSpare(dual, connection)) return giveUp(dual, event.message);
    if (connection === gpu && event.type === 'ready') return void catchUp(dual, gpu);
    if (event.type === 'loading') {
        connection.bytes = event;
        return void (connection === gpu && advance(dual));
    }
    if (event.type === 'measured' || event.type === 'answer') return emit(event); // wherever the run is by now
    if (event.type === 'ready') dual.devices = event.devices;
    if (event.type === 'loaded') {
        const {width, height, train} = event.dataset;
        dual.opened = {count: dual.opened.count + 1, images: `${train} of ${width} x ${height}`};
    }
    if ('run' in event && event.run !== undefined && !failed) receiveOfRun(dual, connection, event, event.run);
    else emit(event);
    advance(dual);
}

/** Gives the new GPU worker what the CPU worker has; then it is ready for runs. @param {DualWorker} dual @param {Connection} gpu */
async function catchUp(dual, gpu) {
    const {count} = dual.opened;
    gpu.post({type: 'visible', visible: dual.visible});
    const files = await dual.files().catch(() => []);
    // newer ones have been sent to it already
    if (files.length > 0 && count === dual.opened.count) {
        await gpu.request({type: 'load', files}, files.map(({bytes}) => bytes)).catch(() => {});
    }
    gpu.ready = true;
    advance(dual);
}

/** @param {DualWorker} dual @param {Connection} connection @param {Event} event @param {number} run */
function receiveOfRun(dual, connection, event, run) {
    const {building, homes, emit} = dual;
    if (homes.get(run) !== connection) return; // it has moved on, or has been replaced
    if (event.type === 'created') adopt(dual, connection, event);
    else if (event.type === 'error') building.delete(run);
    const {live} = dual;
    if (event.type !== 'status' || !live) return emit(event);
    if (run === live.run) live.status = event;
    // a worker without a run could not build this one: the live run goes on
    const isNothing = run !== live.run && event.state === 'empty';
    emit(isNothing && live.status ? live.status : event);
}

/** @param {DualWorker} dual @param {Connection} connection @param {import('../protocol/messages.js').CreatedEvent} event */
function adopt(dual, connection, {run, config, device}) {
    const {live: before, building, homes} = dual;
    for (const older of homes.keys()) {
        if (older < run) homes.delete(older);
        if (older <= run) building.delete(older);
    }
    if (before && before.connection !== connection) before.connection.post({type: 'drop', run: before.run});
    dual.live = {run, connection, config, files: dual.opened.count, status: null};
    dual.announced = JSON.stringify(device);
}
