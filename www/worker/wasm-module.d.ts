// The wasm modules as their workers see them: the methods of `src/wasm/`, written by hand because the
// generated ones say `any`. Methods throw plain objects.

import type {
    Advance, ClassAccuracies, Codes, Corrupted, Created, DatasetInfo, Diverged, Encoded, Examples, Features, Imported, Inspected, LabError, ModelStats,
    NearestExamples, Position, Posterior, Progress, Reconstruction, Scores, Snapshot, Sprite, Summary,
} from '../protocol/answers.js';
import type {Config, Metrics} from '../protocol/messages.js';
import type {Part, Split} from '../protocol/queries.js';

/** What a method throws; with the code `diverged` it is a `Diverged`. */
export type Thrown = LabError & Partial<Diverged>;

/** Methods must not overlap: each borrows the lab for as long as it runs. */
export interface Lab {
    describe(config: Config): Summary;
    /** Takes data that `importFiles` has packed. */
    load(packed: Uint8Array): DatasetInfo;
    create(config: Config, device: 'webgpu' | 'cpu'): Promise<Created>;
    train(steps: number): Promise<Progress>;
    /** Reads a number from the device of the run, and nothing else. */
    touch(): Promise<void>;
    snapshot(): Promise<Snapshot>;
    measure(split: 'validation' | 'test'): Promise<Metrics>;
    /** pictures of codes, in bytes */
    decode(codes: Float32Array): Promise<Uint8Array>;
    reconstruct(examples: Uint8Array): Promise<Reconstruction>;
    /** corrupted as in training, by the corruption settings and the seed */
    corrupt(examples: Uint8Array, settings: Config): Promise<Corrupted>;
    posterior(examples: Uint8Array): Promise<Posterior>;
    codes(split: Split, most: number): Promise<Codes>;
    /** codes for other programs, some rows at a time */
    encode(part: Part, from: number, most: number): Promise<Encoded>;
    /** pictures of such rows on one image */
    sprite(part: Part): Sprite;
    /** principal axes of codes, one after another */
    axes(codes: Float32Array, latent: number, most: number, previous: Float32Array): Float32Array;
    examples(split: Split, indices: Uint32Array): Examples;
    nearest(examples: Uint8Array): NearestExamples;
    scores(split: Split): Promise<Scores>;
    features(): Promise<Features>;
    modelStats(): Promise<ModelStats>;
    tune(learningRate: number): void;
    rewind(learningRate: number): Position;
    /** Everything of the run: config, step, weights, optimiser state. */
    save(): Promise<Uint8Array>;
    /** What a saved run is of. */
    inspect(bytes: Uint8Array): Inspected;
    /** Goes on with a saved run, whose data set must be at hand here. */
    resume(bytes: Uint8Array, device: 'webgpu' | 'cpu'): Promise<Created>;
    /** Begins to find what a run is compared with. */
    baseline(config: Config): Baseline;
}

/** Principal components on their way. */
export interface Baseline {
    /** Works for so many milliseconds. `progress` goes from 0 to 1. */
    advance(milliseconds: number): Advance;
    /** Linear probes of pixels and components; null without labels. */
    readings(): ClassAccuracies | null;
}

/** The module that reads the user's files. */
export interface ImportModule {
    default(from?: {module_or_path: Response}): Promise<ModuleExports>;
    /** Sounds in archives. */
    packedSounds(files: {name: string; bytes: Uint8Array}[]): {name: string; bytes: Uint8Array}[];
    /** `decoded`: in the place of the sounds of the same names in archives. */
    importFiles(files: {name: string; bytes: Uint8Array}[], decoded: {name: string; bytes: Uint8Array}[], reading: string): Imported;
}

/** Exports of an instance, besides those that its script calls. */
export interface ModuleExports {
    memory: WebAssembly.Memory;
}

/** A module that trains, small or whole. */
export interface Module {
    default(from?: {module_or_path: Response}): Promise<ModuleExports>;
    schemaFingerprint(): number;
    functionTable(): WebAssembly.Table;
    /** Address of so many bytes that stay reserved. */
    reserve(bytes: number): number;
    /** Takes the kernels at this place of the table of functions; without one, its own. */
    bindKernels(productBand?: number): void;
    Lab: new () => Lab;
}
