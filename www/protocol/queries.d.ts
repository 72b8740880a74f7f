// Queries to the model as it is now. A new query is a line in `Query`, a line in `Answers`, a handler in
// `worker/query-handlers.js` and a method of the core, which declares its answer: `cargo xtask schema` writes answers.d.ts.

import type {
    Codes, Corrupted, Encoded, Examples, Features, ModelStats, NearestExamples, Posterior, Reconstruction, Scores, Sprite,
} from './answers.js';
import type {Config} from './messages.js';

/** Split of the data. */
export type Split = 'training' | 'validation' | 'test';

/** Examples of a split, or all. */
export type Part = Split | 'all';

export type Query =
    /** pictures of latent codes, each of `latent` numbers */
    | {kind: 'decode'; codes: Float32Array}
    /** codes and reconstructions of examples that the page brings */
    | {kind: 'reconstruct'; examples: Uint8Array}
    /** such examples corrupted as in training, by the corruption settings and the seed of a config */
    | {kind: 'corrupt'; examples: Uint8Array; settings: Config}
    /** posterior of such examples; of a variational model only */
    | {kind: 'posterior'; examples: Uint8Array}
    /** latent codes of the first examples of a split, at most so many */
    | {kind: 'codes'; split: Split; most: number}
    /** codes of a split or of all examples for other programs, in the order of the files: the rows from one on, at most so many */
    | {kind: 'encode'; part: Part; from: number; most: number}
    /** pictures of such examples on one image */
    | {kind: 'sprite'; part: Part}
    /** principal axes of codes that the page brings, at most so many; they follow those of an earlier answer, empty at first */
    | {kind: 'axes'; codes: Float32Array; latent: number; most: number; previous: Float32Array}
    /** examples of a split by their indices */
    | {kind: 'examples'; split: Split; indices: Uint32Array}
    /** the training example nearest to each of these */
    | {kind: 'nearest'; examples: Uint8Array}
    /** anomaly scores of a split */
    | {kind: 'scores'; split: Split}
    /** classes and factors that can be predicted from the latent codes */
    | {kind: 'features'}
    /** weights and statistics of the layers */
    | {kind: 'modelStats'}
    /** the whole model, as a safetensors file */
    | {kind: 'model'};

export interface Answers {
    decode: {pictures: Uint8Array};
    reconstruct: Reconstruction;
    corrupt: Corrupted;
    posterior: Posterior;
    codes: Codes;
    encode: Encoded;
    sprite: Sprite;
    /** directions of length 1, one after another, the largest variance first */
    axes: {axes: Float32Array};
    examples: Examples;
    nearest: NearestExamples;
    scores: Scores;
    features: Features;
    modelStats: ModelStats;
    model: {bytes: Uint8Array};
}

export type Answer = Answers[Query['kind']];

/** Sends a query about the live run; null where that run is gone. `urgent`: somebody waits with the pointer in hand. */
export type RunQuery = <Q extends Query>(query: Q, urgent?: boolean) => Promise<Answers[Q['kind']] | null>;
