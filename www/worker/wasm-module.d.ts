// The wasm module, small or whole, as the worker sees it: the types of `src/bindings.rs`, written by hand because the
// generated ones say `any`. What a method throws is a `LabError`, a plain object.

import type {Metrics} from '../scheduling/metrics-schedule.js';
import type {Comparison, Config, DatasetInfo, Description, ErrorEvent, Finished, Readings, Schema} from '../protocol/messages.js';

export interface LabError {
    code: ErrorEvent['code'];
    message: string;
    remedy: string;
    field?: string;
    value?: unknown;
    /** with `diverged`: the last finite snapshot, and the rate to go on with */
    rewind?: {step: number; learningRate: number};
    /** with `diverged`: the finite losses of the chunk */
    losses?: Float32Array;
}

export interface Created {
    step: number;
    epoch: number;
    config: Config;
    description: Description;
    probes: Uint8Array;
    probeLabels: Uint8Array;
    damaged?: Uint8Array;
    points: Uint8Array;
    pointLabels: Uint8Array;
}

export interface Chunk {
    step: number;
    epoch: number;
    losses: Float32Array;
    terms: Float32Array;
    validations: {step: number; loss: number; terms: number[]}[];
    /** the run has come to its end, and stands at this step; to train on is allowed */
    finished?: Finished & {step: number; epoch: number};
    /** why the graphics card does not record steps, where it does not */
    refusal?: string;
}

export interface Snapshot {
    step: number;
    outputs: Uint8Array;
    errors: Uint8Array;
    codes: Float32Array;
    latent: number;
}

/** What the model makes of pictures that somebody brought. */
export interface Reconstructed {
    /** `latent` numbers a picture */
    codes: Float32Array;
    /** copies, in bytes */
    outputs: Uint8Array;
    /** mean squared error of each */
    errors: Float32Array;
}

/** Of a variational model, where the codes of pictures may lie: `latent` numbers each. */
export interface Posterior {
    means: Float32Array;
    /** standard deviations */
    deviations: Float32Array;
}

export interface Codes {
    /** `latent` numbers an example */
    codes: Float32Array;
    /** empty where there are none */
    labels: Uint8Array;
}

export interface Examples {
    /** one after another, in bytes */
    pictures: Uint8Array;
    /** empty where there are none */
    labels: Uint8Array;
}

/** Training examples, one for each picture. */
export interface Nearest extends Examples {
    /** mean squared difference, on 0 to 1 */
    errors: Float32Array;
}

/** Of each example of a part. */
export interface Scores {
    /** mean squared error of its copy, on 0 to 1 */
    errors: Float32Array;
    /** −ELBO in nats, up to a constant; empty unless the model is variational */
    elbos: Float32Array;
    /** empty where there are none */
    labels: Uint8Array;
    /** 1 where it is of a class that was not trained on */
    abnormal: Uint8Array;
}

/** Of the validation examples. */
export interface Features {
    /** how often each class was taken for each by the five nearest training codes, a row being a true class; empty without labels */
    knn: Uint32Array;
    /** the same of a linear classifier of the codes */
    probe: Uint32Array;
    /** what the examples were drawn with; empty where that is not known */
    factors: string[];
    /** correlation of each number of the code with each factor */
    correlations: Float32Array;
}

/** Small pictures of weights. */
export interface Tiles {
    width: number;
    height: number;
    channels: number;
    values: Float32Array;
}

export interface LayerStatistics {
    /** root mean square of the weights, and of their gradient on a batch */
    weights: number;
    gradients: number;
    /** of the outputs over validation examples */
    mean: number;
    deviation: number;
    /** share of the units that give the same for every example */
    silent: number;
}

export interface Inside {
    filters?: Tiles;
    atoms?: Tiles;
    /** from input to output */
    layers: LayerStatistics[];
}

type Part = 'training' | 'validation' | 'test';

/** Methods must not overlap: each borrows the lab for as long as it runs. */
export interface Lab {
    describe(config: Config): Description;
    load(files: {name: string; bytes: Uint8Array}[]): {dataset: DatasetInfo; note: string};
    create(config: Config, device: 'webgpu' | 'cpu'): Promise<Created>;
    train(steps: number): Promise<Chunk>;
    snapshot(): Promise<Snapshot>;
    measure(part: 'validation' | 'test'): Promise<Metrics>;
    /** pictures of codes, in bytes */
    decode(codes: Float32Array): Promise<Uint8Array>;
    reconstruct(pictures: Uint8Array): Promise<Reconstructed>;
    posterior(pictures: Uint8Array): Promise<Posterior>;
    codes(part: Part, most: number): Promise<Codes>;
    examples(part: Part, indices: Uint32Array): Examples;
    nearest(pictures: Uint8Array): Nearest;
    scores(part: Part): Promise<Scores>;
    features(): Promise<Features>;
    inside(): Promise<Inside>;
    tune(learningRate: number): void;
    rewind(learningRate: number): {step: number; epoch: number};
    /** Everything of the run: config, step, weights, optimiser state. */
    save(): Promise<Uint8Array>;
    /** What a saved run is of. */
    inspect(bytes: Uint8Array): {config: Config; dataset: string; step: number};
    /** Goes on with a saved run, whose data set must be at hand here. */
    resume(bytes: Uint8Array, device: 'webgpu' | 'cpu'): Promise<Created>;
    /** Begins to find what a run is compared with. Of the small module only. */
    baseline(config: Config): Baseline;
}

/** Principal components on their way. */
export interface Baseline {
    /** Does a little more. `progress` goes from 0 to 1. */
    step(): {progress: number; comparison?: Comparison};
    /** How well classes can be read off what it was compared with; null without labels. */
    readings(): Readings | null;
}

export interface Module {
    default(from?: {module_or_path: Response}): Promise<unknown>;
    schema(): Schema;
    Lab: new () => Lab;
}
