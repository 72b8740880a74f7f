// Recovery of the live run from the loss of its worker or device. A fresh worker, or the other one, takes it back from its last
// checkpoint; commands are held meanwhile. A run of the GPU goes on on the CPU at once. The migration then opens a fresh GPU
// worker and moves it back, unless the device was lost too often. Main thread.

import {coreConfig} from '../protocol/core-config.js';
import {onCpu} from './device-choice.js';
import {advance, announce, giveUp, isWhole, release} from './device-migration.js';
import {choiceFor, isRepeatable, mustWait} from './run-device.js';

/** @typedef {import('./dual-worker.js').DualWorker} DualWorker */
/** @typedef {import('./dual-worker.js').LiveRun} LiveRun */
/** @typedef {import('./worker-connection.js').Connection} Connection */
/** @typedef {import('./worker-connection.js').Loss} Loss */
/** @typedef {import('../protocol/messages.js').ErrorEvent} ErrorEvent */
/** @typedef {import('../protocol/messages.js').DeviceInfo} DeviceInfo */
/** @typedef {import('../protocol/messages.js').State} State */

const MOST_LOSSES = 3; // in a row
const SOUND_S = 60; // of training after which a loss is no longer one in a row
const PAUSES_MS = [0, 1000, 3000]; // before each try to open a worker

/** Errors after which another try may succeed; others are refusals. */
const LOSSES = ['lost', 'panic', 'internal', 'device'];

/** @type {ErrorEvent} */
export const ANSWER_LOST = {type: 'error', code: 'lost', message: 'The training worker was lost before it could answer.', remedy: 'Try again.'};

/** Ends a worker that is lost, or whose device is, and brings back what depended on it. @param {DualWorker} dual @param {Connection} connection @param {Loss} loss */
export function lose(dual, connection, loss) {
    if (connection.isGone()) return;
    const isSpare = connection === dual.gpu && !isNeeded(dual, connection);
    if (isSpare && !['settled', 'recovering'].includes(dual.state)) return giveUp(dual, loss);
    connection.end({...ANSWER_LOST, details: `${loss.cause}. ${loss.details}`});
    if (connection === dual.gpu) Object.assign(dual, {gpu: null, prepared: 0});
    if (isSpare) return; // a fresh one is opened where one is needed
    dual.held ??= [];
    rejectRequests(dual, connection);
    buildAgain(dual, connection);
    if (dual.live?.connection === connection) countLoss(dual, dual.live, loss);
    if (dual.state !== 'moving') recover(dual, loss); // else when the move has ended, one way or another
}

/** True if a run is on a worker, or is being built there. @param {DualWorker} dual @param {Connection} connection */
function isNeeded({live, building, homes}, connection) {
    return live?.connection === connection || [...building.keys()].some((run) => homes.get(run) === connection);
}

/** @param {DualWorker} dual @param {Connection} connection */
function rejectRequests({requests, emit}, connection) {
    for (const [id, where] of requests) {
        if (where !== connection) continue;
        requests.delete(id);
        emit({...ANSWER_LOST, id});
    }
}

/** Has the runs that a lost worker was building built again, once: they may be why it was lost. @param {DualWorker} dual @param {Connection} connection */
function buildAgain(dual, connection) {
    const {building, homes, live, emit} = dual;
    for (const [run, {command, isStarted, isSecond}] of building) {
        if (homes.get(run) !== connection) continue;
        building.delete(run);
        homes.delete(run);
        if (isSecond) {
            const remedy = 'Try a smaller model, or fewer examples of your own.';
            emit({type: 'error', code: 'config', message: 'The training worker broke down twice while it built this run.', remedy, run});
            emit(live?.status ?? {type: 'status', run, state: 'empty', step: 0, epoch: 0});
        } else {
            dual.again.add(run);
            if (isStarted) dual.held?.unshift([{type: 'start', run}, []]);
            dual.held?.unshift([command, []]);
        }
    }
}

/** @param {DualWorker} dual @param {LiveRun} live @param {Loss} loss */
function countLoss(dual, live, loss) {
    live.loss = loss;
    dual.losses += 1;
    dual.soundSeconds = 0;
    if (live.device === 'webgpu' && dual.losses >= MOST_LOSSES) dual.failure = 'it was lost three times in a row';
}

/** Counts a second: losses are in a row unless the run trains for long between them. @param {DualWorker} dual */
export function countSecond(dual) {
    if (dual.hasTrained) dual.soundSeconds += 1;
    dual.hasTrained = false;
    if (dual.soundSeconds >= SOUND_S) dual.losses = 0;
}

/** Opens lost workers again, and brings the live run back. @param {DualWorker} dual @param {Loss} [last] */
export async function recover(dual, last = {cause: 'The training worker was lost', details: ''}) {
    if (dual.state === 'recovering') return;
    dual.state = 'recovering';
    dual.held ??= [];
    /** @type {ErrorEvent | null} */
    let problem = null;
    for (const ms of PAUSES_MS) {
        if (isWhole(dual) || (problem && !LOSSES.includes(problem.code))) break;
        await dual.wait(ms);
        try {
            if (dual.cpu.isGone()) await openCpu(dual);
            if (dual.live?.connection.isGone()) await takeBack(dual, dual.live);
        } catch (thrown) {
            problem = /** @type {ErrorEvent} */ (thrown);
        }
    }
    if (!isWhole(dual)) fail(dual, problem?.details ?? problem?.message ?? last.details);
    dual.state = 'settled';
    release(dual);
    advance(dual);
}

/** Opens a fresh CPU worker, and gives it what the lost one had. @param {DualWorker} dual */
async function openCpu(dual) {
    const cpu = dual.cpu = dual.openCpu();
    cpu.post({type: 'visible', visible: dual.visible});
    await cpu.opened;
    for (const set of await dual.sets()) await cpu.request({type: 'load', packed: set}, [set.buffer]);
    const packed = await dual.ownData();
    if (packed) await cpu.request({type: 'load', packed}, [packed.buffer]);
}

/** @param {DualWorker} dual @param {LiveRun} live */
async function takeBack(dual, live) {
    const {cpu, homes, losses} = dual;
    const {run, config, loss} = live;
    const isTooOften = live.device === 'cpu' && losses >= MOST_LOSSES;
    homes.set(run, cpu); // its first events may come before its answer
    const wish = isTooOften ? 'paused' : stateToBe(live);
    const waits = wish === 'running' && isRepeatable(config) && live.device === 'webgpu';
    if (waits && mustWait(dual, run)) dual.waiting = {type: 'start', run};
    const state = waits ? 'paused' : wish;
    const device = onCpu(choiceFor(dual, config).why);
    const checkpoint = dual.lastCheckpoint(run);
    const step = checkpoint ? await resume(dual, live, {checkpoint, state, device}) : await createAgain(dual, live, {state, device});
    Object.assign(live, {connection: cpu, device: 'cpu', wish: null});
    announce(dual, device);
    dual.emit({type: 'recovered', run, step, device, ...loss, outlook: outlookFor(dual, live, isTooOften)});
    if (isTooOften) dual.losses = 0; // Start is another try
}

/**
 * @param {DualWorker} dual @param {LiveRun} live
 * @param {{checkpoint: import('../runs/checkpoint-keeper.js').Checkpoint, state: State, device: DeviceInfo}} how
 * @returns {Promise<number>} step from which it goes on
 */
async function resume({cpu}, {run, config, status, isTuned}, {checkpoint, state, device}) {
    const bytes = checkpoint.bytes.slice(); // a copy, as its buffer is handed over
    const after = state === 'ready' ? 'paused' : state;
    const {step} = await cpu.request({type: 'resume', run, bytes, state: after, finished: status?.finished, device, exact: isRepeatable(config)}, [bytes.buffer]);
    if (isTuned) cpu.post({type: 'tune', run, learningRate: config.learningRate});
    return step;
}

/**
 * Builds a run that has no checkpoint yet.
 * @param {DualWorker} dual @param {LiveRun} live @param {{state: State, device: DeviceInfo}} how
 * @returns {Promise<number>} step from which it goes on
 */
async function createAgain({cpu}, live, {state, device}) {
    const {run, config, saved} = live;
    cpu.post({type: 'create', run, config: coreConfig(config), ...saved && {saved}, device, exact: isRepeatable(config)});
    if (state === 'running') cpu.post({type: 'start', run});
    await cpu.request({type: 'describe', config: coreConfig(config)}); // answered after the model was built
    if (live.connection !== cpu) throw {code: 'config', message: 'The run could not be built again.'};
    return live.status?.step ?? 0;
}

/** State in which a lost run goes on: as the page last wished, or as it was. @param {LiveRun} live @returns {State} */
function stateToBe({wish, status}) {
    const state = status?.state ?? 'ready';
    if (wish === 'running') return 'running';
    if (wish === 'paused' && state === 'running') return 'paused';
    return state === 'stopped' || state === 'preparing' ? 'paused' : state;
}

/** @param {DualWorker} dual @param {LiveRun} live @param {boolean} isTooOften */
function outlookFor(dual, live, isTooOften) {
    if (isTooOften) return 'It broke down three times in a row and is paused: Start goes on, perhaps better with a smaller model.';
    const {kind} = choiceFor(dual, live.config);
    if (isRepeatable(live.config) && live.config.device === 'webgpu') {
        return kind === 'webgpu' ? 'It is exactly repeatable, so it waits until WebGPU is ready.' : 'It is exactly repeatable, so it is paused: Start goes on on the CPU, with other rounding.';
    }
    if (kind === 'webgpu') return 'It moves back to WebGPU as soon as that is ready.';
    return dual.failure && live.config.device !== 'cpu' ? 'It stays on the CPU, as WebGPU failed: restart it with WebGPU as the device to try that again.' : '';
}

/** Reports to the page that all tries were in vain. @param {DualWorker} dual @param {string} details */
function fail(dual, details) {
    const {live, emit} = dual;
    /** @param {string} message @param {string} remedy @param {number} [run] */
    const say = (message, remedy, run) => emit({type: 'error', code: 'lost', message, remedy, ...details && {details}, ...run && {run}});
    for (const [command] of (dual.held ?? []).splice(0)) {
        if ('id' in command) emit({...ANSWER_LOST, id: command.id});
        else if (command.type === 'create') emit({...ANSWER_LOST, run: command.run});
    }
    if (!dual.cpu.isGone()) {
        dual.live = null;
        return say('The run could not be brought back.', 'Start begins it again.', live?.run);
    }
    // the run waits with its checkpoint for another press on Start
    const {step = 0, epoch = 0} = live?.status ?? {};
    emit({type: 'status', run: live?.run ?? dual.newest, state: live ? 'paused' : 'empty', step, epoch});
    say('The training worker could not be started.', 'Press Start to try again. If that does not help, reload the page.');
}
