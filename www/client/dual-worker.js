// Two workers behind the interface of one. The CPU worker has the small module and is there at once. The GPU worker has the
// full module and is opened where a GPU may be used. Routes commands and events by run. Main thread.

import {coreConfig} from '../protocol/core-config.js';
import {onCpu} from './device-choice.js';
import {advance, isWhole, onGpu} from './device-migration.js';
import {ANSWER_LOST, countSecond, lose, recover} from './recovery.js';
import {choiceFor, holdBack, isRepeatable, noteRefusal} from './run-device.js';
import {createConnection} from './worker-connection.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('../protocol/messages.js').CreatedEvent} CreatedEvent */
/** @typedef {import('../protocol/messages.js').StatusEvent} StatusEvent */
/** @typedef {Extract<Command, {type: 'create'}>} CreateCommand */
/** @typedef {import('./worker-connection.js').Connection} Connection */
/** @typedef {import('../runs/checkpoint-keeper.js').Checkpoint} Checkpoint */

/**
 * The run that was built last.
 * @typedef {object} LiveRun
 * @property {number} run
 * @property {Connection} connection of the worker that has it, or of the lost one that had it
 * @property {'cpu' | 'webgpu'} device
 * @property {import('../protocol/messages.js').Config} config as it is now: the learning rate may have changed
 * @property {Uint8Array} [saved] saved run that it goes on from
 * @property {number} files how often files had been opened when it was built
 * @property {StatusEvent | null} status its last one
 * @property {'running' | 'paused' | null} wish of the page, until the worker has answered it
 * @property {boolean} isTuned whether its learning rate has changed
 * @property {import('./worker-connection.js').Loss} loss of its worker or device that came last
 */

/** @typedef {{command: CreateCommand, isStarted: boolean, isSecond: boolean}} Build `isSecond`: the worker of the first was lost */

/**
 * @typedef {object} DualWorker
 * @property {import('./device-timings.js').DeviceTimings} timings
 * @property {() => Promise<Uint8Array | null>} ownData the user's own, packed, for a worker that opens later
 * @property {() => Promise<Uint8Array[]>} sets the fetched data sets, packed, for the same
 * @property {(run: number) => Checkpoint | null} lastCheckpoint
 * @property {number} patienceMs most time to take over a run
 * @property {(ms: number) => Promise<void>} wait
 * @property {Connection} cpu
 * @property {Connection | null} gpu
 * @property {() => Connection} openCpu
 * @property {() => Connection} openGpu
 * @property {import('./device-migration.js').MigrationState} state
 * @property {string} failure of the GPU worker; empty where there was none
 * @property {Map<string, string>} refusals why a model does not fit WebGPU, by its key
 * @property {boolean} visible
 * @property {import('../protocol/messages.js').Devices | null} devices null until the CPU worker has probed for them
 * @property {LiveRun | null} live
 * @property {Map<number, Build>} building runs that a worker builds now
 * @property {Set<number>} again runs whose first worker was lost while it built them
 * @property {number} newest number of the run that was asked for last
 * @property {Map<number, Connection>} homes workers of the live run and of those being built
 * @property {Map<number, Connection>} requests of the page that a worker has yet to answer
 * @property {{count: number, images: string}} opened files of the user, as the CPU worker has read them
 * @property {number} prepared run whose model the GPU worker has built
 * @property {[Command, Transferable[]][] | null} held commands that wait while the run moves
 * @property {Extract<Command, {type: 'start' | 'step'}> | null} waiting command of a run that may take no step before it is on its device
 * @property {string} announced last news of the device
 * @property {number} losses of the live run's worker or device, in a row
 * @property {number} soundSeconds of training since the last of them
 * @property {boolean} hasTrained in this second
 * @property {(event: Event) => void} emit
 * @property {(command: Command, transfer: Transferable[]) => void} route
 * @property {() => void} recover
 */

/** Calls a function each second. @param {() => void} tick @returns {() => void} ends it */
function everySecond(tick) {
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
}

/** @param {number} ms @returns {Promise<void>} */
const sleep = (ms) => ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();

/** Commands that are worth another try to open a worker. */
const REVIVING = ['create', 'start', 'step', 'load'];

/**
 * @param {object} parts
 * @param {() => import('./training-client.js').WorkerLike} parts.spawn
 * @param {DualWorker['timings']} parts.timings
 * @param {DualWorker['ownData']} parts.ownData
 * @param {DualWorker['sets']} [parts.sets]
 * @param {DualWorker['lastCheckpoint']} parts.lastCheckpoint
 * @param {number} [parts.patienceMs]
 * @param {typeof everySecond} [parts.every]
 * @param {DualWorker['wait']} [parts.wait]
 * @param {(lock: string) => Promise<boolean>} [parts.isFree] whether nobody holds a lock
 * @returns {import('./training-client.js').WorkerLike}
 */
export function createDualWorker({spawn, timings, ownData, sets = async () => [], lastCheckpoint, patienceMs = 60_000, every = everySecond, wait = sleep, isFree}) {
    const stop = every(() => {
        for (const connection of [dual.cpu, dual.gpu]) if (connection && !connection.isGone()) connection.tick();
        countSecond(dual);
    });
    /** @type {import('./training-client.js').WorkerLike} */
    const outer = {
        onmessage: null,
        onerror: null,
        postMessage(message, transfer) {
            const command = /** @type {Command} */ (message);
            if (!dual.held && !isWhole(dual) && REVIVING.includes(command.type)) dual.held = [];
            if (!dual.held) return route(dual, command, transfer);
            dual.held.push([command, transfer]);
            if (dual.state === 'settled') dual.recover();
        },
        terminate() {
            stop();
            dual.live = null;
            for (const connection of [dual.cpu, dual.gpu]) connection?.end({type: 'error', code: 'internal', message: 'The workers were ended.', remedy: ''});
        },
    };
    /** @param {import('../protocol/messages.js').ModuleName} module */
    function open(module) {
        const connection = createConnection(spawn(), {
            onEvent: (from, event) => receive(dual, from, event),
            onInvalid: (_, data) => outer.onmessage?.({data}),
            onLost: (lost, loss) => lose(dual, lost, loss),
        }, isFree);
        connection.post({type: 'open', module});
        return connection;
    }
    /** @type {DualWorker} */
    const dual = {
        timings, ownData, sets, lastCheckpoint, patienceMs, wait, state: 'settled', failure: '', refusals: new Map(), visible: true, devices: null, live: null,
        building: new Map(), again: new Set(), newest: 0, homes: new Map(), requests: new Map(), opened: {count: 0, images: ''}, prepared: 0,
        held: null, waiting: null, announced: '', losses: 0, soundSeconds: 0, hasTrained: false,
        cpu: open('cpu'), gpu: null, openCpu: () => open('cpu'), openGpu: () => open('full'),
        emit: (event) => outer.onmessage?.({data: event}),
        route: (command, transfer) => route(dual, command, transfer),
        recover: () => void recover(dual),
    };
    return outer;
}

/** @param {DualWorker} dual @param {Command} command @param {Transferable[]} transfer */
function route(dual, command, transfer) {
    const {cpu, gpu, homes} = dual;
    if (command.type === 'create') return create(dual, command);
    if (command.type === 'visible') {
        dual.visible = command.visible;
        gpu?.post(command);
    }
    // a copy, as the bytes themselves go to the CPU worker, which also reports what is wrong with them
    if (command.type === 'load') gpu?.request({type: 'load', packed: command.packed}).catch(() => {});
    if ('run' in command) remember(dual, command);
    if (holdBack(dual, command)) return;
    const home = ('run' in command && homes.get(command.run)) || cpu;
    if ('id' in command && home.isGone()) return dual.emit({...ANSWER_LOST, id: command.id});
    if ('id' in command) dual.requests.set(command.id, home);
    home.post('config' in command ? {...command, config: coreConfig(command.config)} : command, transfer);
}

/** Notes commands that a worker which takes the run back must get again. @param {DualWorker} dual @param {Extract<Command, {run: number}>} command */
function remember({live, building}, command) {
    const build = building.get(command.run);
    if (build && command.type === 'start') build.isStarted = true;
    if (live?.run !== command.run) return;
    if (command.type === 'start') live.wish = 'running';
    if (command.type === 'pause') live.wish = 'paused';
    if (command.type !== 'tune' && command.type !== 'rewind') return;
    live.config = {...live.config, learningRate: command.learningRate};
    live.isTuned = true;
}

/** @param {DualWorker} dual @param {CreateCommand} command */
function create(dual, command) {
    const {run, config, saved} = command;
    const {cpu, gpu} = dual;
    if (config.device === 'webgpu') Object.assign(dual, {failure: '', losses: 0}); // the user's choice: another try
    const {kind, why} = choiceFor(dual, config);
    // a saved run begins on the CPU, and moves as any other
    const home = kind === 'webgpu' && gpu?.ready && !saved ? gpu : cpu;
    dual.newest = run;
    dual.building.set(run, {command, isStarted: false, isSecond: dual.again.delete(run)});
    dual.homes.set(run, home);
    home.post({type: 'create', run, config: coreConfig(config), ...saved && {saved}, device: home === cpu ? onCpu(why) : onGpu(dual, why), exact: isRepeatable(config)});
}

/** Loss that an event of a worker reports; null for any other event. @param {DualWorker} dual @param {Connection} connection @param {Event} event */
function lossIn({gpu, live}, connection, event) {
    if (event.type !== 'error') return null;
    const {code, message, details} = event;
    const isOfWorker = !('run' in event || 'id' in event) && code !== 'protocol';
    // a run that is being built falls back by itself
    const isOfDevice = code === 'device' && connection === gpu && live?.connection === gpu && (event.run === undefined || event.run === live.run);
    if (code !== 'panic' && !isOfWorker && !isOfDevice) return null;
    if (details !== undefined || code === 'internal') return {cause: message.replace(/\.$/, ''), details: details ?? ''};
    return {cause: 'The graphics card stopped working', details: message};
}

/** @param {DualWorker} dual @param {Connection} connection @param {Event} event */
function receive(dual, connection, event) {
    const {cpu, gpu, emit, requests} = dual;
    if (connection !== cpu && connection !== gpu) return;
    const loss = lossIn(dual, connection, event);
    if (loss) return lose(dual, connection, loss);
    if (connection === gpu && event.type === 'ready') return void catchUp(dual, gpu);
    if (event.type === 'loading') {
        connection.bytes = event;
        return void (connection === gpu && advance(dual));
    }
    if ('id' in event && event.id !== undefined) requests.delete(event.id);
    if (event.type === 'measured' || event.type === 'answer') return emit(event); // wherever the run is by now
    if (event.type === 'ready') {
        if (dual.devices) return; // the page knows them
        dual.devices = event.devices;
    }
    if (event.type === 'loaded' && event.dataset.source === 'file') {
        const {width, height, train} = event.dataset;
        dual.opened = {count: dual.opened.count + 1, images: `${train} of ${width} x ${height}`};
    }
    if ('run' in event && event.run !== undefined) receiveOfRun(dual, connection, event, event.run);
    else emit(event);
    advance(dual);
}

/** Gives the new GPU worker what the CPU worker has; then it is ready for runs. @param {DualWorker} dual @param {Connection} gpu */
async function catchUp(dual, gpu) {
    const {count} = dual.opened;
    gpu.post({type: 'visible', visible: dual.visible});
    for (const set of await dual.sets().catch(() => [])) await gpu.request({type: 'load', packed: set}, [set.buffer]).catch(() => {});
    const packed = await dual.ownData().catch(() => null);
    // newer ones have been sent to it already
    if (packed && count === dual.opened.count) await gpu.request({type: 'load', packed}, [packed.buffer]).catch(() => {});
    gpu.ready = true;
    advance(dual);
}

/** @param {DualWorker} dual @param {Connection} connection @param {Event} event @param {number} run */
function receiveOfRun(dual, connection, event, run) {
    const {building, homes, emit} = dual;
    if (homes.get(run) !== connection) return; // it has moved on, or has been replaced
    if (event.type === 'created') return emit(adopt(dual, connection, event));
    if (event.type === 'error' && event.code === 'config' && connection === dual.gpu && building.has(run)) return buildOnCpu(dual, event, run);
    if (event.type === 'error') building.delete(run);
    const {live} = dual;
    if (event.type === 'progress' && run === live?.run) dual.hasTrained = true;
    if (event.type !== 'status' || !live) return emit(event);
    if (run === live.run) Object.assign(live, {status: event, wish: null});
    // a worker without a run could not build this one: the live run goes on
    const isNothing = run !== live.run && event.state === 'empty';
    emit(isNothing && live.status ? live.status : event);
}

/** Builds a run that the GPU worker has refused. @param {DualWorker} dual @param {import('../protocol/messages.js').ErrorEvent} refusal @param {number} run */
function buildOnCpu(dual, refusal, run) {
    const build = dual.building.get(run);
    if (!build) return;
    noteRefusal(dual, build.command.config, refusal);
    create(dual, build.command);
    if (build.isStarted) route(dual, {type: 'start', run}, []);
}

/** @param {DualWorker} dual @param {Connection} connection @param {CreatedEvent} event @returns {CreatedEvent} with the settings that only the page heeds */
function adopt(dual, connection, event) {
    const {live: before, building, homes} = dual;
    const {run, device} = event;
    const {repeatable = 'no'} = building.get(run)?.command.config ?? (before?.run === run ? before.config : {});
    const config = {...event.config, repeatable};
    const saved = building.get(run)?.command.saved ?? (before?.run === run ? before.saved : undefined);
    for (const older of homes.keys()) {
        if (older < run) homes.delete(older);
        if (older <= run) building.delete(older);
    }
    if (before && before.connection !== connection && !before.connection.isGone()) before.connection.post({type: 'drop', run: before.run});
    const fresh = {run, connection, device: device.kind, config, saved, files: dual.opened.count, status: null, wish: null, isTuned: false};
    if (before?.run === run) Object.assign(before, fresh); // built again
    else dual.live = {...fresh, loss: {cause: 'The training worker was lost', details: ''}};
    dual.announced = JSON.stringify(device);
    return {...event, config};
}
