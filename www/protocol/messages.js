// Messages between the page and the training worker: every one that either side may send, as JSDoc types that tsc
// checks on both sides. The core declares the values that it sends, in answers.d.ts. Nothing here runs, so that no browser
// fetches it; schemas.js refuses anything else.
// Flat objects with one `type`. Bulk data are typed arrays and are transferred, not copied.
// Events of a run carry the run number that the page chose; the page drops events of older runs.
// Only requests carry an `id`; their answer, or their error, carries the same `id`.
// Between page and workers stands the dual worker, which presents the CPU worker (small module) and the GPU worker (full
// module) as one. This file includes the commands that it sends by itself.

/** @import {ClassAccuracies, Comparison, Created, DatasetInfo, Imported, Inspected, LabError, Position, Progress, Rewind} from './answers.js' */
/** @import {Snapshot, StopReason, Summary} from './answers.js' */
/** @import {Answer, Query} from './queries.js' */

/**
 * One knob of a run, as `src/config/` describes it. Controls, URL hash and help are built from it.
 * @typedef {object} Field
 * @property {string} name key in a config
 * @property {string} label
 * @property {'data' | 'model' | 'code' | 'training' | 'run'} group
 * @property {'integer' | 'number' | 'choice' | 'sizes' | 'classes'} kind `sizes` and `classes` are lists of integers
 * @property {any} default
 * @property {number} [min] for numbers, and for each entry of a list
 * @property {number} [max]
 * @property {number} [maxItems] of a list
 * @property {'linear' | 'log'} [scale] how a slider should run
 * @property {{value: string, label: string, help: string}[]} [choices]
 * @property {({field: string, is: string[]} | {field: string, above: number})[]} [when] the field applies only while each of these others has one of these values, or is above that number
 * @property {boolean} live a change takes effect in the running model, without a restart
 * @property {boolean} advanced
 * @property {string} help one or two sentences for a student
 */

/**
 * A named experiment: what it sets, all else of network and training being default.
 * @typedef {{name: string, label: string, help: string, settings: Config}} Preset
 */

/** @typedef {{field: string, value: string, settings: Config}} Companion a choice, and what is set together with it */
/** @typedef {{version: number, renamed: Record<string, string>, fields: Field[], presets: Preset[], companions: Companion[]}} Schema */
/** @typedef {Record<string, any>} Config every field of the schema by name */

/**
 * @typedef {object} DeviceInfo
 * @property {'webgpu' | 'cpu'} kind
 * @property {string} name for people
 * @property {string} why why this one was taken, or why it is not to be had
 * @property {number} [loaded] share of the module for a faster one that has arrived, from 0 to 1
 */

/**
 * @typedef {object} Devices
 * @property {DeviceInfo & {available: boolean, software: boolean}} webgpu
 * @property {DeviceInfo} cpu
 */

/** @typedef {'cpu' | 'full'} ModuleName which build of the core: without WebGPU and small, or whole */

/** @typedef {{cpu?: number, webgpu?: number}} Speeds steps a second of one model, by device */

/**
 * `stopped`: the loss is no longer finite. `finished`: the run has come to the end that its settings set; to
 * start it again gives it as much again.
 * @typedef {'empty' | 'preparing' | 'ready' | 'running' | 'paused' | 'finished' | 'stopped'} State
 */

/** @typedef {import('./answers.js').EvaluationResult & {accuracy?: number}} Metrics with the accuracy of the classifier, where the model has one */

/**
 * @typedef {(
 *     | {type: 'open', module: ModuleName}
 *     | {type: 'ping'}
 *     | {type: 'describe', id: number, config: Config}
 *     | {type: 'load', id: number, packed: Uint8Array}
 *     | {type: 'inspect', id: number, bytes: Uint8Array}
 *     | {type: 'create', run: number, config: Config, saved?: Uint8Array, device: DeviceInfo, exact?: boolean}
 *     | {type: 'start', run: number}
 *     | {type: 'pause', run: number}
 *     | {type: 'step', run: number}
 *     | {type: 'tune', run: number, learningRate: number}
 *     | {type: 'rewind', run: number, learningRate: number}
 *     | {type: 'visible', visible: boolean}
 *     | {type: 'measure', id: number, run: number, split: 'validation' | 'test'}
 *     | {type: 'query', id: number, run: number, query: Query, urgent: boolean}
 *     | {type: 'benchmark', id: number, config: Config, kinds: DeviceInfo['kind'][], ms: number}
 *     | {type: 'save', id: number, run: number}
 *     | {type: 'keep', run: number}
 *     | {type: 'drop', run: number}
 *     | {type: 'resume', id: number, run: number, bytes: Uint8Array, state: State, finished?: StopReason, device: DeviceInfo, exact?: boolean}
 * )} Command page to worker
 *
 * - `open` loads the module and looks for devices; answered by `ready`.
 * - `ping` asks for a sign of life; answered by `pong`.
 * - `describe` is a request for the summary of the model that a config would build.
 * - `load` is a request to take packed data: the user's own, which `dataset: 'file'` then means, or a fetched set.
 * - `inspect` is a request for the config, data and step of a saved run.
 * - `create` builds a model from a config and replaces the run. The weights are those of the config's seed, or of a saved
 *   run of this config. The page leaves `device` to the dual worker, and `exact`: the same numbers on every processor.
 * - `step` takes one training step and a snapshot; it pauses a running run.
 * - `tune` sets a new learning rate, from the next step on.
 * - `rewind` goes back to the weights of the last finite snapshot and pauses there.
 * - `visible` reports that the page is shown or hidden. A hidden page gets no snapshots; training goes on.
 * - `measure` is a request for the metrics of a split. Training waits meanwhile.
 * - `query` is a request about the model as it is now; see queries.d.ts. The worker answers between two chunks of steps
 *   and, where urgent, ahead of other commands that only read.
 *
 * Commands that only the dual worker sends:
 *
 * - `benchmark` is a request for the speed of a model on each of some devices. It takes steps for `ms`, at least one, on a
 *   temporary run that replaces the worker's own. Afterwards the device has all that the model needs.
 * - `save` is a request for everything of the run, after the chunk at hand. The run is paused until `keep` or `drop`.
 * - `keep` lets the saved run go on here.
 * - `drop` ends the run here without an event, as another worker has taken it over.
 * - `resume` is a request to take over a saved run and to go on with it, in this state.
 */

/** @typedef {{type: 'ready', schema: number, devices: Devices, lock: string}} ReadyEvent `schema`: its fingerprint; `lock`: name of the lock that the worker holds while it lives; empty for none */
/** @typedef {{type: 'pong', turn: number, busy: boolean}} PongEvent `turn` counts the tasks begun; `busy` while the last one lasts */
/** @typedef {{type: 'busy', seconds: number}} BusyEvent the task at hand may be silent for so long */
/** @typedef {{type: 'described', id: number, description: Summary}} DescribedEvent */
/** @typedef {{type: 'loaded', id: number, dataset: DatasetInfo}} LoadedEvent */
/** @typedef {{type: 'inspected', id: number} & Inspected} InspectedEvent */
/**
 * Bytes of the module; `total` is 0 where unknown.
 * @typedef {{type: 'loading', received: number, total: number, building?: boolean}} LoadingEvent `building`: the server has no file yet
 */
/** @typedef {{type: 'benchmarked', id: number, speeds: Speeds}} BenchmarkedEvent */
/** @typedef {{type: 'saved', id: number, run: number, bytes: Uint8Array, state: State, finished?: StopReason}} SavedEvent */
/** @typedef {{type: 'measured', id: number, run: number, step: number, ms: number, metrics: Metrics | null}} MeasuredEvent it took so long; null: the run has gone */
/** @typedef {{type: 'answer', id: number, run: number, step: number, ms: number, answer: Answer | null}} AnswerEvent it took so long; null: the run has gone */
/** @typedef {{type: 'resumed', id: number, run: number} & Position} ResumedEvent */
/** @typedef {{type: 'device', run: number, device: DeviceInfo}} DeviceEvent the run has moved, or there is news of why it has not */
/**
 * A lost worker or device has been replaced, and the run goes on from its last checkpoint. Of the dual worker.
 * @typedef {object} RecoveredEvent
 * @property {'recovered'} type
 * @property {number} run
 * @property {number} step from which it goes on
 * @property {DeviceInfo} device
 * @property {string} cause of the loss, for people: the beginning of a sentence
 * @property {string} outlook for people: what follows; may be empty
 * @property {string} details words of the driver or of the module; may be empty
 */
/** @typedef {{type: 'status', run: number, state: State, step: number, epoch: number, finished?: StopReason}} StatusEvent `finished`: with that state */

/** @typedef {{type: 'created', run: number, device: DeviceInfo} & Omit<Created, 'step' | 'epoch'>} CreatedEvent */
/** @typedef {{type: 'snapshot', run: number} & Snapshot} SnapshotEvent */

/**
 * Losses of the steps `step - losses.length + 1` to `step`, none left out. Speeds are over a sliding window; 0 while unknown.
 * @typedef {(
 *     {type: 'progress', run: number, stepsPerSecond: number, examplesPerSecond: number}
 *     & Omit<Progress, 'finished' | 'refusal'>
 * )} ProgressEvent
 */

/**
 * Something is wrong; nothing that worked before has changed. `id` is that of the request that failed; `rewind` comes with
 * the code `diverged`. `lost`: the worker that had the request or the run is gone. `details`: words of the driver or of the module.
 * @typedef {(
 *     {type: 'error', code: LabError['code'] | 'protocol' | 'panic' | 'lost', run?: number, id?: number, rewind?: Rewind, details?: string}
 *     & Omit<LabError, 'code'>
 * )} ErrorEvent
 */

/** @typedef {ReadyEvent | PongEvent | BusyEvent | RecoveredEvent | DescribedEvent | LoadedEvent | InspectedEvent | StatusEvent | CreatedEvent | ProgressEvent | SnapshotEvent |
 *     DeviceEvent | LoadingEvent | BenchmarkedEvent | SavedEvent | ResumedEvent | MeasuredEvent | AnswerEvent | ErrorEvent} Event worker to page */

// Between the page and a worker that does one comparison, and nothing else.
/** @typedef {{type: 'compare' | 'probe', config: Config, packed?: Uint8Array}} PcaCommand `packed`: data of the user or fetched, for a config that means them */
/** @typedef {{type: 'comparing', progress: number} | ({type: 'compared'} & Comparison) | {type: 'probed', probes: ClassAccuracies | null} | ErrorEvent} PcaEvent `progress` from 0 to 1 */

// Between the page and a worker that opens files once, and does nothing else.
/** @typedef {{name: string, bytes: ArrayBuffer}} FileBytes */
/** @typedef {{type: 'import', files: FileBytes[], decoded: FileBytes[], reading: string} | {type: 'unpack', files: FileBytes[]}} ImportCommand `decoded`: sounds of archives; `reading`: options as JSON */
/** @typedef {{type: 'imported'} & Imported} ImportedEvent */
/** @typedef {ImportedEvent | {type: 'unpacked', sounds: {name: string, bytes: Uint8Array}[]} | ErrorEvent} ImportEvent */

export {};
