// Messages between the page and the training worker: every one that either side may send, as JSDoc types that tsc
// checks on both sides. Nothing here runs, so that no browser fetches it; schemas.js refuses anything else.
// Flat objects with one `type`. Bulk data are typed arrays and are transferred, not copied.
// Events of a run carry the run number that the page chose; the page drops events of older runs.
// Only requests carry an `id`; their answer, or their error, carries the same `id`.
// Between page and workers stands the dual worker, which presents the CPU worker (small module) and the GPU worker (full
// module) as one. This file includes the commands that it sends by itself.

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
 * @typedef {object} Layer
 * @property {'encoder' | 'latent' | 'decoder' | 'output' | 'classes'} role `latent` is the layer whose outputs are
 *     the latent code, `classes` the classifier, which predicts the class from that code
 * @property {number} inputs
 * @property {number} outputs
 * @property {string} shape in words
 * @property {string} activation
 * @property {number} parameters
 */

/**
 * @typedef {object} DatasetInfo
 * @property {string} source value of the config's `dataset`
 * @property {'image' | 'sequence'} kind what its examples are; a sequence is an image of one row
 * @property {string} name for people
 * @property {number} width
 * @property {number} height
 * @property {number} channels values of a pixel: 1 where grey, 3 (red, green, blue) where coloured
 * @property {number} train images in the training split
 * @property {number} validation
 * @property {number} test
 * @property {string[]} classes name of each label; empty without labels
 * @property {number} fingerprint of the contents of files; 0 of other data
 */

/**
 * A number that is recorded in every step: a term of the loss, or what is only watched.
 * @typedef {object} Term
 * @property {string} name for programs
 * @property {string} label
 * @property {string} unit
 * @property {string} help
 * @property {number | null} weight how much it counts in the loss; null for what is only watched
 * @property {number} warmUp steps in which that grows from 0
 */

/**
 * Summary of the model that a config describes, before anything is trained.
 * @typedef {object} Description
 * @property {DatasetInfo} dataset
 * @property {Layer[]} layers from input to output
 * @property {Term[]} terms in the order of a step's numbers
 * @property {number} parameters
 * @property {number} stepsPerEpoch
 */

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

/**
 * Reason why a run has finished: its epochs are done, the validation loss has reached the target, or early stopping.
 * After early stopping (so many validations without improvement) the run went back to its best step.
 * @typedef {(
 *     {kind: 'epochs', epochs: number} |
 *     {kind: 'target', target: number, loss: number} |
 *     {kind: 'patience', validations: number, loss: number}
 * )} Finished
 */

/**
 * Metrics of the examples of a split; null where one does not apply.
 * @typedef {object} Metrics
 * @property {number} images number of examples
 * @property {number} loss
 * @property {number} mse
 * @property {number} sse
 * @property {number | null} psnr
 * @property {number | null} ssim
 * @property {number} activeUnits
 * @property {number} latent
 * @property {number} meanActivation
 * @property {number | null} knn5Accuracy
 * @property {number | null} probeAccuracy
 * @property {number | null} trustworthiness
 * @property {number | null} [auroc] where some classes are not trained on
 * @property {number | null} negElbo nats per example: the sum of the next two
 * @property {number | null} reconstructionNats
 * @property {number | null} klNats
 * @property {number} [accuracy] where a classifier predicts the class from the code
 */

/**
 * @typedef {(
 *     | {type: 'open', module: ModuleName}
 *     | {type: 'ping'}
 *     | {type: 'describe', id: number, config: Config}
 *     | {type: 'load', id: number, files: {name: string, bytes: ArrayBuffer}[]}
 *     | {type: 'inspect', id: number, bytes: Uint8Array}
 *     | {type: 'create', run: number, config: Config, saved?: Uint8Array, device: DeviceInfo}
 *     | {type: 'start', run: number}
 *     | {type: 'pause', run: number}
 *     | {type: 'step', run: number}
 *     | {type: 'tune', run: number, learningRate: number}
 *     | {type: 'rewind', run: number, learningRate: number}
 *     | {type: 'visible', visible: boolean}
 *     | {type: 'measure', id: number, run: number, split: 'validation' | 'test'}
 *     | {type: 'query', id: number, run: number, query: import('./queries.js').Query, urgent: boolean}
 *     | {type: 'benchmark', id: number, config: Config, kinds: DeviceInfo['kind'][], ms: number}
 *     | {type: 'save', id: number, run: number}
 *     | {type: 'keep', run: number}
 *     | {type: 'drop', run: number}
 *     | {type: 'resume', id: number, run: number, bytes: Uint8Array, state: State, finished?: Finished, device: DeviceInfo}
 * )} Command page to worker
 *
 * - `open` loads the module and looks for devices; answered by `ready`.
 * - `ping` asks for a sign of life; answered by `pong`.
 * - `describe` is a request for the summary of the model that a config would build.
 * - `load` is a request to read IDX files; `dataset: 'file'` then means them.
 * - `inspect` is a request for the config, data and step of a saved run.
 * - `create` builds a model from a config and replaces the run. The weights are those of the config's seed, or of a saved
 *   run of this config. The page leaves `device` to the dual worker.
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

/** @typedef {{type: 'ready', schema: Schema, devices: Devices, lock: string}} ReadyEvent `lock`: name of the lock that the worker holds while it lives; empty for none */
/** @typedef {{type: 'pong', turn: number, busy: boolean}} PongEvent `turn` counts the tasks begun; `busy` while the last one lasts */
/** @typedef {{type: 'busy', seconds: number}} BusyEvent the task at hand may be silent for so long */
/** @typedef {{type: 'described', id: number, description: Description}} DescribedEvent */
/** @typedef {{type: 'loaded', id: number, dataset: DatasetInfo, note: string}} LoadedEvent */
/** @typedef {{type: 'inspected', id: number, config: Config, dataset: string, step: number}} InspectedEvent */
/**
 * Bytes of the module; `total` is 0 where unknown.
 * @typedef {{type: 'loading', received: number, total: number, building?: boolean}} LoadingEvent `building`: the server has no file yet
 */
/** @typedef {{type: 'benchmarked', id: number, speeds: Speeds}} BenchmarkedEvent */
/** @typedef {{type: 'saved', id: number, run: number, bytes: Uint8Array, state: State, finished?: Finished}} SavedEvent */
/** @typedef {{type: 'measured', id: number, run: number, step: number, ms: number, metrics: Metrics | null}} MeasuredEvent it took so long; null: the run has gone */
/** @typedef {{type: 'answer', id: number, run: number, step: number, ms: number, answer: import('./queries.js').Answer | null}} AnswerEvent it took so long; null: the run has gone */
/** @typedef {{type: 'resumed', id: number, run: number, step: number, epoch: number}} ResumedEvent */
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
/** @typedef {{type: 'status', run: number, state: State, step: number, epoch: number, finished?: Finished}} StatusEvent `finished`: with that state */

/**
 * A run was built. Probe and point images are `width * height` bytes each, one after the other.
 * @typedef {object} CreatedEvent
 * @property {'created'} type
 * @property {number} run
 * @property {Config} config complete, as checked by the core
 * @property {DeviceInfo} device
 * @property {Description} description
 * @property {Uint8Array} probes the fixed validation images that every snapshot reconstructs
 * @property {Uint8Array} probeLabels one a probe; empty without labels
 * @property {Uint8Array} [corrupted] the probes as the network sees them, where that is not as they are
 * @property {Uint8Array} points the fixed validation images whose codes every snapshot holds
 * @property {Uint8Array} pointLabels one a point; empty without labels
 */

/**
 * Losses of the steps `step - losses.length + 1` to `step`, none left out.
 * @typedef {object} ProgressEvent
 * @property {'progress'} type
 * @property {number} run
 * @property {number} step steps done
 * @property {number} epoch epochs begun, with the fraction done: 2.5 is half way through the third
 * @property {Float32Array} losses
 * @property {Float32Array} terms of each of them, without their weights, one step after another; empty where the
 *     loss has only one
 * @property {{step: number, loss: number, terms: number[]}[]} validations
 * @property {number} stepsPerSecond over a sliding window; 0 while unknown
 * @property {number} examplesPerSecond
 */

/**
 * @typedef {object} SnapshotEvent
 * @property {'snapshot'} type
 * @property {number} run
 * @property {number} step
 * @property {Uint8Array} outputs reconstruction of every probe, as bytes
 * @property {Uint8Array} errors absolute difference from the input, as bytes, not scaled
 * @property {Float32Array} codes [points, latent], row by row
 * @property {number} latent
 */

/**
 * Something is wrong; nothing that worked before has changed. `code` is what programs look at.
 * @typedef {object} ErrorEvent
 * @property {'error'} type
 * @property {'config' | 'data' | 'device' | 'diverged' | 'checkpoint' | 'internal' | 'protocol' | 'panic' | 'lost'} code `lost`: the worker that had the request or the run is gone
 * @property {string} message for people: what is wrong
 * @property {string} remedy for people: what to do
 * @property {string} [details] words of the driver or of the module
 * @property {string} [field]
 * @property {any} [value]
 * @property {number} [run]
 * @property {number} [id] of the request that failed
 * @property {{step: number, learningRate: number}} [rewind] with `diverged`: the last finite snapshot, and the rate to go on with
 */

/** @typedef {ReadyEvent | PongEvent | BusyEvent | RecoveredEvent | DescribedEvent | LoadedEvent | InspectedEvent | StatusEvent | CreatedEvent | ProgressEvent | SnapshotEvent |
 *     DeviceEvent | LoadingEvent | BenchmarkedEvent | SavedEvent | ResumedEvent | MeasuredEvent | AnswerEvent | ErrorEvent} Event worker to page */

/**
 * Reconstructions by principal components: as many components as the run has latent dimensions, of the same training
 * images.
 * @typedef {object} Comparison
 * @property {number} error mean squared error a pixel of the validation images, reconstructions not clipped
 * @property {Uint8Array} outputs reconstruction of every probe, as bytes
 * @property {Float32Array} codes every point on the first two axes
 * @property {Float32Array} coefficients every point on as many axes as there are latent dimensions
 */

/** @typedef {{knn: number, probe: number}} ProbeAccuracy shares of the validation examples that are classified correctly */
/** @typedef {{pixels: ProbeAccuracy, pca: ProbeAccuracy}} BaselineProbes */

// Between the page and a worker that does one comparison, and nothing else.
/** @typedef {{type: 'compare' | 'probe', config: Config, files: {name: string, bytes: ArrayBuffer}[]}} PcaCommand `files` for a config that means them */
/** @typedef {{type: 'comparing', progress: number} | ({type: 'compared'} & Comparison) | {type: 'probed', probes: BaselineProbes | null} | ErrorEvent} PcaEvent `progress` from 0 to 1 */

export {};
