// A training worker's door: loads one of the wasm modules, checks commands, posts events.
// Runs in a module worker, never on the page.

import {DEFAULT_S} from './allowances.js';
import {watchDevices} from './device-faults.js';
import {describeDevices, probeWebGpu} from './probe-webgpu.js';
import {errorEvent, panicEvent} from './errors.js';
import {holdLifeLock} from './life-lock.js';
import {bindKernels, loadKernels} from './kernels.js';
import {loadModule} from './load-wasm.js';
import {checkCommand} from '../protocol/schemas.js';
import {createSession} from './session.js';
import {transferables} from '../protocol/transferables.js';

/** @typedef {import('../protocol/messages.js').Command} Command */

const scope = /** @type {EventTarget & {postMessage(message: object, transfer: Transferable[]): void}} */ (
    /** @type {unknown} */ (self));

/** @type {ReturnType<typeof createSession> | null} */
let session = null;
let opened = false;
/** @type {Command[]} */
const waiting = [];

scope.addEventListener('message', (event) => {
    const {data} = /** @type {MessageEvent} */ (event);
    const problem = checkCommand(data);
    if (problem) return refuse(problem, data);
    const command = /** @type {Command} */ (data);
    if (command.type === 'open') return open(command.module);
    if (command.type === 'ping') return post({type: 'pong', ...session?.pulse() ?? {turn: 0, busy: true}});
    if (session) session.accept(command);
    else waiting.push(command);
});

// a panic inside an async method never settles its promise: it surfaces here, as an uncaught trap
scope.addEventListener('error', (event) => {
    event.preventDefault();
    post(panicEvent(/** @type {globalThis.ErrorEvent} */ (event).message));
});

scope.addEventListener('unhandledrejection', (event) => {
    event.preventDefault();
    const {reason} = /** @type {PromiseRejectionEvent} */ (event);
    post(panicEvent(reason instanceof Error ? reason.message : String(reason)));
});

watchDevices(globalThis.GPUAdapter?.prototype, ({message, details}) => {
    post({type: 'error', code: 'device', message, details, remedy: 'Start again, or choose the CPU.'});
});

/** @param {import('../protocol/messages.js').ModuleName} name */
async function open(name) {
    if (opened) return refuse('The worker is open already.', {});
    opened = true;
    try {
        const report = (/** @type {number} */ received, /** @type {number} */ total, building = false) =>
            post({type: 'loading', received, total, building});
        const [probe, loaded, kernels, lock] = await Promise.all([
            probeWebGpu(navigator.gpu), loadModule(name, report), loadKernels(), holdLifeLock(navigator.locks),
        ]);
        const {module, exports} = loaded;
        const fuse = kernels ? bindKernels(module, exports, kernels) : undefined;
        const devices = describeDevices(probe);
        const lab = new module.Lab();
        session = createSession({lab, post, now: () => performance.now(), breathe: createBreath(), fuse});
        post({type: 'ready', schema: module.schemaFingerprint(), devices, lock});
        post({type: 'busy', seconds: DEFAULT_S});
        for (const command of waiting.splice(0)) session.accept(command);
    } catch (thrown) {
        const {message} = errorEvent(thrown);
        const remedy = 'Reload the page. If that does not help, build the module again (cargo xtask serve).';
        post({type: 'error', code: 'internal', message: 'The training module could not be loaded.', details: message, remedy});
    }
}

/** @param {import('../protocol/messages.js').Event} event */
function post(event) {
    scope.postMessage(event, transferables(event));
}

/** @param {string} message @param {any} command */
function refuse(message, command) {
    const about = Number.isInteger(command?.id) ? {id: command.id} : {};
    post({type: 'error', code: 'protocol', message, remedy: 'Reload the page: page and worker may be of different versions.', ...about});
}

/** A macrotask that no browser throttles, unlike a timer in a hidden tab. */
function createBreath() {
    const {port1, port2} = new MessageChannel();
    /** @type {() => void} */
    let resume = () => {};
    port1.onmessage = () => resume();
    return () => /** @type {Promise<void>} */ (new Promise((resolve) => {
        resume = resolve;
        port2.postMessage(null);
    }));
}
