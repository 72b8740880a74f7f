//! Every setting with its limits, unit and help, in the order of the page.

use serde_json::Value;

use super::choices::{
    Activation, Architecture, Bottleneck, Corruption, DeviceChoice, Initializer, InputScale,
    LastBatch, Loss, Normalization, Optimizer, OutputActivation, Reduction, Schedule, Source,
    Sparsity,
};
use super::run_config::RunConfig;
use super::schema::{Choice, Field, FieldKind, Group, Scale, When};

const fn integer(min: f64, max: f64, scale: Scale) -> FieldKind {
    FieldKind::Integer { min, max, scale }
}

const fn number(min: f64, max: f64, scale: Scale) -> FieldKind {
    FieldKind::Number { min, max, scale }
}

const fn choice(choices: &'static [Choice]) -> FieldKind {
    FieldKind::Choice { choices }
}

/// Data sets of images, and files, which may hold them.
const IMAGES: &[&str] = &[
    "mnist-sample",
    "mnist",
    "fashion",
    "emoji",
    "digits",
    "strokes",
    "shapes",
    "colours",
    "file",
];

/// Every setting, in the order of the page. One that depends on another applies only while that one does.
pub fn fields() -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for mut field in alone() {
        let others = field.when.iter().map(When::field);
        let others: Vec<_> = others
            .flat_map(|name| fields.iter().find(|other| other.name == name))
            .flat_map(|other| other.when.clone())
            .collect();
        field.when.extend(others);
        fields.push(field);
    }
    fields
}

// Not inlined: with a copy for each of the settings the module is larger.
#[inline(never)]
fn field(
    defaults: &Value,
    name: &'static str,
    label: &'static str,
    group: Group,
    kind: FieldKind,
    help: &'static str,
) -> Field {
    Field {
        name,
        label,
        group,
        kind,
        help,
        default: defaults[name].clone(),
        when: Vec::new(),
        live: false,
        advanced: false,
    }
}

#[inline(never)]
fn only(mut field: Field, other: &'static str, is: &'static [&'static str]) -> Field {
    field.when.push(When::Is { field: other, is });
    field
}

#[inline(never)]
fn above(mut field: Field, other: &'static str, above: f64) -> Field {
    field.when.push(When::Above {
        field: other,
        above,
    });
    field
}

#[inline(never)]
fn advanced(field: Field) -> Field {
    Field {
        advanced: true,
        ..field
    }
}

#[inline(never)]
fn live(field: Field) -> Field {
    Field {
        live: true,
        ..field
    }
}

/// Every setting, with what it depends on itself.
#[rustfmt::skip]
fn alone() -> Vec<Field> {
    use Group::{Code, Data, Model, Run, Training};
    let defaults = serde_json::to_value(RunConfig::default()).unwrap_or_default();
    let field = |name, label, group, kind, help| field(&defaults, name, label, group, kind, help);
    vec![
        field("dataset", "Data set", Data, choice(Source::CHOICES), "The examples that the network learns to reconstruct."),
        field("corruption", "Corruption", Data, choice(Corruption::CHOICES),
            "Corruption of each example before the network sees it, drawn again every time. The network has to reconstruct the clean example."),
        only(field("noiseStd", "Noise std σ", Data, number(0.0, 2.0, Scale::Linear),
            "Standard deviation of the noise added to each value. The range of values is 0 to 1, and the result is clipped to it; the numbers of a table have the standard deviation 1, and nothing is clipped."), "corruption", &["gaussian"]),
        only(field("corruptionFraction", "Corrupted fraction", Data, number(0.0, 1.0, Scale::Linear),
            "Fraction of the values that is corrupted: 0.3 is three in ten."), "corruption", &["masking", "salt-and-pepper"]),
        only(field("holeSide", "Side of the hole", Data, integer(0.0, 64.0, Scale::Linear),
            "Pixels along each side of the black square."), "corruption", &["hole"]),
        advanced(field("inputScale", "Input scale", Data, choice(InputScale::CHOICES),
            "Scale of the network's inputs. The loss always compares on 0 to 1.")),
        only(advanced(field("shift", "Random shift", Data, integer(0.0, 16.0, Scale::Linear),
            "Data augmentation: moves each image by up to this many pixels, at random each time it is shown. 0 for none.")), "dataset", IMAGES),
        only(advanced(field("crop", "Random crop", Data, integer(0.0, 32.0, Scale::Linear),
            "Data augmentation: cuts up to this many pixels off width and height, at random, and stretches the rest to full size. 0 for none.")), "dataset", IMAGES),
        advanced(field("normalClasses", "Normal classes", Data, FieldKind::Classes { min: 0.0, max: 255.0, max_items: 64 },
            "Only these classes are trained on, so that the others stand out as anomalies by their reconstruction error. Numbers count from 0 in the legend. Empty: all classes.")),
        field("architecture", "Architecture", Model, choice(Architecture::CHOICES), "Kind of layers in encoder and decoder."),
        only(field("hidden", "Hidden layers", Model, FieldKind::LayerSizes { min: 1.0, max: 2048.0, max_items: 6 },
            "Units in each layer of the encoder. The decoder has the same layers in reverse."), "architecture", &["dense"]),
        only(field("channels", "Channels", Model, FieldKind::LayerSizes { min: 1.0, max: 128.0, max_items: 5 },
            "Feature maps in each stage of the encoder. Every stage halves width and height, and the decoder doubles them again."), "architecture", &["conv"]),
        only(field("fistaIterations", "FISTA iterations", Model, integer(1.0, 1000.0, Scale::Log),
            "Iterations of the search for each code (FISTA) in training. Too few leave codes that are not optimal; more take longer."), "architecture", &["dictionary"]),
        only(advanced(field("validationFistaIterations", "FISTA iterations in validation", Model, integer(1.0, 1000.0, Scale::Log),
            "The same for validation, and for everything that the page draws.")), "architecture", &["dictionary"]),
        only(field("gruUnits", "GRU units", Model, integer(1.0, 512.0, Scale::Log),
            "Units of the GRU: the size of its memory from one frame to the next."), "architecture", &["recurrent"]),
        only(field("frameLength", "Frame length", Model, integer(1.0, 256.0, Scale::Log),
            "Samples that the GRU reads, or writes, at a time. The length of a signal must be a multiple of it."), "architecture", &["recurrent"]),
        only(field("activation", "Activation", Model, choice(Activation::CHOICES),
            "Activation function of the hidden layers. Without one the network can do no more than PCA."), "architecture", &["dense", "conv"]),
        advanced(field("outputActivation", "Output activation", Model, choice(OutputActivation::CHOICES),
            "Activation function of the output layer.")),
        only(advanced(field("normalization", "Normalization", Model, choice(Normalization::CHOICES),
            "Normalization of the hidden layers' pre-activations, the weighted sums before the activation.")), "architecture", &["dense", "conv", "recurrent"]),
        only(advanced(field("dropout", "Dropout", Model, number(0.0, 0.9, Scale::Linear),
            "Fraction of the hidden units that is switched off at random in every step, against overfitting. 0 for none.")), "architecture", &["dense", "conv", "recurrent"]),
        only(advanced(field("initializer", "Weight initialization", Model, choice(Initializer::CHOICES),
            "Distribution of the weights before the first step.")), "architecture", &["dense", "conv", "recurrent"]),
        field("latent", "Latent dimensions", Code, integer(1.0, 1024.0, Scale::Log),
            "Numbers in the code of each example, the bottleneck of the hourglass. For a dictionary: the number of atoms."),
        field("bottleneck", "Bottleneck", Code, choice(Bottleneck::CHOICES),
            "Step between encoder and decoder that makes the code."),
        only(advanced(field("codeActivation", "Code activation", Code, choice(Activation::CHOICES),
            "Activation function of the code. Linear allows any number.")), "bottleneck", &["plain", "k-sparse"]),
        only(field("k", "k", Code, integer(1.0, 1024.0, Scale::Log),
            "Values of each code that stay: the k largest."), "bottleneck", &["k-sparse"]),
        only(field("beta", "β (KL weight)", Code, number(0.0, 100.0, Scale::Linear),
            "Weight of the KL divergence, which pulls codes towards their prior, the standard normal. 1 is the VAE; more gives simpler codes and blurrier reconstructions."), "bottleneck", &["variational"]),
        only(advanced(field("klWarmUp", "KL warm-up", Code, integer(0.0, 100_000.0, Scale::Linear),
            "Steps over which β grows from 0. The code becomes useful first, which helps against posterior collapse.")), "bottleneck", &["variational"]),
        only(advanced(field("freeNats", "Free nats", Code, number(0.0, 10.0, Scale::Linear),
            "KL divergence of each latent dimension that costs nothing, in nats (a nat is 1.44 bits). 0 for none.")), "bottleneck", &["variational"]),
        only(field("sparsity", "Sparsity", Code, choice(Sparsity::CHOICES),
            "Penalty that keeps most of the code near 0."), "bottleneck", &["plain", "k-sparse"]),
        only(field("sparsityTarget", "Target activation ρ", Code, number(0.001, 0.5, Scale::Log),
            "Mean activation that each unit of the code should have."), "sparsity", &["kl"]),
        only(field("sparsityWeight", "Sparsity weight", Code, number(0.0, 100.0, Scale::Linear),
            "Weight of the sparsity penalty in the loss."), "sparsity", &["kl", "l1"]),
        advanced(field("classWeight", "Classifier weight λ", Code, number(0.0, 100.0, Scale::Linear),
            "Weight of a classifier that predicts the label from the code. 0 leaves the labels unused.")),
        above(advanced(field("labelled", "Labelled examples", Code, number(1.0, 100.0, Scale::Log),
            "Per cent of the training examples whose label may be used. With few of them the learning is semi-supervised.")), "classWeight", 0.0),
        field("loss", "Loss", Training, choice(Loss::CHOICES), "Reconstruction loss: the difference between example and reconstruction."),
        field("reduction", "Reduction", Training, choice(Reduction::CHOICES),
            "Reduction of the errors of all values to one number per example. It matters where the loss has other terms."),
        advanced(field("l1", "L1 regularization", Training, number(0.0, 1.0, Scale::Linear),
            "Adds this many times the sum of the absolute weights to the loss, which drives weak weights to 0. 0 for none.")),
        advanced(field("l2", "L2 regularization", Training, number(0.0, 1.0, Scale::Linear),
            "Adds this many times the sum of the squared weights to the loss, which keeps them small. 0 for none.")),
        field("optimizer", "Optimizer", Training, choice(Optimizer::CHOICES),
            "Update rule that turns gradients into steps of the weights."),
        live(field("learningRate", "Learning rate", Training, number(1e-6, 1000.0, Scale::Log),
            "Size of each step. Too small learns slowly, too large diverges. You can change it during training.")),
        only(field("momentum", "Momentum", Training, number(0.0, 0.999, Scale::Linear),
            "Fraction of the last step that is kept in the next one."), "optimizer", &["sgd"]),
        only(field("rho", "Decay ρ", Training, number(0.0, 0.9999, Scale::Linear),
            "Decay of the running mean of squared gradients: nearer to 1 averages over more steps."), "optimizer", &["rmsprop"]),
        only(advanced(field("epsilon", "Epsilon", Training, number(1e-12, 1e-2, Scale::Log),
            "A small number that keeps the division by the gradient's size safe.")), "optimizer", &["adam", "rmsprop"]),
        advanced(field("weightDecay", "Weight decay", Training, number(0.0, 1.0, Scale::Linear),
            "Shrinks every weight towards zero in each step, which keeps the network simple. 0 for none; 0.0001 is mild.")),
        advanced(field("gradientClip", "Gradient clipping", Training, number(0.0, 1000.0, Scale::Linear),
            "Largest norm of the gradient. A longer one is scaled down to it, which prevents sudden jumps. 0 for no limit.")),
        advanced(field("schedule", "Learning rate schedule", Training, choice(Schedule::CHOICES),
            "Change of the learning rate over the steps.")),
        only(advanced(field("scheduleSteps", "Schedule steps", Training, integer(1.0, 10_000_000.0, Scale::Log),
            "Length of the cosine, or steps between two decays. They count from the end of the warm-up.")), "schedule", &["step", "cosine"]),
        only(advanced(field("decayFactor", "Decay factor γ", Training, number(0.001, 1.0, Scale::Log),
            "Factor by which each decay multiplies the learning rate.")), "schedule", &["step"]),
        advanced(field("warmUp", "Warm-up steps", Training, integer(0.0, 1_000_000.0, Scale::Linear),
            "Steps over which the learning rate grows to its full size, which spares a fresh network large jumps. 0 for none.")),
        advanced(field("epochs", "Epochs", Training, integer(0.0, 100_000.0, Scale::Linear),
            "The run stops after this many passes over the training set; Start goes on for as many again. 0: until you press Pause.")),
        advanced(field("targetLoss", "Target loss", Training, number(0.0, 1e6, Scale::Linear),
            "The run stops when the validation loss is this small. 0 for none.")),
        advanced(field("patience", "Patience", Training, integer(0.0, 10_000.0, Scale::Linear),
            "Early stopping: after this many validations in a row without gain the run stops, and goes back to its best weights. 0: never.")),
        field("batchSize", "Batch size", Training, integer(1.0, 1024.0, Scale::Log),
            "Examples in each step."),
        advanced(field("lastBatch", "Last batch", Training, choice(LastBatch::CHOICES),
            "Treatment of the last batch of an epoch where the examples do not fill it.")),
        advanced(field("validateEvery", "Validate every", Training, integer(1.0, 10_000.0, Scale::Log),
            "Steps between two validations, on examples that are never trained on.")),
        field("seed", "Seed", Run, integer(0.0, 4_294_967_295.0, Scale::Linear),
            "Fixes every random choice: on the same device, the same seed gives the same run."),
        field("device", "Device", Run, choice(DeviceChoice::CHOICES), "Processor that trains the network."),
    ]
}
