// Two workers that look like one: a small module, there at once, which trains on the CPU, and the whole
// one, which is fetched only where a GPU may be used. Sends each command to the worker that has its run
// and passes on what that one says. When a run moves is the affair of device-migration.js. Main thread.

import {giveUp, onGpu, planOf, think} from './device-migration.js';
import {onCpu} from './device-choice.js';
import {createSide} from './worker-connection.js';

/** @typedef {import('../protocol/messages.js').Command} Command */
/** @typedef {import('../protocol/messages.js').Event} Event */
/** @typedef {import('./worker-connection.js').Side} Side */

/**
 * @typedef {object} Parts
 * @property {() => import('./training-client.js').WorkerLike} spawn
 * @property {import('./device-timings.js').DeviceTimings} speeds
 * @property {() => Promise<{name: string, bytes: ArrayBuffer}[]>} files the user's own, for a worker that came later
 * @property {number} [patienceMs] a worker that takes longer to take a run over has failed
 */

/**
 * The run that was built last: where it is, and how many files had been opened when it was built.
 * @typedef {{run: number, side: Side, config: import('../protocol/messages.js').Config, files: number, status: Event | null}} Live
 */

/** @param {Parts} parts */
function emptyTandem({speeds, files, patienceMs = 60_000}) {
    return {
        speeds, files, patienceMs,
        small: /** @type {Side} */ (/** @type {unknown} */ (null)),
        /** @type {Side | null} */ whole: null,
        openWhole: /** @type {() => Side} */ (() => {
            throw new Error('not set up');
        }),
        broken: '', // how the whole one failed
        visible: true,
        /** @type {import('../protocol/messages.js').Devices | null} */ devices: null,
        /** @type {Live | null} */ live: null,
        /** @type {Set<number>} */ building: new Set(), // runs that are asked for
        /** @type {Map<number, Side>} */ places: new Map(), // of these, and of the live one
        opened: {count: 0, images: ''}, // files of the user, as the small worker has them
        thinking: false,
        rehearsed: 0, // the run whose model the whole worker is prepared for
        /** @type {[Command, Transferable[]][] | null} */ held: null, // commands that came while the run had no home
        said: '', // about the device
        emit: /** @type {(event: Event) => void} */ (() => {}),
        route: /** @type {(command: Command, transfer: Transferable[]) => void} */ (() => {}),
    };
}

/** @typedef {ReturnType<typeof emptyTandem>} Tandem */

/** @param {Parts} parts @returns {import('./training-client.js').WorkerLike} */
export function createTandem(parts) {
    const tandem = emptyTandem(parts);
    /** @type {import('./training-client.js').WorkerLike} */
    const outer = {
        onmessage: null,
        onerror: null,
        postMessage(message, transfer) {
            const command = /** @type {Command} */ (message);
            if (tandem.held) tandem.held.push([command, transfer]);
            else route(tandem, command, transfer);
        },
        terminate() {
            tandem.live = null;
            for (const side of [tandem.small, tandem.whole]) {
                side?.end({type: 'error', code: 'internal', message: 'The workers were ended.', remedy: ''});
            }
        },
    };
    const listeners = {
        onEvent: (/** @type {Side} */ side, /** @type {Event} */ event) => receive(tandem, side, event),
        onStray: (/** @type {unknown} */ data) => outer.onmessage?.({data}),
        onCrash(/** @type {Side} */ side, /** @type {{message?: string}} */ event) {
            if (isSpare(tandem, side)) giveUp(tandem, event.message || 'its worker could not be loaded');
            else outer.onerror?.(event);
        },
    };
    tandem.emit = (event) => outer.onmessage?.({data: event});
    tandem.route = (command, transfer) => route(tandem, command, transfer);
    tandem.small = createSide(parts.spawn(), listeners);
    tandem.openWhole = () => {
        const side = createSide(parts.spawn(), listeners);
        side.post({type: 'open', module: 'full'});
        return side;
    };
    return outer;
}

/** @param {Tandem} tandem @param {Command} command @param {Transferable[]} transfer */
function route(tandem, command, transfer) {
    const {small, whole, places} = tandem;
    switch (command.type) {
    case 'create':
        return create(tandem, command);
    case 'visible':
        tandem.visible = command.visible;
        whole?.post(command);
        return small.post(command);
    case 'load':
        // a copy, made before the bytes themselves are handed over; what is wrong with them the small one says
        whole?.request({type: 'load', files: command.files}).catch(() => {});
        return small.post(command, transfer);
    case 'start': case 'pause': case 'step': case 'tune': case 'rewind': case 'measure': case 'query':
        return (places.get(command.run) ?? small).post(command, transfer);
    default:
        return small.post(command, transfer);
    }
}

/** @param {Tandem} tandem @param {{run: number, config: import('../protocol/messages.js').Config, saved?: Uint8Array}} command */
function create(tandem, {run, config, saved}) {
    const {small, whole} = tandem;
    if (config.device === 'webgpu') tandem.broken = ''; // asked for by hand: another try
    const {kind, why} = planOf(tandem, config);
    // a saved run begins with the small one, and moves as any other
    const side = kind === 'webgpu' && whole?.ready && !saved ? whole : small;
    tandem.building.add(run);
    tandem.places.set(run, side);
    side.post({type: 'create', run, config, ...saved && {saved}, device: side === small ? onCpu(why) : onGpu(tandem, why)});
}

/** Nothing of the user's depends on it. @param {Tandem} tandem @param {Side} side */
function isSpare({whole, live, building, places}, side) {
    return side === whole && live?.side !== side && ![...building].some((run) => places.get(run) === side);
}

/** @param {Tandem} tandem @param {Side} side @param {Event} event */
function receive(tandem, side, event) {
    const {small, emit} = tandem;
    if (side !== small && side !== tandem.whole) return;
    const failed = event.type === 'error' && (event.code === 'panic' || !('run' in event || 'id' in event));
    if (failed && isSpare(tandem, side)) return giveUp(tandem, event.message);
    if (side === small) hear(tandem, event);
    else if (event.type === 'ready' || event.type === 'loading') return greet(tandem, side, event);
    if (event.type === 'loading') return;
    if (event.type === 'measured' || event.type === 'answer') return emit(event); // an answer, wherever the run is by now
    if ('run' in event && event.run !== undefined && !failed) hearOfRun(tandem, side, event, event.run);
    else emit(event);
    think(tandem);
}

/** What the small worker says of itself. @param {Tandem} tandem @param {Event} event */
function hear(tandem, event) {
    if (event.type === 'ready') {
        tandem.devices = event.devices;
        tandem.small.ready = true;
    }
    if (event.type !== 'loaded') return;
    const {width, height, train} = event.dataset;
    tandem.opened = {count: tandem.opened.count + 1, images: `${train} of ${width} x ${height}`};
}

/**
 * The whole worker is on its way, or there: it has to catch up with the small one before it gets a run.
 * @param {Tandem} tandem @param {Side} side
 * @param {import('../protocol/messages.js').ReadyEvent | import('../protocol/messages.js').LoadingEvent} event
 */
async function greet(tandem, side, event) {
    if (event.type === 'loading') {
        side.bytes = {received: event.received, total: event.total};
        return think(tandem);
    }
    const {count} = tandem.opened;
    side.post({type: 'visible', visible: tandem.visible});
    const files = await tandem.files().catch(() => []);
    // newer ones have been sent to it already
    if (files.length > 0 && count === tandem.opened.count) {
        await side.request({type: 'load', files}, files.map(({bytes}) => bytes)).catch(() => {});
    }
    side.ready = true;
    think(tandem);
}

/** @param {Tandem} tandem @param {Side} side @param {Event} event @param {number} run */
function hearOfRun(tandem, side, event, run) {
    const {building, places, emit} = tandem;
    if (places.get(run) !== side) return; // it has moved on, or has been replaced
    if (event.type === 'created') adopt(tandem, side, event);
    else if (event.type === 'error') building.delete(run);
    const {live} = tandem;
    if (event.type !== 'status' || !live) return emit(event);
    if (run === live.run) live.status = event;
    // of a run that could not be built, by a worker that has no other: the one before goes on
    const isNothing = run !== live.run && event.state === 'empty';
    emit(isNothing && live.status ? live.status : event);
}

/** @param {Tandem} tandem @param {Side} side @param {import('../protocol/messages.js').CreatedEvent} event */
function adopt(tandem, side, {run, config, device}) {
    const {live: before, building, places} = tandem;
    for (const older of places.keys()) {
        if (older < run) places.delete(older);
        if (older <= run) building.delete(older);
    }
    if (before && before.side !== side) before.side.post({type: 'drop', run: before.run});
    tandem.live = {run, side, config, files: tandem.opened.count, status: null};
    tandem.said = JSON.stringify(device);
}

