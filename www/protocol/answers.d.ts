// Answers and messages of the core, from the structs of `src/` that it serialises. Written by
// `cargo xtask schema`.

import type {Config} from './messages.js';

/** Codes and reconstructions of given images. */
export type Reconstruction = {
    /** `[count, latent]` */
    codes: Float32Array,
    /** Reconstructions, `[count, size]` bytes, ready to draw. */
    outputs: Uint8Array,
    /** Mean squared error of each, before it is cut to bytes; on 0 to 1. */
    errors: Float32Array,
};

/** Corrupted examples. */
export type Corrupted = {
    /** `[count, size]` bytes, ready to draw. */
    examples: Uint8Array,
    /** 1 for each value that the corruption touched, else 0: `[count, size]`. */
    mask: Uint8Array,
};

/** Posterior of a variational model: a normal distribution along each latent dimension. */
export type Posterior = {
    /** `[count, latent]` */
    means: Float32Array,
    /** Standard deviations, `[count, latent]`. */
    deviations: Float32Array,
};

/** Latent codes of examples. */
export type Codes = {
    /** `[count, latent]` */
    codes: Float32Array,
    /** `[count]`, 255 where the class is unknown; empty without labels. */
    labels: Uint8Array,
    /** `[count]`, or empty without names. */
    names: Array<string>,
};

/** Some rows of the codes of a part, in the order of the files. */
export type Encoded = {
    /** Steps that the model had done. It stays the same from the first row of a part to the last. */
    step: number,
    /** Rows of the whole part. */
    total: number,
    /** Place of each example in the file that it comes from, from 0 on. */
    indices: Uint32Array,
    /** Split of each: 0 training, 1 validation, 2 test, 3 none of them. */
    splits: Uint8Array,
    /** `[count]`, or empty without names. */
    names: Array<string>,
    /** `[count]`, or empty without labels. */
    labels: Uint8Array,
    /** `[count, latent]` */
    codes: Float32Array,
};

/** Examples on one image, each in a tile. */
export type Sprite = {
    /** Of the image. */
    width: number,
    /** Of the image. */
    height: number,
    /** 1 of a grey image, 3 (red, green, blue) of a coloured one. */
    channels: number,
    /** Of a tile. */
    tileWidth: number,
    /** Of a tile. */
    tileHeight: number,
    /** `[height, width, channels]`; black after the last tile. */
    pixels: Uint8Array,
};

/** Examples of a split. */
export type Examples = {
    /** `[count, size]` bytes; of a table floats. */
    examples: Uint8Array,
    /** `[count]`, 255 where the class is unknown; empty without labels. */
    labels: Uint8Array,
    /** Place of each in the file that it comes from, from 0 on. */
    indices: Uint32Array,
};

/** Nearest training example of each of some images. */
export type NearestExamples = {
    /** `[count, size]` bytes; of a table floats. */
    examples: Uint8Array,
    /** `[count]`, 255 where the class is unknown; empty without labels. */
    labels: Uint8Array,
    /** Mean squared difference of each, on 0 to 1; of a table in standard deviations, over what both rows know. */
    errors: Float32Array,
};

/** Anomaly scores of the examples of a split, in its order. Where there are labels, those of unknown class are left out: nobody knows if they are normal. */
export type Scores = {
    /** Mean squared error of each reconstruction, on 0 to 1. */
    errors: Float32Array,
    /** −ELBO of each, in nats, up to a constant; empty unless the model is variational. */
    elbos: Float32Array,
    /** The place of each in its split. */
    places: Uint32Array,
    /** Its class; empty without labels. */
    labels: Uint8Array,
    /** 1 for an example of a class that was not trained on, else 0. */
    abnormal: Uint8Array,
};

/** Confusion matrices and correlations of the validation examples. */
export type Features = {
    /** Confusion matrix of the five nearest training codes, `[classes, classes]` counts, true classes in rows; empty without labels. Examples of unknown class are left out. */
    knn: Uint32Array,
    /** Confusion matrix of a linear classifier of the codes. */
    probe: Uint32Array,
    /** Names of the factors that the examples were drawn with; empty where unknown. */
    factors: Array<string>,
    /** Pearson's correlation of each latent dimension with each factor, `[latent, factors]`. */
    correlations: Float32Array,
};

/** Statistics of all layers of a model. */
export type ModelStats = {
    /** Weights of the first layer as images, where its units see whole images or windows of them. */
    filters?: Tiles,
    /** Weights of the last layer as images, one for each of its inputs. */
    atoms?: Tiles,
    /** From input to output; an encoder by FISTA has none. */
    layers: Array<LayerStats>,
};

/** Statistics of one layer. */
export type LayerStats = {
    /** Root mean square of its weights and biases. */
    weights: number,
    /** The same of their gradient on a batch of training examples. */
    gradients: number,
    /** Mean of its outputs over validation examples and units. */
    mean: number,
    /** Their standard deviation. */
    deviation: number,
    /** Share of its units that give the same for every example. */
    silent: number,
};

/** Small images of one size. */
export type Tiles = {
    /** `[count, height, width, channels]` */
    values: Float32Array,
    /** Rows. */
    height: number,
    /** Columns. */
    width: number,
    /** Numbers of a pixel. */
    channels: number,
};

/** A run that was built or resumed. */
export type Created = {
    /** Steps done. */
    step: number,
    /** Epochs done, with the fraction of the one under way. */
    epoch: number,
    /** Complete, as checked. */
    config: Config,
    /** Data set, layers and loss terms. */
    description: Summary,
    /** Fixed validation images that every snapshot reconstructs, `[probes, size]` bytes. */
    probes: Uint8Array,
    /** `[probes]`, 255 where the class is unknown; empty without labels. */
    probeLabels: Uint8Array,
    /** `[probes]`; empty without names. */
    probeNames: Array<string>,
    /** The probes as the network sees them, where that is not as they are. */
    corrupted?: Uint8Array,
    /** Fixed validation images whose codes every snapshot holds, `[points, size]` bytes. */
    points: Uint8Array,
    /** `[points]`, 255 where the class is unknown; empty without labels. */
    pointLabels: Uint8Array,
    /** `[points]`; empty without names. */
    pointNames: Array<string>,
    /** Place of each point in the file that it comes from, from 0 on. */
    pointPlaces: Uint32Array,
};

/** Data set, layers and loss terms of a config. */
export type Summary = {
    /** The images. */
    dataset: DatasetInfo,
    /** From input to output, then those outside of this path, such as the classifier. */
    layers: Array<LayerInfo>,
    /** The numbers that are recorded in every step: the terms of the loss, and what is only watched. */
    terms: Array<TermInfo>,
    /** Weights and biases of all layers. */
    parameters: number,
    /** Steps that visit every training image once; with a fraction where the last batch of an epoch goes on into the next. */
    stepsPerEpoch: number,
};

/** Description of a data set. */
export type DatasetInfo = {
    /** Source of the examples: the value of the setting `dataset`. */
    source: string,
    /** Kind of the examples. */
    kind: ExampleKind,
    /** For people. */
    name: string,
    /** Pixels a row, samples of a sequence, places of a word, or numbers of a row of a table. */
    width: number,
    /** Rows; one where they are no images. */
    height: number,
    /** Numbers of a pixel: 1 of a grey one, 3 (red, green, blue) of a coloured one; letters of the alphabet of a word. */
    channels: number,
    /** Letters of words, in the order of the channels; the last one stands for the end of a word. Empty for other kinds. */
    alphabet: string,
    /** Columns of a table; empty for other kinds. */
    columns: Layout,
    /** Images trained on. */
    train: number,
    /** Images that the run is watched on. */
    validation: number,
    /** Images kept for the end. */
    test: number,
    /** Name of each label; empty without labels. */
    classes: Array<string>,
    /** Examples whose label is known. */
    labelled: number,
    /** Rate and form of examples that are sounds; none for others. */
    sound: Sound | null,
    /** Of the contents of files; 0 of other sets. */
    fingerprint: number,
};

/** Kind of an example, which decides how the page draws and names it. */
export type ExampleKind = "image" | "sequence" | "word" | "table";

/** Fields of an example, in order. */
export type Layout = Array<Field>;

/** A field of an example. */
export type Field = {
    /** Name for people: of a column, or of the kind. */
    name: string,
} & ({ "kind": "pixels",
    /** Rows. */
    height: number,
    /** Columns. */
    width: number,
    /** Numbers of a pixel. */
    channels: number,
} | { "kind": "samples",
    /** Samples. */
    count: number,
} | { "kind": "number",
    /** Mean of the known training values. */
    mean: number,
    /** Their standard deviation. */
    deviation: number,
} | { "kind": "category",
    /** Names of the categories. */
    names: Array<string>,
} | { "kind": "letters",
    /** The letters; the last one stands for the end, up to the last place of a shorter word. */
    alphabet: string,
    /** Places. */
    length: number,
} | { "kind": "rating",
    /** Lowest rating. */
    low: number,
    /** Highest rating. */
    high: number,
});

/** Kind of a field, which decides its loss and its drawing. */
export type FieldKind = { "kind": "pixels",
    /** Rows. */
    height: number,
    /** Columns. */
    width: number,
    /** Numbers of a pixel. */
    channels: number,
} | { "kind": "samples",
    /** Samples. */
    count: number,
} | { "kind": "number",
    /** Mean of the known training values. */
    mean: number,
    /** Their standard deviation. */
    deviation: number,
} | { "kind": "category",
    /** Names of the categories. */
    names: Array<string>,
} | { "kind": "letters",
    /** The letters; the last one stands for the end, up to the last place of a shorter word. */
    alphabet: string,
    /** Places. */
    length: number,
} | { "kind": "rating",
    /** Lowest rating. */
    low: number,
    /** Highest rating. */
    high: number,
};

/** Rate and form of examples that are sounds: wave forms, or log-mel pictures. */
export type Sound = {
    /** Samples a second. */
    rate: number,
    /** Samples of an example as a wave form. Those of a wave form are its numbers, with silence in the middle of their range. */
    samples: number,
    /** Samples of a window of a log-mel picture; none for wave forms. */
    window: number | null,
    /** True of a wave form that is heard over and over, its end next to its beginning. */
    repeats: boolean,
};

/** One layer, as the page draws it. */
export type LayerInfo = {
    /** Role in the model. */
    role: Role,
    /** Numbers in. */
    inputs: number,
    /** Numbers out. */
    outputs: number,
    /** Both, for people. */
    shape: string,
    /** Activation function, for people. */
    activation: string,
    /** Weights and biases. */
    parameters: number,
};

/** The role of a layer in the network. */
export type Role = "encoder" | "latent" | "decoder" | "output" | "classes";

/** Description and weight of a recorded value, for the page. */
export type TermInfo = {
    /** Weight in the loss; null for values that are recorded only. */
    weight: number | null,
    /** Steps in which the weight grows from 0. */
    warmUp: number,
    /** Name for programs. */
    name: string,
    /** Label for people. */
    label: string,
    /** Unit of the value. */
    unit: string,
    /** A sentence for a student. */
    help: string,
};

/** The user's own files as a data set. */
export type Imported = {
    /** Description of the examples. */
    dataset: DatasetInfo,
    /** Remark about the files, for people. */
    note: string,
    /** The packed data set, for the workers that train. */
    packed: Uint8Array,
    /** The files, examples and choices for the person who opened them. */
    preview: Preview,
};

/** Preview of opened files. */
export type Preview = {
    /** The files with their roles. */
    files: Array<FileRole>,
    /** Sentences about what was recognised. */
    findings: Array<Finding>,
    /** Reasons to doubt the data, as sentences. */
    warnings: Array<string>,
    /** True if examples are left out, since all of them are too many for a device. */
    is_sample: boolean,
    /** Range of the values in the files, and what becomes of it. */
    range: string,
    /** Number of examples of each class. */
    counts: Array<number>,
    /** Some examples, as many of each class as of the others: `[examples, size]` bytes. */
    examples: Uint8Array,
    /** The class of each; empty without labels. */
    labels: Uint8Array,
    /** The name of each; empty without names. */
    names: Array<string>,
    /** The choices that mean something for these files. */
    choices: Array<Choice>,
};

/** A file with its role. */
export type FileRole = {
    /** Its name. */
    name: string,
    /** Its role. */
    role: FileUse,
    /** Its contents, or the reason why it is left out. */
    detail: string,
};

/** FileUse of an opened file. */
export type FileUse = "training" | "test" | "labels" | "out";

/** A sentence about what was recognised, with its certainty. */
export type Finding = {
    /** The sentence. */
    text: string,
    /** The certainty. */
    sure: Sure,
};

/** Certainty of what was recognised. */
export type Sure = "certain" | "likely" | "guess";

/** One choice of reading. */
export type Choice = {
    /** Name of the option. */
    field: string,
    /** Name for people. */
    label: string,
    /** Values that are chosen: one, but of classes several. */
    chosen: Array<string>,
    /** The value that the files suggest. */
    suggested: string,
    /** The reason for the suggestion, as a sentence. */
    why: string,
    /** Its certainty. */
    sure: Sure,
    /** Values that can be chosen. */
    options: Array<Offer>,
};

/** One value of a choice. */
export type Offer = {
    /** Value in the options of reading. */
    value: string,
    /** Name for people. */
    label: string,
};

/** Settings, data set and step of a run that was saved. */
export type Inspected = {
    /** Every choice of the run. */
    config: Config,
    /** Name of its data set. */
    dataset: string,
    /** Steps done. */
    step: number,
};

/** Position of a run in its training. */
export type Position = {
    /** Steps done. */
    step: number,
    /** Epochs done, with the fraction of the one under way. */
    epoch: number,
};

/** Losses and validations of some steps. */
export type Progress = {
    /** Steps done in all; the last of `losses` is that of this step. */
    step: number,
    /** Epochs done, with the fraction of the one under way. */
    epoch: number,
    /** Training loss before each step, every one finite. */
    losses: Float32Array,
    /** The terms of each of them, one step after another; empty where the loss has only one. */
    terms: Float32Array,
    /** Losses on the validation images. */
    validations: Array<Validation>,
    /** Set when the run has finished; training on is allowed. */
    finished?: Finished,
    /** Reason why a GPU does not record steps, so that each is sent by itself. Set for the page only. */
    refusal?: string,
};

/** Evaluation of the loss on the validation images. */
export type Validation = {
    /** Steps done before it. */
    step: number,
    /** Their loss, with the weights of the training step that comes next. */
    loss: number,
    /** Its terms; empty where it has only one. */
    terms: Array<number>,
};

/** The run came to an end that its config set. */
export type Finished = {
    /** Step that the run stands at now: with patience its best, else its last. */
    step: number,
    /** Epochs done by then. */
    epoch: number,
} & ({ "kind": "epochs",
    /** Epochs done. */
    epochs: number,
} | { "kind": "target",
    /** The target loss. */
    target: number,
    /** The validation loss. */
    loss: number,
} | { "kind": "patience",
    /** Validations without improvement. */
    validations: number,
    /** The best validation loss. */
    loss: number,
});

/** Reason for the end of a run. A run that continues gets as many epochs or validations again, and a target that was reached no longer stops it. */
export type StopReason = { "kind": "epochs",
    /** Epochs done. */
    epochs: number,
} | { "kind": "target",
    /** The target loss. */
    target: number,
    /** The validation loss. */
    loss: number,
} | { "kind": "patience",
    /** Validations without improvement. */
    validations: number,
    /** The best validation loss. */
    loss: number,
};

/** Reconstructions of the probes and codes of the points at one step. */
export type Snapshot = {
    /** Steps done. */
    step: number,
    /** Reconstructions, `[probes, pixels]` bytes, ready to draw. */
    outputs: Uint8Array,
    /** Absolute differences from the input, `[probes, pixels]` bytes; of a table floats, in standard deviations. */
    errors: Uint8Array,
    /** `[points, latent]`, row-major. */
    codes: Float32Array,
    /** Numbers a code. */
    latent: number,
};

/** All that is measured on some images. */
export type EvaluationResult = {
    /** Number of images. */
    images: number,
    /** The training loss, as a mean over them. */
    loss: number,
    /** Mean over images and their numbers of the squared difference. */
    mse: number,
    /** Mean over images of the sum of squared differences. */
    sse: number,
    /** In decibels, of the mean MSE; none for perfect reconstructions. */
    psnr: number | null,
    /** Mean structural similarity; none for images below 7 × 7 and sequences. */
    ssim: number | null,
    /** Cross-entropy in nats per pixel below which no reconstruction comes; none where the loss is another. */
    leastCrossEntropy: number | null,
    /** Share of letters of words that come back right. */
    lettersRight: number | null,
    /** Share of words that come back right. */
    wordsRight: number | null,
    /** Cross-entropy of words in nats, divided by their letters. */
    natsPerLetter: number | null,
    /** Mean squared error of the known numbers of a table, in standard deviations. */
    numbersMse: number | null,
    /** Share of the known categories of a table that come back right. */
    categoriesRight: number | null,
    /** Root of the mean squared error of the known ratings. */
    ratingsRmse: number | null,
    /** −ELBO of a variational model in nats per image, whatever its loss: the sum of the next two. */
    negElbo: number | null,
    /** Reconstruction term of −ELBO in nats per image. */
    reconstructionNats: number | null,
    /** KL divergence of the codes from the standard normal in nats per image, without free nats. */
    klNats: number | null,
    /** Latent dimensions that vary. */
    activeUnits: number,
    /** Latent dimensions. */
    latent: number,
    /** Mean of all codes over all latent dimensions. */
    meanActivation: number,
    /** Images whose label is known; accuracies are of these. */
    labelled: number,
    /** Share of images whose label most of the five nearest training codes have. */
    knn5Accuracy: number | null,
    /** Share of images whose label a linear classifier of the code predicts. */
    probeAccuracy: number | null,
    /** Of the two latent dimensions that the page opens with (see `opening_axes`), over 2,000 points and 5 neighbours. */
    trustworthiness: number | null,
    /** AUROC of the squared error as an anomaly score, where there are classes other than the normal ones. All other metrics are of the normal classes. */
    auroc: number | null,
    /** Examples of other classes than the normal ones, of known label, in the AUROC. */
    anomalies: number,
};

/** Reason of a refusal. The state before the call is unchanged. */
export type LabError = {
    /** The category. */
    code: Code,
    /** The setting, or the part of a file, that is wrong. */
    field?: string,
    /** The offending value. */
    value?: unknown,
    /** The problem, as a sentence. */
    message: string,
    /** The remedy, as a sentence. */
    remedy: string,
};

/** Category of an error. Programs compare this, never the text. */
export type Code = "config" | "data" | "device" | "diverged" | "checkpoint" | "internal";

/** The loss was not a finite number. */
export type Diverged = {
    /** The way on. */
    rewind: Rewind,
    /** The finite losses of the call that found out. */
    losses: Float32Array,
    /** The category. */
    code: Code,
    /** The setting, or the part of a file, that is wrong. */
    field?: string,
    /** The offending value. */
    value?: unknown,
    /** The problem, as a sentence. */
    message: string,
    /** The remedy, as a sentence. */
    remedy: string,
};

/** Offer to go on after a loss that was not finite. */
export type Rewind = {
    /** The last step with a finite snapshot. */
    step: number,
    /** The learning rate to go on with: a tenth of what was. */
    learningRate: number,
};

/** State of the work on a comparison. */
export type Advance = {
    /** Share of the work done, from 0 to 1. */
    progress: number,
    /** The comparison, once it is found. */
    comparison?: Comparison,
};

/** Principal components of a run's images. */
export type Comparison = {
    /** Mean over validation images and pixels of the squared difference, not clipped: comparable with the validation loss of a mean squared error. Of a table only what is known counts. */
    error: number,
    /** Numbers of a validation example that count, as a mean: all pixels, or what a row knows. */
    counted: number,
    /** Reconstructions of the probes, `[probes, pixels]` bytes, ready to draw. */
    outputs: Uint8Array,
    /** The points on the first two axes, `[points, 2]`, row-major. */
    codes: Float32Array,
    /** The points on as many axes as the code has dimensions, `[points, latent]`, row-major; fewer where images have fewer pixels. */
    coefficients: Float32Array,
};

/** Accuracies to compare those of a code with, where there are labels. */
export type ClassAccuracies = {
    /** From the pixels. */
    pixels: ClassAccuracy,
    /** From as many principal components as the code has dimensions. */
    pca: ClassAccuracy,
};

/** Accuracy of classifiers on the validation images. */
export type ClassAccuracy = {
    /** Share whose label most of the five nearest training images have. */
    knn: number,
    /** Share whose label a linear classifier finds. */
    probe: number,
};
