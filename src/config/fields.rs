//! Every setting with its limits, unit and help, in the order of the page.

use super::RunConfig;
use super::choices::{
    Activation, Architecture, Bottleneck, Corruption, DeviceChoice, Initializer, InputScale,
    LastBatch, Loss, Normalization, Optimizer, OutputActivation, Reduction, Schedule, Source,
    Sparsity,
};
use super::schema::{Choice, Field, Group, Kind, Scale, When};

const fn integer(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Integer { min, max, scale }
}

const fn number(min: f64, max: f64, scale: Scale) -> Kind {
    Kind::Number { min, max, scale }
}

const fn choice(choices: &'static [Choice]) -> Kind {
    Kind::Choice { choices }
}

/// Data that are pictures, or may be.
const PICTURES: &[&str] = &["digits", "strokes", "shapes", "colours", "file"];

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

/// Every setting, with what it depends on itself.
#[rustfmt::skip]
fn alone() -> Vec<Field> {
    use Group::{Code, Data, Model, Run, Training};
    let defaults = serde_json::to_value(RunConfig::default()).unwrap_or_default();
    let field = |name: &'static str, label, group, kind, help| Field {
        name, label, group, kind, help,
        default: defaults[name].clone(), when: Vec::new(), live: false, advanced: false,
    };
    let only = |mut field: Field, other, is| { field.when.push(When::Is { field: other, is }); field };
    let above = |mut field: Field, other, above| { field.when.push(When::Above { field: other, above }); field };
    let advanced = |field: Field| Field { advanced: true, ..field };
    let live = |field: Field| Field { live: true, ..field };
    vec![
        field("dataset", "Data set", Data, choice(Source::CHOICES), "What the network learns to copy."),
        field("corruption", "Damage", Data, choice(Corruption::CHOICES),
            "What is done to each example before the network sees it, anew every time. It is to give the clean one back."),
        only(field("noiseStd", "Noise", Data, number(0.0, 2.0, Scale::Linear),
            "Standard deviation of what is added to each pixel, or sample of a signal. They are 0 to 1, and are cut to that afterwards."), "corruption", &["gaussian"]),
        only(field("corruptionFraction", "Share of pixels", Data, number(0.0, 1.0, Scale::Linear),
            "How many of the pixels, or samples of a signal, are spoilt: 0.3 is three in ten."), "corruption", &["masking", "salt-and-pepper"]),
        only(field("holeSide", "Side of the hole", Data, integer(0.0, 64.0, Scale::Linear),
            "Pixels along each side of the black square."), "corruption", &["hole"]),
        advanced(field("inputScale", "Input scale", Data, choice(InputScale::CHOICES),
            "The scale on which the network sees the examples. What it gives back is always compared on 0 to 1.")),
        only(advanced(field("shift", "Random shift", Data, integer(0.0, 16.0, Scale::Linear),
            "Each picture is moved by up to this many pixels every time it is shown, so that the network sees it in many places. 0 for none.")), "dataset", PICTURES),
        only(advanced(field("crop", "Random crop", Data, integer(0.0, 32.0, Scale::Linear),
            "A random zoom: up to this many pixels of a picture's width, and as many of its height, are cut off, and the rest is stretched to full size. 0 for none.")), "dataset", PICTURES),
        advanced(field("normalClasses", "Normal classes", Data, Kind::Classes { min: 0.0, max: 255.0, max_items: 64 },
            "Only these classes are trained on, so that the others stand out as anomalies by their bad copies. The number of a class is its place in the legend, from 0. Empty: all of them.")),
        field("architecture", "Layers", Model, choice(Architecture::CHOICES), "How encoder and decoder are built."),
        only(field("hidden", "Hidden layers", Model, Kind::Sizes { min: 1.0, max: 2048.0, max_items: 6 },
            "Units in each layer of the encoder. The decoder has the same layers in reverse."), "architecture", &["dense"]),
        only(field("channels", "Channels", Model, Kind::Sizes { min: 1.0, max: 128.0, max_items: 5 },
            "Kinds of features in each stage of the encoder. Every stage halves the picture, and the decoder doubles it again."), "architecture", &["conv"]),
        only(field("fistaIterations", "Search steps", Model, integer(1.0, 1000.0, Scale::Log),
            "Steps of the search for each code (FISTA). Too few leave codes that are not the best ones; more take longer."), "architecture", &["dictionary"]),
        only(advanced(field("validationFistaIterations", "Search steps in validation", Model, integer(1.0, 1000.0, Scale::Log),
            "The same for examples that are only looked at: in the validation, and for what is drawn on the page.")), "architecture", &["dictionary"]),
        only(field("gruUnits", "GRU units", Model, integer(1.0, 512.0, Scale::Log),
            "Numbers that the network remembers from one frame to the next: the units of the GRU."), "architecture", &["recurrent"]),
        only(field("frameLength", "Frame", Model, integer(1.0, 256.0, Scale::Log),
            "Samples that are read, and written, at a time. The length of a signal must be a multiple of it."), "architecture", &["recurrent"]),
        only(field("activation", "Activation", Model, choice(Activation::CHOICES),
            "What the hidden layers do to each sum. Without it the network could do no more than PCA."), "architecture", &["dense", "conv"]),
        advanced(field("outputActivation", "Output", Model, choice(OutputActivation::CHOICES),
            "What turns the last sums into pixels.")),
        only(advanced(field("normalization", "Normalisation", Model, choice(Normalization::CHOICES),
            "What is done to the sums of the hidden layers before their activation.")), "architecture", &["dense", "conv", "recurrent"]),
        only(advanced(field("dropout", "Dropout", Model, number(0.0, 0.9, Scale::Linear),
            "Share of the hidden units that are switched off at random in every step, so that none can be relied on alone. 0 for none.")), "architecture", &["dense", "conv", "recurrent"]),
        only(advanced(field("initializer", "Initial weights", Model, choice(Initializer::CHOICES),
            "How the weights are drawn before the first step.")), "architecture", &["dense", "conv", "recurrent"]),
        field("latent", "Latent size", Code, integer(1.0, 1024.0, Scale::Log),
            "How many numbers each example must pass through: the neck of the hourglass. Of a dictionary it is how many atoms there are."),
        field("bottleneck", "Kind of code", Code, choice(Bottleneck::CHOICES),
            "What becomes of the encoder's numbers before the decoder sees them."),
        only(advanced(field("codeActivation", "Code activation", Code, choice(Activation::CHOICES),
            "What is done to the code itself. Linear lets it be any number.")), "bottleneck", &["plain", "k-sparse"]),
        only(field("k", "Numbers kept", Code, integer(1.0, 1024.0, Scale::Log),
            "How many numbers of each code stay: the k of k-sparse."), "bottleneck", &["k-sparse"]),
        only(field("beta", "Weight of the divergence", Code, number(0.0, 100.0, Scale::Linear),
            "How strongly codes are drawn towards the standard normal, their prior (beta). 1 is the VAE of the papers; more gives simpler codes and blurrier copies."), "bottleneck", &["variational"]),
        only(advanced(field("klWarmUp", "Warm-up of the divergence", Code, integer(0.0, 100_000.0, Scale::Linear),
            "Steps over which the weight of the divergence grows from 0. It gives the code time to become useful.")), "bottleneck", &["variational"]),
        only(advanced(field("freeNats", "Free nats", Code, number(0.0, 10.0, Scale::Linear),
            "Divergence that each number of the code may have without being charged, in nats (a nat is 1.44 bits). 0 for none.")), "bottleneck", &["variational"]),
        only(field("sparsity", "Sparsity", Code, choice(Sparsity::CHOICES),
            "What keeps most of the code quiet."), "bottleneck", &["plain", "k-sparse"]),
        only(field("sparsityTarget", "Wanted activity", Code, number(0.001, 0.5, Scale::Log),
            "Mean activity that each unit of the code should have (rho)."), "sparsity", &["kl"]),
        only(field("sparsityWeight", "Weight of sparsity", Code, number(0.0, 100.0, Scale::Linear),
            "How much sparsity counts beside the reconstruction."), "sparsity", &["kl", "l1"]),
        advanced(field("classWeight", "Weight of the labels", Code, number(0.0, 100.0, Scale::Linear),
            "How much it counts that the class can be told from the code (lambda). 0 leaves the labels unused.")),
        above(advanced(field("labelled", "Labelled share", Code, number(1.0, 100.0, Scale::Log),
            "Per cent of the training examples whose label may be used. With few of them the learning is semi-supervised.")), "classWeight", 0.0),
        field("loss", "Loss", Training, choice(Loss::CHOICES), "What counts as a bad copy."),
        field("reduction", "Errors are", Training, choice(Reduction::CHOICES),
            "How the errors of all pixels, or samples, become one number for an example. Matters where there are other terms beside it."),
        advanced(field("l1", "Weights: L1", Training, number(0.0, 1.0, Scale::Linear),
            "Adds this many times the sum of the absolute weights to the loss, which drives weak weights to 0. 0 for none.")),
        advanced(field("l2", "Weights: L2", Training, number(0.0, 1.0, Scale::Linear),
            "Adds this many times the sum of the squared weights to the loss, which keeps them small. 0 for none.")),
        field("optimizer", "Optimiser", Training, choice(Optimizer::CHOICES),
            "How each gradient becomes a step of the weights."),
        live(field("learningRate", "Learning rate", Training, number(1e-6, 1000.0, Scale::Log),
            "How far each step goes. Too small learns slowly, too large falls apart. You can change it while it trains.")),
        only(field("momentum", "Momentum", Training, number(0.0, 0.999, Scale::Linear),
            "How much of the last step is kept in the next one."), "optimizer", &["sgd"]),
        only(field("rho", "Memory", Training, number(0.0, 0.9999, Scale::Linear),
            "How slowly the running size of the gradients forgets (rho)."), "optimizer", &["rmsprop"]),
        only(advanced(field("epsilon", "Epsilon", Training, number(1e-12, 1e-2, Scale::Log),
            "A small number that keeps the division by the gradient's size safe.")), "optimizer", &["adam", "rmsprop"]),
        advanced(field("weightDecay", "Weight decay", Training, number(0.0, 1.0, Scale::Linear),
            "Pulls every weight towards zero, which keeps the network simple. 0 for none; 0.0001 is a mild pull.")),
        advanced(field("gradientClip", "Longest gradient", Training, number(0.0, 1000.0, Scale::Linear),
            "A longer gradient is cut to this length, which tames sudden jumps. 0 for no limit.")),
        advanced(field("schedule", "Schedule", Training, choice(Schedule::CHOICES),
            "How the learning rate changes as the steps go by.")),
        only(advanced(field("scheduleSteps", "Schedule steps", Training, integer(1.0, 10_000_000.0, Scale::Log),
            "How long the cosine takes, or how many steps lie between two falls. The warm-up comes before them.")), "schedule", &["step", "cosine"]),
        only(advanced(field("decayFactor", "Fall", Training, number(0.001, 1.0, Scale::Log),
            "What the learning rate is multiplied by at each fall.")), "schedule", &["step"]),
        advanced(field("warmUp", "Warm-up steps", Training, integer(0.0, 1_000_000.0, Scale::Linear),
            "The learning rate climbs to its full size over this many steps, which spares a fresh network large jumps. 0 for none.")),
        advanced(field("epochs", "Stop after epochs", Training, integer(0.0, 100_000.0, Scale::Linear),
            "The run stops when it has seen every example this many times; Start goes on for as many again. 0: until you press Pause.")),
        advanced(field("targetLoss", "Stop at loss", Training, number(0.0, 1e6, Scale::Linear),
            "The run stops when the validation loss is this small. 0 for no target.")),
        advanced(field("patience", "Patience", Training, integer(0.0, 10_000.0, Scale::Linear),
            "The run stops when this many looks at validation examples in a row found no gain, and goes back to its best weights. 0: never.")),
        field("batchSize", "Batch size", Training, integer(1.0, 1024.0, Scale::Log),
            "How many examples are looked at before each step."),
        advanced(field("lastBatch", "Last batch", Training, choice(LastBatch::CHOICES),
            "What becomes of the last batch of an epoch where the examples do not fill it.")),
        advanced(field("validateEvery", "Validate every", Training, integer(1.0, 10_000.0, Scale::Log),
            "Steps between two looks at examples that are never trained on.")),
        field("seed", "Seed", Run, integer(0.0, 4_294_967_295.0, Scale::Linear),
            "Fixes every random choice: the same seed gives the same run."),
        field("device", "Device", Run, choice(DeviceChoice::CHOICES), "What does the arithmetic."),
    ]
}
