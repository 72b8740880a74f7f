// Queries to the model as it is now, and their answers. A new query is a line in `Query`, a line in `Answers`, a handler
// in `worker/query-handlers.js` and a method of the core. Bulk data are typed arrays, one example after another.

import type {Config} from './messages.js';

/** Split of the data. */
export type Split = 'training' | 'validation' | 'test';

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
    decode: Decoded;
    reconstruct: Reconstructed;
    corrupt: Corrupted;
    posterior: Posterior;
    codes: Codes;
    examples: Examples;
    nearest: Nearest;
    scores: Scores;
    features: Features;
    modelStats: Inside;
    model: Saved;
}

export type Answer = Answers[Query['kind']];

/** Sends a query about the live run; null where that run is gone. `urgent`: somebody waits with the pointer in hand. */
export type RunQuery = <Q extends Query>(query: Q, urgent?: boolean) => Promise<Answers[Q['kind']] | null>;

/** Pictures of latent codes, in bytes. */
export interface Decoded {
    pictures: Uint8Array;
}

/** The model as a safetensors file. */
export interface Saved {
    bytes: Uint8Array;
}

/** Codes and reconstructions of examples that the page brought. */
export interface Reconstructed {
    /** `latent` numbers a picture */
    codes: Float32Array;
    /** reconstructions, in bytes */
    outputs: Uint8Array;
    /** mean squared error of each */
    errors: Float32Array;
}

/** Corrupted examples. */
export interface Corrupted {
    examples: Uint8Array;
    /** 1 for each value that the corruption touched, else 0 */
    mask: Uint8Array;
}

/** Posterior of examples: `latent` numbers each. */
export interface Posterior {
    means: Float32Array;
    /** standard deviations of it */
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
    examples: Uint8Array;
    /** empty where there are none */
    labels: Uint8Array;
}

/** Training examples, one for each picture. */
export interface Nearest extends Examples {
    /** mean squared difference, on 0 to 1 */
    errors: Float32Array;
}

/** Anomaly scores of each example of a split. */
export interface Scores {
    /** mean squared error of its reconstruction, on 0 to 1 */
    errors: Float32Array;
    /** −ELBO in nats, up to a constant; empty unless the model is variational */
    elbos: Float32Array;
    /** empty where there are none */
    labels: Uint8Array;
    /** 1 where it is of a class that was not trained on */
    abnormal: Uint8Array;
}

/** Class and factor information in the codes of the validation examples. */
export interface Features {
    /** confusion matrix of the five nearest training codes, a row for each true class; empty without labels */
    knn: Uint32Array;
    /** confusion matrix of a linear probe of the codes */
    probe: Uint32Array;
    /** generative factors of the examples; empty where they are unknown */
    factors: string[];
    /** correlation of each latent dimension with each factor */
    correlations: Float32Array;
}

/** Weights of filters or atoms, a picture each. */
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
    /** of the outputs over validation examples: mean, and standard deviation */
    mean: number;
    deviation: number;
    /** share of the units whose output is the same for every example */
    silent: number;
}

export interface Inside {
    filters?: Tiles;
    atoms?: Tiles;
    /** from input to output */
    layers: LayerStatistics[];
}
