// The wasm module, small or whole, as the worker sees it: the types of `src/wasm/`, written by hand because the
// generated ones say `any`. What a method throws is a `LabError`, a plain object.

import type {Codes, Corrupted, Examples, Features, Inside, Nearest, Posterior, Reconstructed, Scores, Split} from '../protocol/queries.js';
import type {BaselineProbes, Comparison, Config, DatasetInfo, Description, ErrorEvent, Finished, Metrics, Schema} from '../protocol/messages.js';

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
    corrupted?: Uint8Array;
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

/** Methods must not overlap: each borrows the lab for as long as it runs. */
export interface Lab {
    describe(config: Config): Description;
    load(files: {name: string; bytes: Uint8Array}[]): {dataset: DatasetInfo; note: string};
    create(config: Config, device: 'webgpu' | 'cpu'): Promise<Created>;
    train(steps: number): Promise<Chunk>;
    snapshot(): Promise<Snapshot>;
    measure(split: 'validation' | 'test'): Promise<Metrics>;
    /** pictures of codes, in bytes */
    decode(codes: Float32Array): Promise<Uint8Array>;
    reconstruct(examples: Uint8Array): Promise<Reconstructed>;
    /** corrupted as in training, by the corruption settings and the seed */
    corrupt(examples: Uint8Array, settings: Config): Promise<Corrupted>;
    posterior(examples: Uint8Array): Promise<Posterior>;
    codes(split: Split, most: number): Promise<Codes>;
    examples(split: Split, indices: Uint32Array): Examples;
    nearest(examples: Uint8Array): Nearest;
    scores(split: Split): Promise<Scores>;
    features(): Promise<Features>;
    modelStats(): Promise<Inside>;
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
    /** Works for so many milliseconds. `progress` goes from 0 to 1. */
    advance(milliseconds: number): {progress: number; comparison?: Comparison};
    /** Linear probes of pixels and components; null without labels. */
    readings(): BaselineProbes | null;
}

export interface Module {
    default(from?: {module_or_path: Response}): Promise<unknown>;
    schema(): Schema;
    Lab: new () => Lab;
}
